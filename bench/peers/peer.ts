/** What every engine gets to search: the offer's own texts and all that our thesaurus knows of its themes. */
export interface Document {
  id: string
  /** '' for the whole country. */
  municipality: string
  name: string
  summary: string
  words: string
}

/** A search engine set up as its own documentation advises. */
export interface Peer {
  name: string
  build(documents: Document[]): Promise<void>
  /** Ids, best first; at least the best twenty that the municipality may see. */
  search(text: string, municipality: string): string[] | Promise<string[]>
  /** Bytes it keeps in a process of its own. */
  size?(): Promise<number>
  /** Milliseconds of processor time that a process of its own has used since it was built. */
  work?(): number
  close?(): Promise<void>
}

export const nationwide = 'hele-landet'
export const visible = (document: Document, municipality: string) => document.municipality === '' || document.municipality === municipality

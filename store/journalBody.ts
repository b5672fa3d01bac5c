import type { Key } from './store.ts'

/** `text`: the document with its etag as JSON; undefined: forgotten. */
export interface Change {
  key: Key
  text: string | undefined
}

/** JSON has no raw tab and no raw line break. */
export const lineOf = ({ key, text }: Change): string => (text === undefined ? key : `${key}\t${text}`)

export const changesOf = (body: string): Change[] =>
  body.split('\n').map(line => {
    const tab = line.indexOf('\t')
    return tab === -1 ? { key: line, text: undefined } : { key: line.slice(0, tab), text: line.slice(tab + 1) }
  })

/** A segment's first frame: how far the segments before it are whole at least. One that is not named was dropped. */
export interface Heading {
  format: 1
  ends: Record<number, number>
}

export const headingOf = (segments: { number: number; end: number }[]): string =>
  JSON.stringify({ format: 1, ends: Object.fromEntries(segments.map(({ number, end }) => [number, end])) } satisfies Heading)

export function readHeading(body: string): Heading {
  const heading = JSON.parse(body) as Heading // our own, and whole: its checksum was right
  if (heading.format !== 1) throw new Error('the journal was written by a newer Brobygger: start that one')
  return heading
}

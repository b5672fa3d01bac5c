import { stemmer } from '@orama/stemmers/danish'
import MiniSearch from 'minisearch'
import { type Document, type Peer, visible } from './peer.ts'

/** MiniSearch with a Danish stemmer as term hook, fuzzy 0.2 and prefix, the name boosted, filtered by municipality. */
export function minisearch(): Peer {
  let index: MiniSearch<Document>
  return {
    name: 'MiniSearch (fuzzy, prefix)',
    async build(documents) {
      index = new MiniSearch<Document>({
        fields: ['name', 'summary', 'words'],
        storeFields: ['id', 'municipality'],
        processTerm: term => stemmer(term.toLowerCase()),
        searchOptions: { boost: { name: 2 }, fuzzy: 0.2, prefix: true, combineWith: 'OR' },
      })
      index.addAll(documents)
    },
    search: (text, municipality) =>
      index
        .search(text, { filter: hit => visible(hit as unknown as Document, municipality) }) // its stored fields are the document's
        .slice(0, 20)
        .map(hit => String(hit.id)),
  }
}

import Fuse from 'fuse.js'
import { type Document, type Peer, visible } from './peer.ts'

const keys = [
  { name: 'name', weight: 3 },
  { name: 'summary', weight: 1 },
  { name: 'words', weight: 2 },
]

/** Fuse.js over the full text. It has no filter of its own: the municipality is kept afterwards. */
export function fuse(kind: 'scan' | 'tokens'): Peer {
  let index: Fuse<Document>
  return {
    name: kind === 'scan' ? 'fuse.js (default)' : 'fuse.js (token search)',
    async build(documents) {
      index =
        kind === 'scan'
          ? new Fuse(documents, { keys, includeScore: true, ignoreLocation: true, threshold: 0.6 })
          : new Fuse(documents, { keys, includeScore: true, useTokenSearch: true, tokenMatch: 'any', ignoreLocation: true, threshold: 0.3 })
    },
    search: (text, municipality) =>
      index
        .search(text)
        .filter(({ item }) => visible(item, municipality))
        .slice(0, 20)
        .map(({ item }) => item.id),
  }
}

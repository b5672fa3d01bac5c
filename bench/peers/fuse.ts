import Fuse from 'fuse.js'
import { type Document, type Peer, visible } from './peer.ts'

const keys = [
  { name: 'name', weight: 3 },
  { name: 'summary', weight: 1 },
  { name: 'words', weight: 2 },
]

/**
 * Fuse.js over the full text. A scan looks for one short pattern, so a message is asked word by word and the scores are added (a whole message as one
 * pattern finds a third less); token search takes a message as it is. It has no filter of its own: the municipality is kept afterwards.
 */
export function fuse(kind: 'scan' | 'tokens'): Peer {
  let index: Fuse<Document>
  return {
    name: kind === 'scan' ? 'fuse.js (default)' : 'fuse.js (token search)',
    async build(documents) {
      index =
        kind === 'scan'
          ? new Fuse(documents, { keys, includeScore: true, ignoreLocation: true, threshold: 0.3 })
          : new Fuse(documents, { keys, includeScore: true, useTokenSearch: true, tokenMatch: 'any', ignoreLocation: true, threshold: 0.3 })
    },
    search(text, municipality) {
      const found = kind === 'scan' ? byWord(text) : index.search(text).map(({ item }) => item)
      return found
        .filter(item => visible(item, municipality))
        .slice(0, 20)
        .map(({ id }) => id)
    },
  }

  function byWord(text: string): Document[] {
    const scores = new Map<Document, number>()
    for (const word of new Set(text.toLowerCase().match(/\p{L}{4,}/gu)))
      for (const { item, score = 1 } of index.search(word)) scores.set(item, (scores.get(item) ?? 0) + 1 - score)
    return [...scores].sort((a, b) => b[1] - a[1]).map(([item]) => item)
  }
}

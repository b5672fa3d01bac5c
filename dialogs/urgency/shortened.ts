import { foldWeakly } from './letters.ts'

/** Words that become the same as a key when letters are left out of both (Garbe's symmetric delete). */
export interface Shortened {
  /** Calls `meet` once for each word that may lie within so many edits of a key that is folded weakly. */
  near(folded: string, edits: number, meet: (word: string, folded: string) => void): void
}

const nothing = -1

/**
 * Each word under the hash of itself and of itself without one letter (or two, where `editsOf` says so). Two arrays of numbers instead of a map of
 * strings: built in milliseconds. Another word under the same hash does no harm, as whoever asks measures the distance.
 */
export function createShortened(all: readonly string[], editsOf: (word: string) => number): Shortened {
  const folded = all.map(foldWeakly)
  const hashes: number[] = []
  const owners: number[] = []
  folded.forEach((word, nth) => {
    eachShorter(word, editsOf(all[nth] ?? ''), hash => {
      hashes.push(hash)
      owners.push(nth)
    })
  })
  const bits = 32 - Math.clz32(Math.max(1, hashes.length))
  const heads = new Int32Array(1 << bits).fill(nothing)
  const next = new Int32Array(hashes.length)
  hashes.forEach((hash, nth) => {
    const at = slot(hash, bits)
    next[nth] = heads[at] ?? nothing
    heads[at] = nth
  })
  const kept = Int32Array.from(hashes)
  const met = new Int32Array(all.length)
  let asked = 0

  return {
    near(key, edits, meet) {
      asked++
      eachShorter(key, edits, hash => {
        for (let entry = heads[slot(hash, bits)] ?? nothing; entry !== nothing; entry = next[entry] ?? nothing) {
          const owner = owners[entry] ?? 0
          if (kept[entry] !== hash || met[owner] === asked) continue
          met[owner] = asked
          meet(all[owner] ?? '', folded[owner] ?? '')
        }
      })
    },
  }
}

/** The hashes of a word without none, one and (for two edits) two of its letters. */
function eachShorter(word: string, edits: number, take: (hash: number) => void): void {
  take(hashWithout(word, nothing, nothing))
  for (let first = 0; first < word.length; first++) {
    take(hashWithout(word, first, nothing))
    if (edits > 1) for (let second = first + 1; second < word.length; second++) take(hashWithout(word, first, second))
  }
}

function hashWithout(word: string, first: number, second: number): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < word.length; at++) if (at !== first && at !== second) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  return hash | 0
}

const slot = (hash: number, bits: number): number => Math.imul(hash, 0x9e3779b1) >>> (32 - bits)

import { fold, normalise, stem } from './text.ts'

/** The words the thesaurus rests on, as plain values. */
export interface KnownWords {
  /** Id -> the word's stem, or a beginning with * for all words that begin so. */
  names: string[]
  /** Every spelling that was learnt, and the id it stands for. */
  spellings: string[]
  spelt: Int32Array
  /** Spellings without æøå that are no known word themselves, and the id they stand for. */
  folded: string[]
  unfolded: Int32Array
}

/** `learn`: the id of a word; a word that ends in * stands for all that begin so. `known`: all that was learnt until then. */
export interface Learner {
  learn(word: string): number
  known(): KnownWords
}

export function createLearner(): Learner {
  const ids = new Map<string, number>()
  const spellings = new Map<string, number>()
  const folded = new Map<string, number>()

  function remember(name: string): number {
    const id = ids.get(name) ?? ids.size
    ids.set(name, id)
    return id
  }

  function learn(word: string): number {
    if (word.endsWith('*')) return remember(`${normalise(word.slice(0, -1))}*`)
    const spelling = normalise(word)
    const key = stem(spelling)
    const id = remember(key)
    for (const plain of [fold(key), fold(spelling)]) if (!folded.has(plain)) folded.set(plain, id)
    spellings.set(spelling, id)
    return id
  }

  function known(): KnownWords {
    const strange = [...folded].filter(([plain]) => !ids.has(stem(plain)))
    return {
      names: [...ids.keys()],
      spellings: [...spellings.keys()],
      spelt: Int32Array.from(spellings.values()),
      folded: strange.map(([plain]) => plain),
      unfolded: Int32Array.from(strange, ([, id]) => id),
    }
  }

  return { learn, known }
}

import type { Features, Signs, Subject, Tags } from './features.ts'
import type { Word } from './reading.ts'
import type { Heard } from './rules.ts'

/** What words say together, for all who weigh it: `count` hashes and worths, and two by two the classes that stand together. */
export interface Gathered {
  signs: readonly Signs[]
  /** Who was named last before each word. */
  after: readonly Subject[]
  count: number
  hashes: Int32Array
  worths: Int32Array
  pairs: readonly Tags[]
}

/**
 * Gathers the features of a piece once, whoever asks; it stands until another piece is gathered. They are looked up in a row by those who weigh them: their
 * tables are larger than the processor's near memory, and reads that need not wait for one another come together.
 */
export function createGather(features: Features): (words: readonly Word[], heard: Heard) => Gathered {
  let hashes = new Int32Array(1024)
  let worths = new Int32Array(1024)
  let count = 0
  const pairs: Tags[] = []
  let last: { words: readonly Word[]; heard: Heard; gathered: Gathered } | undefined

  const take = (hash: number, worth: number): void => {
    if (count === hashes.length) {
      hashes = twice(hashes)
      worths = twice(worths)
    }
    hashes[count] = hash
    worths[count] = worth
    count++
  }
  const takePairs = (one: Tags, other: Tags): void => void pairs.push(one, other)

  return (words, heard) => {
    if (last?.words === words && last.heard === heard) return last.gathered
    count = 0
    pairs.length = 0
    const signs = words.map(word => features.signsOf(word.known))
    features.between(signs, heard, take, takePairs)
    const gathered = { signs, after: features.subjectsOf(words, signs), count, hashes, worths, pairs }
    last = { words, heard, gathered }
    return gathered
  }
}

/** The same numbers with as much room again behind them. */
export function twice(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(numbers.length * 2)
  more.set(numbers)
  return more
}

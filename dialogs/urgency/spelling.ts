import { foldWeakly } from './letters.ts'
import { createShortened, type Shortened } from './shortened.ts'

/** Finds the listed word that an unknown one was probably meant to be; undefined when it is none of them. */
export type Mend = (key: string) => string | undefined

const shortest = 4
const longest = 24
/** From this length on a word may hold two errors. */
const longWord = 12
const fewestOfBeginning = 6

/**
 * Typing errors: one letter too many, too few, wrong or two swapped (two such in long words), the first letter kept unless it was
 * swapped. Built from the words of danger alone; `real` are words of the language that must not be mended.
 * A look-up costs by the length of the word, not of the list.
 */
export function createMend(words: Iterable<string>, beginnings: Iterable<string>, real: ReadonlySet<string>): Mend {
  const whole = createShortened([...words].filter(worthMending), editsOf)
  const parts = createShortened(
    [...beginnings].filter(word => worthMending(word) && word.length >= fewestOfBeginning),
    () => 1,
  )

  return key => {
    if (key.length < shortest || key.length > longest || real.has(key)) return undefined
    return nearest(whole, key, key, editsOf(key)) ?? byBeginning(parts, key)
  }
}

const editsOf = (word: string): number => (word.length >= longWord ? 2 : 1)

/** The word with its beginning mended, so that "selvmrdstanker" meets "selvmord*". */
function byBeginning(parts: Shortened, key: string): string | undefined {
  for (let length = Math.min(key.length, 16); length >= fewestOfBeginning; length--) {
    const found = nearest(parts, key.slice(0, length), key, 1)
    if (found !== undefined) return found + key.slice(length)
  }
  return undefined
}

function nearest(index: Shortened, key: string, whole: string, edits: number): string | undefined {
  let best: string | undefined
  let bestDistance = edits + 1
  const folded = foldWeakly(key)
  index.near(folded, edits, (word, foldedWord) => {
    if (!sameStart(word, whole) || (word.length <= shortest && !isSwap(word, key))) return
    const distance = editDistance(foldedWord, folded)
    if (distance < bestDistance || (distance === bestDistance && best !== undefined && word < best)) {
      best = word
      bestDistance = distance
    }
  })
  return bestDistance <= edits ? best : undefined
}

function sameStart(word: string, key: string): boolean {
  return foldWeakly(word[0] ?? '') === foldWeakly(key[0] ?? '') || (word[0] === key[1] && word[1] === key[0])
}

/** Short words have too many neighbours: only two letters that changed places are mended in them. */
function isSwap(word: string, key: string): boolean {
  return word.length === key.length && [...word].sort().join('') === [...key].sort().join('')
}

function worthMending(word: string): boolean {
  return word.length >= shortest && word.length <= longest && /^[a-zæøå]+$/.test(word)
}

/** Optimal string alignment: a swap of neighbours counts one. Words are at most `longest` letters, so the table is small. */
function editDistance(a: string, b: string): number {
  const width = b.length + 1
  const rows = new Uint8Array((a.length + 1) * width)
  for (let i = 0; i <= a.length; i++) rows[i * width] = i
  for (let j = 0; j <= b.length; j++) rows[j] = j
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min(
        (rows[(i - 1) * width + j] ?? 0) + 1,
        (rows[i * width + j - 1] ?? 0) + 1,
        (rows[(i - 1) * width + j - 1] ?? 0) + cost,
      )
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (rows[(i - 2) * width + j - 2] ?? 0) + 1)
      rows[i * width + j] = least
    }
  }
  return rows[a.length * width + b.length] ?? 0
}

import Fuse from 'fuse.js'
import type { KnownWords } from './learnWords.ts'

/**
 * The known word that a strange one may be meant for: one slip away (two from nine letters), the first letter right. fuse.js orders those that
 * have the right length and nearly the same letters, which are few: over all words that begin alike it took milliseconds.
 */
export function createNear({ spellings, spelt }: Pick<KnownWords, 'spellings' | 'spelt'>): (strange: string) => number | undefined {
  let shelves: Map<string, Shelved[]> | undefined
  return strange => {
    if (strange.length < 5 || strange.length > 24 || !/^\p{Script=Latin}+$/u.test(strange)) return undefined
    shelves ??= fill(spellings, spelt)
    const slips = strange.length >= 9 ? 2 : 1
    // Five letters have too many neighbours: only swapped ones count ("angts").
    const swapsOnly = strange.length === 5
    const letters = lettersOf(strange)
    const alike: Shelved[] = []
    for (let length = strange.length - slips; length <= strange.length + slips; length++) {
      for (const word of shelves.get(`${strange[0]}${length}`) ?? [])
        if (differing(word.letters, letters) <= (swapsOnly ? 0 : 2 * slips)) alike.push(word)
    }
    if (alike.length === 0) return undefined
    let best: { id: number; distance: number } | undefined
    const fuse = new Fuse(
      alike.map(({ spelling }) => spelling),
      howNear,
    )
    for (const { item, refIndex } of fuse.search(strange)) {
      const distance = editDistance(strange, item, slips)
      if (swapsOnly && [...item].sort().join('') !== [...strange].sort().join('')) continue
      if (distance <= slips && (best === undefined || distance < best.distance)) best = { id: alike[refIndex]?.id ?? 0, distance }
    }
    return best?.id
  }
}

const howNear = { threshold: 0.4, ignoreLocation: true, ignoreFieldNorm: true }

interface Shelved {
  id: number
  spelling: string
  letters: number
}

/** By first letter and length. */
function fill(spellings: readonly string[], spelt: Int32Array): Map<string, Shelved[]> {
  const shelves = new Map<string, Shelved[]>()
  for (const [nth, spelling] of spellings.entries()) {
    if (spelling.length < 4) continue
    const key = `${spelling[0]}${spelling.length}`
    const word = { id: spelt[nth] ?? 0, spelling, letters: lettersOf(spelling) }
    const shelf = shelves.get(key)
    if (shelf === undefined) shelves.set(key, [word])
    else shelf.push(word)
  }
  return shelves
}

/** Which letters a word has, a bit for each (letters of one remainder share one). */
function lettersOf(word: string): number {
  let letters = 0
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) % 32)
  return letters
}

/** How many letters only one of the two has. */
function differing(one: number, other: number): number {
  let rest = one ^ other
  let count = 0
  for (; rest !== 0; rest &= rest - 1) count++
  return count
}

/**
 * Damerau-Levenshtein over the slips Danes make (neighbours swapped, a letter left out or put in, a vowel for a vowel, d for t ...), given up
 * beyond `most`: "banken" is no slip for "bakken", "selværd" is one for "selvværd".
 */
function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const now = [i]
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min((row[j] ?? 0) + 1, (now[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + change(a[i - 1], b[j - 1]))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      now.push(cost)
    }
    before = row
    row = now
  }
  return row[b.length] ?? most + 1
}

function change(one: string | undefined, other: string | undefined): number {
  if (one === other) return 0
  return alike.some(letters => letters.includes(one ?? ' ') && letters.includes(other ?? ' ')) ? 1 : 3
}

/** Letters that are written for each other. */
const alike = ['aeiouyæøå', 'dt', 'gk', 'bp', 'vf', 'sczx', 'ij', 'kqc']

import Fuse from 'fuse.js'
import words from '../data/words.json' with { type: 'json' }
import { splitCompound } from './compounds.ts'
import { fold, isEmpty, normalise, stem } from './text.ts'

/** A word of the thesaurus that a written word was read as, and how sure that reading is (0 to 1). */
export interface Term {
  id: number
  sure: number
  how: 'exact' | 'folded' | 'part' | 'near'
}

/** All words the thesaurus rests on. Words are learnt while it is built; after that `read` is pure. */
export interface Vocabulary {
  /** The id of a word; a word that ends in * stands for all that begin so. */
  learn(word: string): number
  /** What a written word (spelt as readWords spells it) may mean: exact first, then without æøå, then its parts, then a near spelling. */
  read(spelt: string): readonly Term[]
  /** The word behind an id: its stem, or a beginning with *. */
  nameOf(id: number): string
}

export function createVocabulary(): Vocabulary {
  const ids = new Map<string, number>()
  const prefixes = new Map<string, number>()
  const folded = new Map<string, number>()
  const spellings = new Map<string, number>()
  const seen = new Map<string, readonly Term[]>()
  const shelves = new Map<string, Fuse<string>>()
  const names: string[] = []

  function learn(word: string): number {
    if (word.endsWith('*')) return remember(prefixes, normalise(word.slice(0, -1)), '*')
    const spelt = normalise(word)
    const key = stem(spelt)
    const id = remember(ids, key)
    for (const plain of [fold(key), fold(spelt)]) if (!folded.has(plain)) folded.set(plain, id)
    spellings.set(spelt, id)
    return id
  }

  function remember(table: Map<string, number>, key: string, mark = ''): number {
    const known = table.get(key)
    if (known !== undefined) return known
    table.set(key, names.length)
    names.push(key + mark)
    return names.length - 1
  }

  function read(spelt: string): readonly Term[] {
    const before = seen.get(spelt)
    if (before !== undefined) return before
    const found = look(spelt)
    if (seen.size > rememberedWords) seen.clear()
    seen.set(spelt, found)
    return found
  }

  function look(spelt: string): Term[] {
    const whole = exact(spelt)
    if (whole.length > 0 || isEmpty(spelt) || ordinary.has(stem(spelt))) return whole
    const plain = /[æøå]/.test(spelt) ? undefined : folded.get(spelt)
    if (plain !== undefined) return [{ id: plain, sure: 0.9, how: 'folded' }]
    const parts = splitCompound(spelt, isPart)
    if (parts !== undefined) return parts.flatMap(part => exact(part).map(term => ({ ...term, sure: 0.75, how: 'part' as const })))
    return near(spelt)
  }

  function exact(spelt: string): Term[] {
    const found: Term[] = []
    const id = ids.get(stem(spelt))
    if (id !== undefined) found.push({ id, sure: 1, how: 'exact' })
    if (prefixes.size > 0) {
      for (let end = 3; end <= spelt.length; end++) {
        const start = prefixes.get(spelt.slice(0, end))
        if (start !== undefined) found.push({ id: start, sure: 1, how: 'exact' })
      }
    }
    return found
  }

  const isPart = (part: string): boolean =>
    (part.length > 3 && ids.has(stem(part))) ||
    heads.has(part) ||
    (part.length > 4 && heads.has(stem(part))) ||
    (isEmpty(part) && !endings.has(part))

  /** A spelling one slip away (two from nine letters), the first letter right: fuse.js searches only words that begin alike. */
  function near(spelt: string): Term[] {
    if (spelt.length < 5 || spelt.length > 24 || !/^\p{Script=Latin}+$/u.test(spelt)) return []
    const letter = spelt[0] ?? ''
    let shelf = shelves.get(letter)
    if (shelf === undefined) {
      shelf = new Fuse(
        [...spellings.keys()].filter(word => word.startsWith(letter) && word.length >= 4),
        { threshold: 0.4, ignoreLocation: true, includeScore: true, ignoreFieldNorm: true },
      )
      shelves.set(letter, shelf)
    }
    const slips = spelt.length >= 9 ? 2 : 1
    // Five letters have too many neighbours: only swapped ones count ("angts").
    const swapsOnly = spelt.length === 5
    let best: { word: string; distance: number } | undefined
    for (const { item } of shelf.search(spelt, { limit: 12 })) {
      const distance = editDistance(spelt, item, slips)
      if (swapsOnly && [...item].sort().join('') !== [...spelt].sort().join('')) continue
      if (distance <= slips && (best === undefined || distance < best.distance)) best = { word: item, distance }
    }
    const id = best === undefined ? undefined : spellings.get(best.word)
    return id === undefined ? [] : [{ id, sure: 0.65, how: 'near' }]
  }

  return { learn, read, nameOf: id => names[id] ?? '' }
}

const rememberedWords = 50_000
const heads = new Set(words.heads.flatMap(head => [normalise(head), stem(normalise(head))]).filter(head => head.length > 2))
/** Function words that are endings too: "lukkede" is not "lukke de". */
const endings = new Set([
  'de',
  'en',
  'et',
  'er',
  'den',
  'det',
  'dem',
  'sin',
  'at',
  'a',
  'i',
  'os',
  'om',
  'an',
  'is',
  'to',
  'in',
  'as',
  'her',
  'end',
  'ad',
  'af',
])
const ordinary = new Set(words.ordinary.map(word => stem(normalise(word))))

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

import words from '../data/words.json' with { type: 'json' }
import { splitCompound } from './compounds.ts'
import type { KnownWords } from './learnWords.ts'
import { createNear } from './near.ts'
import { isEmpty, normalise, stem } from './text.ts'

/** A word of the thesaurus that a written word was read as, and how sure that reading is (0 to 1). */
export interface Term {
  id: number
  sure: number
  how: 'exact' | 'folded' | 'part' | 'near'
}

/** All words the thesaurus rests on. */
export interface Vocabulary {
  /** What a written word (spelt as readWords spells it) may mean: exact first, then without æøå, then its parts, then a near spelling. */
  read(spelt: string): readonly Term[]
  /** The word behind an id: its stem, or a beginning with *. */
  nameOf(id: number): string
}

export function createVocabulary(known: KnownWords): Vocabulary {
  const { names } = known
  const ids = new Map<string, number>()
  const prefixes = new Map<string, number>()
  const folded = new Map<string, number>()
  const seen = new Map<string, readonly Term[]>()
  const near = createNear(known)

  for (let id = 0; id < names.length; id++) {
    const name = names[id] ?? ''
    if (name.endsWith('*')) prefixes.set(name.slice(0, -1), id)
    else ids.set(name, id)
  }
  for (let nth = 0; nth < known.folded.length; nth++) folded.set(known.folded[nth] ?? '', known.unfolded[nth] ?? 0)

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
    const id = near(spelt)
    return id === undefined ? [] : [{ id, sure: 0.65, how: 'near' }]
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

  return { read, nameOf: id => names[id] ?? '' }
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

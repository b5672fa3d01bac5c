import words from '../data/words.json' with { type: 'json' }
import { isEmpty, normalise, stem } from './text.ts'

/** One place of a line of the thesaurus: "bange/nervøs", "FORÆLDER", "skolevægr*". */
export interface Place {
  /** The stems of all words that may stand here. */
  stems: ReadonlySet<string>
  /** The words among them that carry meaning, as they are to be learnt. */
  carrying: readonly string[]
  /** A function word, or "not": it cannot carry a line alone. */
  small: boolean
  /** Everyday words that say little alone ("gå", "siger", "uge", "min mor"): a line of only such words must stand as written. */
  light: boolean
}

/** Reads a place once, however many lines hold it. Throws where it names a word class that words.json does not have. */
export function readPlace(place: string): Place {
  const before = known.get(place)
  if (before !== undefined) return before
  const read = work(place)
  known.set(place, read)
  return read
}
const known = new Map<string, Place>()

function work(place: string): Place {
  const stems = new Set<string>()
  const carrying: string[] = []
  let small = true
  let light = true
  for (const choice of choicesOf(place)) {
    const spelt = normalise(choice)
    const found = stem(spelt)
    const empty = isEmpty(spelt)
    stems.add(found)
    if (!empty && !negations.has(spelt)) small = false
    if (!empty && !lightStems.has(found) && !/^\d+$/.test(choice)) light = false
    const bare = choice.endsWith('*') ? normalise(choice.slice(0, -1)) : spelt
    if (bare !== '' && !isEmpty(bare)) carrying.push(choice)
  }
  return { stems, carrying, small, light }
}

/** The words that may stand in one place: alternatives, the members of a class, every way to say "not". */
function choicesOf(place: string): string[] {
  const choices: string[] = []
  for (const choice of place.split('/')) {
    for (const word of isClass(choice) ? members(choice) : [choice]) {
      if (negations.has(normalise(word))) choices.push(...words.negations)
      else choices.push(word)
    }
  }
  return choices
}

/** Two capitals show a class; no other word of the thesaurus begins so. */
const isClass = (word: string): boolean => /^[A-ZÆØÅ]{2}[A-ZÆØÅ_]*$/.test(word)

function members(name: string): string[] {
  const list = classes[name]
  if (list === undefined) throw new Error(`thesaurus: no word class ${name} in data/words.json`)
  return list.split(' ').flatMap(word => (isClass(word) ? members(word) : [word]))
}
const classes: Record<string, string> = words.classes

const negations = new Set(words.negations)
/** The stems of "not" in the languages read. */
export const negationStems: ReadonlySet<string> = new Set([...negations].map(stem))
const lightStems = new Set(words.light.flatMap(word => (isClass(word) ? members(word) : [word])).map(word => stem(normalise(word))))

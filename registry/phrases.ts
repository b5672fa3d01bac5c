import words from '../data/words.json' with { type: 'json' }
import { isEmpty, normalise, stem, type Word } from './text.ts'
import type { Term, Vocabulary } from './vocabulary.ts'

/**
 * A line of the thesaurus. Editors write plain words; they are found in any order within a few words of each other:
 *   ingen at lege med        all the words that carry meaning, in any inflection, near each other
 *   bange/nervøs for skole   any of these in one place
 *   FORÆLDER drikker         a word class of data/words.json
 *   skolevægr*               all words that begin so
 *   kan ikke mere            where no word says much by itself, all must stand there, small ones too, in that order
 *   "far slår mor"           in that order, always: who does it to whom
 *   ~ træt                   only a hint        ! fødselsdepression   says it outright
 */
export interface Entry {
  label: string
  /** English lines count only in an English text: "gang", "date" and "bill" are other words in Danish. */
  english?: true
  say: string
  weight: number
  slots: ReadonlySet<number>[]
  /** Stems that must stand in this order, one word between at most; then there are no slots. */
  inOrder?: ReadonlySet<string>[]
  /** How far apart, in words that carry meaning, first and last may stand. */
  span: number
}

/** An entry found in a text: which words of it, and how much it says. */
export interface Find {
  entry: Entry
  /** Indexes of the words, rising. */
  at: number[]
  weight: number
}

export interface Phrases {
  find(words: readonly Word[], terms: readonly (readonly Term[])[]): Find[]
}

/** Reads one line of the thesaurus. Throws when nothing in it carries meaning. */
export function readEntry(label: string, line: string, vocabulary: Vocabulary): Entry {
  const mark = line[0]
  const say = mark === '~' || mark === '!' ? line.slice(1).trim() : line.trim()
  const places = say.split(/[\s-]+/)
  const slots = places.map(place => readSlot(place, vocabulary)).filter(slot => slot.size > 0)
  const meaning = places.filter(place => !isSmall(place))
  const telling = meaning.filter(place => !isLight(place))
  if (places.length > 1 && (meaning.length < 2 || telling.length === 0 || say.startsWith('"')))
    return readInOrder(label, say.replace(/"/g, ''), mark)
  if (telling.length === 0 && mark !== '~') throw new Error(`thesaurus: "${line}" under ${label} has no word that carries meaning`)
  const weight = (slots.length === 1 ? 0.85 : slots.length === 2 ? 1 : 1.1) * (mark === '~' ? 0.4 : mark === '!' ? 1.5 : 1)
  return { label, say, weight, slots, span: slots.length - 1 + (slots.length > 2 ? 3 : 2) }
}

function readInOrder(label: string, say: string, mark: string | undefined): Entry {
  const inOrder = say.split(/[\s-]+/).map(place => new Set(choicesOf(place).map(choice => stem(normalise(choice)))))
  return {
    label,
    say,
    weight: mark === '~' ? 0.4 : mark === '!' ? 1.5 : inOrder.length > 2 ? 1 : 0.95,
    slots: [],
    inOrder,
    span: inOrder.length,
  }
}

/** Files all entries under their rarest place, so that a text meets only the entries it may hold. */
export function createPhrases(entries: readonly Entry[]): Phrases {
  const uses = new Map<number, number>()
  for (const { slots } of entries) for (const slot of slots) for (const id of slot) uses.set(id, (uses.get(id) ?? 0) + 1)
  const rarities = new Map<ReadonlySet<number>, number>()
  const rarity = (slot: ReadonlySet<number>) => {
    let sum = rarities.get(slot)
    if (sum === undefined) {
      sum = 0
      for (const id of slot) sum += uses.get(id) ?? 0
      rarities.set(slot, sum)
    }
    return sum
  }
  const shelves = new Map<number, { entry: Entry; anchor: ReadonlySet<number> }[]>()
  const ordered = new Map<string, Entry[]>()
  for (const entry of entries) {
    if (entry.inOrder !== undefined) {
      const [first = [], second = []] = entry.inOrder
      for (const one of first) for (const two of second) shelve(ordered, `${one} ${two}`, entry)
      continue
    }
    const anchor = entry.slots.reduce((rarest, slot) => (rarity(slot) < rarity(rarest) ? slot : rarest))
    for (const id of anchor) shelve(shelves, id, { entry, anchor })
  }

  function find(read: readonly Word[], terms: readonly (readonly Term[])[]): Find[] {
    const finds: Find[] = []
    const stems = read.map(word => stem(word.spelt))
    const holds = createHolds(terms)
    for (let here = 0; here < read.length; here++) {
      for (const step of [1, 2]) {
        for (const entry of ordered.get(`${stems[here]} ${stems[here + step]}`) ?? []) {
          const found = stands(entry, here, step, stems, read)
          if (found !== undefined) finds.push(found)
        }
      }
      for (const term of terms[here] ?? []) {
        for (const { entry, anchor } of shelves.get(term.id) ?? []) {
          if (!entry.slots.every(holds)) continue
          const found = fit(entry, anchor, here, term.sure, read, terms)
          if (found !== undefined) finds.push(found)
        }
      }
    }
    return finds
  }

  return { find }
}

function shelve<Key, Value>(shelves: Map<Key, Value[]>, key: Key, value: Value) {
  const shelf = shelves.get(key)
  if (shelf === undefined) shelves.set(key, [value])
  else shelf.push(value)
}

/** Whether a place can be filled by any word of the text at all: asked once for each place, for lines share places. */
function createHolds(terms: readonly (readonly Term[])[]): (slot: ReadonlySet<number>) => boolean {
  const present = [...new Set(terms.flatMap(read => read.map(({ id }) => id)))]
  const known = new Map<ReadonlySet<number>, boolean>()
  return slot => {
    let answer = known.get(slot)
    if (answer === undefined) {
      answer = present.some(id => slot.has(id))
      known.set(slot, answer)
    }
    return answer
  }
}

/** Whether the words stand in order from here, the second `step` words on. One word may be put in, two in a longer line. */
function stands(entry: Entry, here: number, step: number, stems: readonly string[], read: readonly Word[]): Find | undefined {
  const { inOrder = [], span, weight } = entry
  const at = [here, here + step]
  const spare = inOrder.length > 3 ? 2 : 1
  for (const choices of inOrder.slice(2)) {
    const next = (at.at(-1) ?? here) + 1
    const found = choices.has(stems[next] ?? '') ? next : choices.has(stems[next + 1] ?? '') ? next + 1 : undefined
    if (found === undefined) return undefined
    at.push(found)
  }
  const last = at.at(-1) ?? here
  if (last - here - (inOrder.length - 1) > spare || (read[last]?.place ?? 0) - (read[here]?.place ?? 0) > span + 1) return undefined
  return { entry, at, weight }
}

/** Whether the entry stands around this word: the nearest word for each other place, each word used once. */
function fit(
  entry: Entry,
  anchor: ReadonlySet<number>,
  here: number,
  sure: number,
  read: readonly Word[],
  terms: readonly (readonly Term[])[],
): Find | undefined {
  if (entry.slots.length === 1) return { entry, at: [here], weight: entry.weight * sure }
  const at = [here]
  let least = sure
  // Two places may ask for the same words ("græder når hun græder"): only the anchor's own is filled.
  const anchored = entry.slots.indexOf(anchor)
  for (const [place, slot] of entry.slots.entries()) {
    if (place === anchored) continue
    const found = nearest(slot, here, entry.span, at, read, terms)
    if (found === undefined) return undefined
    at.push(found.index)
    least = Math.min(least, found.sure)
  }
  const places = at.map(index => read[index]?.place ?? 0)
  const spread = Math.max(...places) - Math.min(...places)
  if (spread > entry.span) return undefined
  const loose = Math.max(0, spread - (entry.slots.length - 1))
  return { entry, at: at.sort((a, b) => a - b), weight: entry.weight * least * (1 - 0.06 * loose) }
}

function nearest(
  slot: ReadonlySet<number>,
  here: number,
  span: number,
  taken: readonly number[],
  read: readonly Word[],
  terms: readonly (readonly Term[])[],
): { index: number; sure: number } | undefined {
  const place = read[here]?.place ?? 0
  for (let step = 1; step < read.length; step++) {
    let inReach = false
    for (const index of [here - step, here + step]) {
      const word = read[index]
      if (word === undefined || Math.abs(word.place - place) > span) continue
      inReach = true
      if (taken.includes(index)) continue
      const term = terms[index]?.find(({ id }) => slot.has(id))
      if (term !== undefined) return { index, sure: term.sure }
    }
    if (!inReach) return undefined
  }
  // A compound may hold two of the words: "skolefravær".
  const within = terms[here]?.find(({ id, how }) => how === 'part' && slot.has(id))
  return within === undefined ? undefined : { index: here, sure: within.sure }
}

/** Each place is read once for a vocabulary: thousands of lines share the same few ("FORÆLDER", "ikke"). */
function readSlot(place: string, vocabulary: Vocabulary): ReadonlySet<number> {
  const read = slotsOf.get(vocabulary) ?? new Map<string, ReadonlySet<number>>()
  slotsOf.set(vocabulary, read)
  const known = read.get(place)
  if (known !== undefined) return known
  const ids = new Set<number>()
  for (const choice of choicesOf(place)) {
    const spelt = normalise(choice.replace('*', ''))
    if (spelt !== '' && !isEmpty(spelt)) ids.add(vocabulary.learn(choice))
  }
  read.set(place, ids)
  return ids
}
const slotsOf = new WeakMap<Vocabulary, Map<string, ReadonlySet<number>>>()

/** The words that may stand in one place: alternatives, the members of a class, every way to say "not". */
const choicesOf = remembered((place: string): string[] =>
  place
    .split('/')
    .flatMap(choice => (isClass(choice) ? members(choice) : [choice]))
    .flatMap(choice => (negations.has(normalise(choice)) ? words.negations : [choice])),
)

/** A function word, or "not": it cannot carry a line alone. */
const isSmall = remembered((place: string): boolean =>
  choicesOf(place).every(choice => isEmpty(normalise(choice)) || negations.has(normalise(choice))),
)

/** Everyday words that say little alone ("gå", "siger", "uge", "min mor"): a line of only such words must stand as written. */
const isLight = remembered((place: string): boolean =>
  choicesOf(place).every(choice => /^\d+$/.test(choice) || light.has(stem(normalise(choice))) || isEmpty(normalise(choice))),
)

const classes: Record<string, string> = words.classes
const negations = new Set(words.negations)
/** The answer for each place, worked out once. */
function remembered<Answer>(work: (place: string) => Answer): (place: string) => Answer {
  const known = new Map<string, Answer>()
  return place => {
    const before = known.get(place)
    if (before !== undefined) return before
    const answer = work(place)
    known.set(place, answer)
    return answer
  }
}

const isClass = (word: string): boolean => /^\p{Lu}[\p{Lu}_]+$/u.test(word)

function members(name: string): string[] {
  const list = classes[name]
  if (list === undefined) throw new Error(`thesaurus: no word class ${name} in data/words.json`)
  return list.split(' ').flatMap(word => (isClass(word) ? members(word) : [word]))
}

const light = new Set(words.light.flatMap(word => (isClass(word) ? members(word) : [word])).map(word => stem(normalise(word))))

/** The stems of "not" in the languages read. */
export const negationStems: ReadonlySet<string> = new Set([...negations].map(stem))

import type { Entry } from './entry.ts'
import { type Lists, listAt, listsOf } from './lists.ts'

/** Lines of the thesaurus, each under its rarest place, so that a text meets only those it may hold. Plain lists, which a file can hold as they are. */
export interface FiledLines {
  labels: string[]
  says: string[]
  /** For each line: label, span, the number of its rarest place (-1: it stands in order and has none), whether it is English. */
  heads: Int32Array
  weights: Float64Array
  /** Line -> its places: numbers of `slots`, or of `choices` where it stands in order. */
  places: Lists
  /** Place -> ids of the words that may fill it. */
  slots: Lists
  /** Place of a line in order -> the stems that may stand there, parted by spaces. */
  choices: string[]
  /** Word id -> lines under it. */
  shelves: Lists
  /** First and second stem of lines in order, and which lines begin so. */
  pairs: string[]
  pairLines: Lists
}

export function fileLines(entries: readonly Entry[], words: number): FiledLines {
  const labels = createPlaces((label: string) => label)
  const slots = createPlaces((slot: readonly number[]) => slot.join(' '))
  const choices = createPlaces((stems: ReadonlySet<string>) => [...stems].join(' '))
  const rarity = rarities(entries)
  const shelves: number[][] = Array.from({ length: words }, () => [])
  const pairs = new Map<string, number[]>()
  const heads: number[] = []
  for (const [line, { label, span, slots: wanted, inOrder, english }] of entries.entries()) {
    let rarest = -1
    if (inOrder === undefined) {
      const anchor = wanted.reduce((rarest, slot) => (rarity(slot) < rarity(rarest) ? slot : rarest))
      rarest = wanted.indexOf(anchor)
      for (const id of anchor) shelves[id]?.push(line)
    } else {
      const [first = [], second = []] = inOrder
      for (const one of first) for (const two of second) pairs.set(`${one} ${two}`, [...(pairs.get(`${one} ${two}`) ?? []), line])
    }
    heads.push(labels.placeOf(label), span, rarest, Number(english === true))
  }
  const places = listsOf(entries.map(({ slots: wanted, inOrder }) => inOrder?.map(choices.placeOf) ?? wanted.map(slots.placeOf)))
  return {
    labels: labels.all,
    says: entries.map(({ say }) => say),
    heads: Int32Array.from(heads),
    weights: Float64Array.from(entries, ({ weight }) => weight),
    places,
    slots: listsOf(slots.all),
    choices: choices.all.map(stems => [...stems].join(' ')),
    shelves: listsOf(shelves),
    pairs: [...pairs.keys()],
    pairLines: listsOf([...pairs.values()]),
  }
}

/** A line as it was read, under its rarest place; made when it is first met. */
export function createLines({ labels, says, heads, weights, places, slots, choices }: FiledLines): (line: number) => Filed {
  const made: (Filed | undefined)[] = new Array(says.length)
  const slotsMade: number[][] = []
  const slotAt = (place: number) => {
    slotsMade[place] ??= listAt(slots, place)
    return slotsMade[place]
  }
  return line => {
    const known = made[line]
    if (known !== undefined) return known
    const [label = 0, span = 0, rarest = -1, english = 0] = heads.subarray(4 * line, 4 * line + 4)
    const of = listAt(places, line)
    const wanted = rarest === -1 ? [] : of.map(slotAt)
    const entry: Entry = { label: labels[label] ?? '', say: says[line] ?? '', weight: weights[line] ?? 0, slots: wanted, span }
    if (rarest === -1) entry.inOrder = of.map(place => new Set(choices[place]?.split(' ')))
    if (english === 1) entry.english = true
    made[line] = { entry, anchor: wanted[rarest] ?? [] }
    return made[line]
  }
}

export interface Filed {
  entry: Entry
  anchor: readonly number[]
}

/** In how many places the words of a place stand, over all entries. */
function rarities(entries: readonly Entry[]): (slot: readonly number[]) => number {
  const uses: number[] = []
  for (const { slots } of entries) for (const slot of slots) for (const id of slot) uses[id] = (uses[id] ?? 0) + 1
  const known = new Map<readonly number[], number>()
  return slot => {
    const before = known.get(slot)
    if (before !== undefined) return before
    let sum = 0
    for (const id of slot) sum += uses[id] ?? 0
    known.set(slot, sum)
    return sum
  }
}

/** Numbers values in the order they come; equal ones have one number. */
function createPlaces<Value>(keyOf: (value: Value) => string) {
  const places = new Map<string, number>()
  const all: Value[] = []
  const placeOf = (value: Value): number => {
    const key = keyOf(value)
    const known = places.get(key)
    if (known !== undefined) return known
    places.set(key, all.length)
    all.push(value)
    return all.length - 1
  }
  return { all, placeOf }
}

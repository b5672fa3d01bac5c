import type { Entry } from './entry.ts'
import { createLines, type FiledLines } from './filedLines.ts'
import { listAt } from './lists.ts'
import { stem, type Word } from './text.ts'
import type { Term } from './vocabulary.ts'

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

export function createPhrases(filed: FiledLines): Phrases {
  const lineAt = createLines(filed)
  const { shelves, pairLines } = filed
  /** First stem -> second stem -> the pair's number. */
  const pairs = new Map<string, Map<string, number>>()
  for (let nth = 0; nth < filed.pairs.length; nth++) {
    const [first = '', second = ''] = filed.pairs[nth]?.split(' ') ?? []
    const begun = pairs.get(first)
    if (begun === undefined) pairs.set(first, new Map([[second, nth]]))
    else begun.set(second, nth)
  }

  function find(read: readonly Word[], terms: readonly (readonly Term[])[]): Find[] {
    const finds: Find[] = []
    const stems = read.map(word => stem(word.spelt))
    const holds = createHolds(terms)
    for (let here = 0; here < read.length; here++) {
      const begun = pairs.get(stems[here] ?? '')
      for (let step = 1; begun !== undefined && step <= 2; step++) {
        const pair = begun.get(stems[here + step] ?? '')
        if (pair === undefined) continue
        for (const line of listAt(pairLines, pair)) {
          const found = stands(lineAt(line).entry, here, step, stems, read)
          if (found !== undefined) finds.push(found)
        }
      }
      for (const term of terms[here] ?? []) {
        const end = shelves.starts[term.id + 1] ?? 0
        for (let place = shelves.starts[term.id] ?? 0; place < end; place++) {
          const { entry, anchor } = lineAt(shelves.items[place] ?? 0)
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

/** Whether a place can be filled by any word of the text at all: asked once for each place, for lines share places. */
function createHolds(terms: readonly (readonly Term[])[]): (slot: readonly number[]) => boolean {
  const present = [...new Set(terms.flatMap(read => read.map(({ id }) => id)))]
  const known = new Map<readonly number[], boolean>()
  return slot => {
    let answer = known.get(slot)
    if (answer === undefined) {
      answer = present.some(id => slot.includes(id))
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
  // "hjemme i to uger. 12 år" is no week of a pregnancy.
  if (read[last]?.clause !== read[here]?.clause) return undefined
  if (last - here - (inOrder.length - 1) > spare || (read[last]?.place ?? 0) - (read[here]?.place ?? 0) > span + 1) return undefined
  return { entry, at, weight }
}

/** Whether the entry stands around this word: the nearest word for each other place, each word used once. */
function fit(
  entry: Entry,
  anchor: readonly number[],
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
  at.sort((a, b) => a - b)
  const apart = crossesClause(at, read) ? 0.25 : read[at[0] ?? 0]?.clause === read[at.at(-1) ?? 0]?.clause ? 1 : 0.85
  return { entry, at, weight: entry.weight * least * (1 - 0.06 * loose) * apart }
}

/** "min hund er død og jeg kan ikke tænke": what stands on both sides of "og jeg" is not one phrase. */
function crossesClause(at: readonly number[], read: readonly Word[]): boolean {
  for (let index = (at[0] ?? 0) + 1; index < (at.at(-1) ?? 0); index++)
    if (joins.has(read[index]?.spelt ?? '') && subjects.has(read[index + 1]?.spelt ?? '')) return true
  return false
}
const joins = new Set(['og', 'men', 'and', 'but'])
const subjects = new Set('jeg du han hun vi de i he she we they'.split(' '))

function nearest(
  slot: readonly number[],
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
      const term = terms[index]?.find(({ id }) => slot.includes(id))
      if (term !== undefined) return { index, sure: term.sure }
    }
    if (!inReach) return undefined
  }
  // A compound may hold two of the words: "skolefravær".
  const within = terms[here]?.find(({ id, how }) => how === 'part' && slot.includes(id))
  return within === undefined ? undefined : { index: here, sure: within.sure }
}

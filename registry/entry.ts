import type { Learner } from './learnWords.ts'
import { type Place, readPlace } from './place.ts'

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
  slots: (readonly number[])[]
  /** Stems that must stand in this order, one word between at most; then there are no slots. */
  inOrder?: ReadonlySet<string>[]
  /** How far apart, in words that carry meaning, first and last may stand. */
  span: number
}

/** Reads lines of the thesaurus into a vocabulary. The reader throws where nothing in a line carries meaning. */
export function createReader({ learn }: Pick<Learner, 'learn'>): (label: string, line: string) => Entry {
  // Each place is learnt once: thousands of lines share the same few ("FORÆLDER", "ikke").
  const learnt = new Map<Place, readonly number[]>()
  return (label, line) =>
    readEntry(label, line, place => {
      let slot = learnt.get(place)
      if (slot === undefined) {
        slot = [...new Set(place.carrying.map(learn))]
        learnt.set(place, slot)
      }
      return slot
    })
}

function readEntry(label: string, line: string, slotOf: (place: Place) => readonly number[]): Entry {
  const mark = line[0]
  const say = mark === '~' || mark === '!' ? line.slice(1).trim() : line.trim()
  const places = say.split(parting).map(readPlace)
  const slots = places.map(slotOf).filter(slot => slot.length > 0)
  const meaning = places.filter(({ small }) => !small)
  const telling = meaning.filter(({ light }) => !light)
  if (places.length > 1 && (meaning.length < 2 || telling.length === 0 || say.startsWith('"')))
    return readInOrder(label, say.replaceAll('"', ''), mark)
  if (telling.length === 0 && mark !== '~') throw new Error(`thesaurus: "${line}" under ${label} has no word that carries meaning`)
  const weight = (slots.length === 1 ? 0.85 : slots.length === 2 ? 1 : 1.1) * (mark === '~' ? 0.4 : mark === '!' ? 1.5 : 1)
  return { label, say, weight, slots, span: slots.length - 1 + (slots.length > 2 ? 3 : 2) }
}

function readInOrder(label: string, say: string, mark: string | undefined): Entry {
  const inOrder = say.split(parting).map(place => readPlace(place).stems)
  return {
    label,
    say,
    weight: mark === '~' ? 0.4 : mark === '!' ? 1.5 : inOrder.length > 2 ? 1 : 0.95,
    slots: [],
    inOrder,
    span: inOrder.length,
  }
}

const parting = /[\s-]+/

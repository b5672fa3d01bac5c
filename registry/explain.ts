import type { Reading } from './understand.ts'

/** One step from written words to a theme: what an editor needs to see why a message was understood as it was. */
export interface Step {
  theme: string
  /** The words as written, and how each was read: as it stands, without æøå, by its parts, as a near spelling. */
  written: string
  read: string[]
  /** The line of the thesaurus that was met. */
  line: string
  weight: number
  /** Why it counts less: denied, part of a saying, another verb, within another theme's line. */
  because?: string
}

/** Every line of the thesaurus that a text met, strongest first. Pure. */
export function explainReading({ words, terms, finds }: Reading): Step[] {
  return finds
    .map(({ entry, at, weight, because }) => ({
      theme: entry.label,
      written: at.map(index => words[index]?.written ?? '').join(' '),
      read: [...new Set(at.flatMap(index => (terms[index] ?? []).map(({ how }) => how)))],
      line: entry.say,
      weight: Math.round(weight * 100) / 100,
      ...(because === undefined ? {} : { because }),
    }))
    .sort((a, b) => b.weight - a.weight)
}

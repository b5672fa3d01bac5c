import type { Role, ThemeHit } from './situation.ts'
import { fold, stem, type Word } from './text.ts'
import type { Term } from './vocabulary.ts'

/**
 * What the second voice hears in a text: each word and each pair of neighbours by their stems, runs of five letters (for inflections,
 * compounds and slips), and the words of the thesaurus it was read as. Sign -> indexes of the words that gave it. Pure.
 */
export function signsOf(said: readonly Word[], terms: readonly (readonly Term[])[], nameOf: (id: number) => string): Map<string, number[]> {
  const signs = new Map<string, number[]>()
  const add = (sign: string, ...at: number[]) => {
    const known = signs.get(sign)
    if (known === undefined) signs.set(sign, at)
    else known.push(...at)
  }
  let before: { key: string; place: number } | undefined
  for (const [here, word] of said.entries()) {
    const key = stem(word.spelt)
    add(`w:${fold(key)}`, here)
    if (before !== undefined && word.place - before.place <= 1) add(`b:${before.key} ${key}`, here - 1, here)
    if (!word.empty && word.spelt.length > runLength) {
      const plain = fold(word.spelt).slice(0, longestWord)
      for (let from = 0; from + runLength <= plain.length; from++) add(`c:${plain.slice(from, from + runLength)}`, here)
    }
    for (const { id } of terms[here] ?? []) add(`t:${nameOf(id)}`, here)
    before = { key, place: word.place }
  }
  return signs
}

/** What stands beside the words: who writes, the age in rough steps, and the themes the thesaurus heard. */
export function signsBeside(role: Role | undefined, age: number | undefined, themes: readonly ThemeHit[]): string[] {
  const who = role ?? '?'
  const years = age === undefined ? '?' : String(ageSteps.findLast(from => age >= from) ?? 0)
  const heard = themes.flatMap(({ theme, weight }) =>
    weight >= 0.8 ? [`h:${theme}`, `hh:${theme}`] : weight >= 0.35 ? [`h:${theme}`] : [],
  )
  return [`r:${who}`, `a:${who} ${years}`, ...heard]
}

const runLength = 5
const longestWord = 40
const ageSteps = [0, 1, 3, 6, 10, 13, 16, 18, 23]

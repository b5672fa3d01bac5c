import { readdirSync, readFileSync } from 'node:fs'

export interface Text {
  /** room.key */
  key: string
  text: string
}

/** Every text of one language, all rooms, by its full key. */
export function textsOf(locale: 'da' | 'en'): Text[] {
  const folder = new URL(`../../locales/${locale}/`, import.meta.url)
  return readdirSync(folder)
    .filter(file => file.endsWith('.json'))
    .flatMap(file => flat(JSON.parse(readFileSync(new URL(file, folder), 'utf8')), file.replace('.json', '')))
}

/** Words per sentence plus the share of words over six letters; what stands in {{}} counts as one short word. */
export function lix(text: string): number {
  const words = wordsOf(text)
  const long = words.filter(word => word.length > 6).length
  return words.length / sentencesOf(text).length + (100 * long) / words.length
}

export const sentencesOf = (text: string): string[] =>
  filled(text)
    .split(/(?<=[.?!:])\s+/)
    .filter(part => wordsOf(part).length > 0)

export const wordsOf = (text: string): string[] => filled(text).match(/[\p{L}\p{N}]+(?:[-'’][\p{L}\p{N}]+)*/gu) ?? []

/** A full sentence that says something: labels, titles and single words are not measured by a formula made for running text. */
export const isProse = (text: string): boolean => /[.?!]$/.test(text.trim()) && wordsOf(text).length >= 10

export function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

const filled = (text: string) => text.replace(/\{\{\w+\}\}/g, 'xx')

function flat(value: unknown, key: string): Text[] {
  if (typeof value === 'string') return [{ key, text: value }]
  if (typeof value !== 'object' || value === null) return [{ key, text: '' }]
  return Object.entries(value).flatMap(([part, inner]) => flat(inner, `${key}.${part}`))
}

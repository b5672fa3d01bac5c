import { readAgeLoosely } from '../registry/readAge.ts'

/** An age in years (decimals for small children) and the school grade, when that was what they said. */
export interface Age {
  age: number
  grade?: number
}

/**
 * Reads a direct answer to "hvor gammel": what free text says of age (registry/readAge.ts), and what is an age only because it was asked for:
 * "15", "femten", "13-14", "2½", "halvandet", "snart 16", "2.g". undefined where no age is said.
 */
export function readAgeAnswer(text: string): Age | undefined {
  const said = text
    .toLowerCase()
    .normalize('NFC')
    .replace(/(\d)\s*½/g, '$1.5')
    .replace(/(\d),(\d)/g, '$1.$2')
    .replace(/½/g, '0.5')
    .trim()
  if (/gravid|pregnant|termin/.test(said)) return undefined
  if (/^[\d.\s]+$/.test(said)) return readBare(said)
  return readSchool(said) ?? readHalves(said) ?? readSaid(said) ?? readBare(said)
}

function readSchool(said: string): Age | undefined {
  if (/børnehaveklasse/.test(said)) return { age: 6, grade: 0 }
  const grade = Number(/\bgrade (\d{1,2})\b/.exec(said)?.[1])
  if (grade <= 10) return { age: grade + 6, grade }
  const year = /\b([123])\.?\s*g\b/.exec(said)
  return year ? { age: 15 + Number(year[1]) } : undefined
}

/** "1 år og 6 mdr", "halvandet", "et halvt år". */
function readHalves(said: string): Age | undefined {
  const both = /(\d{1,2})\s*(?:år|aar|years?)\D{1,6}(\d{1,2})\s*(?:mdr|måned|maaned|md|month)/.exec(said)
  if (both) return { age: Math.round((Number(both[1]) + Number(both[2]) / 12) * 100) / 100 }
  if (/halvandet|halvanden|one and a half/.test(said)) return { age: 1.5 }
  return /et halvt år|half a year|^0\.5/.test(said) ? { age: 0.5 } : undefined
}

function readSaid(said: string): Age | undefined {
  const { age, grade } = readAgeLoosely(said)
  return age === undefined ? undefined : { age: whole(age), ...(grade !== undefined && { grade }) }
}

/** A number alone; a range counts as its lower year. */
function readBare(said: string): Age | undefined {
  if (/\?|klokken|kl\.|gange|kr\b|timer/.test(said)) return undefined
  const number = /(?<![\d.])(\d{1,3}(?:\.\d)?)(?!\d|\.\d)/.exec(said)?.[1]
  const word = number === undefined ? numberWord(said.split(/[^a-zæøå]+/).filter(part => part !== '')) : undefined
  const years = number === undefined ? written[word ?? ''] : Number(number)
  return years === undefined || years > 110 ? undefined : { age: whole(years) }
}

/** "hun er tolv". "et" and "en" are words of any sentence: only alone are they an age. */
const numberWord = (words: string[]): string | undefined =>
  words.length > 4 ? undefined : words.find(word => Object.hasOwn(written, word) && (words.length === 1 || written[word] !== 1))

/** Halves count for the small only. */
const whole = (years: number) => (years >= 4 ? Math.floor(years) : years)

const names = [
  ['nul'],
  ['et', 'en', 'one', 'ét'],
  ['to', 'two'],
  ['tre', 'three'],
  ['fire', 'four'],
  ['fem', 'five'],
  ['seks', 'six'],
  ['syv', 'seven'],
  ['otte', 'eight'],
  ['ni', 'nine'],
  ['ti', 'ten'],
  ['elleve', 'eleven'],
  ['tolv', 'twelve'],
  ['tretten', 'thirteen'],
  ['fjorten', 'fourteen'],
  ['femten', 'fifteen'],
  ['seksten', 'sixteen'],
  ['sytten', 'seventeen'],
  ['atten', 'eighteen'],
  ['nitten', 'nineteen'],
  ['tyve', 'twenty'],
]
const written: Record<string, number> = Object.fromEntries(names.flatMap((words, number) => words.map(word => [word, number] as const)))

import { stemmer } from '@orama/stemmers/danish'
import words from '../data/words.json' with { type: 'json' }
import { lately } from './lately.ts'

/** A word as it was written and as it is compared. */
export interface Word {
  /** As the person wrote it. */
  written: string
  /** Lower case, æøå for ae/oe/aa, shorthand written out, no letters repeated for effect. */
  spelt: string
  /** Where it stands among the words that carry meaning; sentences lie two further apart, so that patterns seldom cross them. */
  place: number
  /** Function words have a place but carry no meaning of their own. */
  empty: boolean
  /** Which part of the text it stands in, counted on by commas, full stops and "men". */
  clause: number
}

/** Longer texts are read at both ends: what matters is said first or last, and time must stay bounded. */
const longestRead = 4000

/** Reads a text into words. Pure, linear in the text's length (at most 4,000 characters are read). The text read last is not read again. */
export const readWords: (text: string) => readonly Word[] = lately(read)

function read(text: string): Word[] {
  const read: Word[] = []
  let place = 0
  let clause = 0
  const tidied = tidy(text)
  for (const piece of tidied.matchAll(/\p{L}[\p{L}\p{M}'’-]*|\d+(?:[.,]\d+)?|\p{Extended_Pictographic}|[.,!?;:\n]+/gu)) {
    const written = piece[0]
    if (/^[.,!?;:\n]/.test(written)) {
      if (written !== ',') place += 2
      if (!(written === '.' && ordinal.test(tidied.slice(piece.index - 1, piece.index + 12)))) clause += 1
      continue
    }
    for (const spelt of spell(written)) {
      const empty = emptyWords.has(spelt)
      if (!empty) place += 1
      if (spelt === 'men' || spelt === 'but') clause += 1
      read.push({ written, spelt, place, empty, clause })
    }
  }
  return read
}

/** "i 14. uge": no end of a sentence. */
const ordinal = /^\d\. ?(?:uge|måned|trimester)/

/** The form two spellings of a word share: the irregular table first, then the Danish stemmer. */
export function stem(spelt: string): string {
  const known = stems.get(spelt)
  if (known !== undefined) return known
  const regular = irregular.get(spelt) ?? spelt
  const found = regular.length < 3 || unstemmed.has(regular) ? regular : stemmer(regular)
  if (stems.size > 20_000) stems.clear()
  stems.set(spelt, found)
  return found
}

/** æ, ø and å as those write who have no Danish keyboard and use the plain letter: the second, weaker key. */
export const fold = (word: string): string =>
  /[æøå]/.test(word) ? word.replaceAll('æ', 'a').replaceAll('ø', 'o').replaceAll('å', 'a') : word

/** How a single word is spelt for comparison (without shorthand and emoji): used for the thesaurus too. */
export function normalise(word: string): string {
  const known = spellings.get(word)
  if (known !== undefined) return known
  const spelt = plainlySpelt.test(word) ? word : respell(word)
  if (spellings.size > 50_000) spellings.clear()
  spellings.set(word, spelt)
  return spelt
}

const spellings = new Map<string, string>()
/** Nothing to do: the common case, tested first because it is a hundred times cheaper. */
const plainlySpelt = /^(?!.*(?:aa|ae|oe|(.)\1\1))[a-zæøå0-9]+$/

const respell = (word: string): string =>
  (/^\p{Script=Arabic}/u.test(word) ? plainArabic(word) : word)
    .toLowerCase()
    .normalize('NFC')
    .replace(/ä|ae/g, 'æ')
    .replace(/ö|(?<!^(?:b|tr|gr|sn|gl))oe|oe(?!d|t)/g, 'ø')
    .replace(/aa/g, 'å')
    .replace(/[éèê]/g, 'e')
    .replace(/ü/g, 'y')
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .replace(/['’]s?$/u, '')
    .replace(/['’]/g, '')

/** Arabic without vowel signs, article and the letters' many forms: "الوحدة" and "وحدة" are one word. */
const plainArabic = (word: string): string =>
  word
    .replace(/[\u064b-\u0652\u0640]/g, '')
    .replace(/[أإآ]/g, 'ا')
    .replace(/ة$/, 'ه')
    .replace(/ى$/, 'ي')
    .replace(/^(?:وال|بال|كال|فال|لل|ال)(?=\p{L}{3})/u, '')

export const isEmpty = (spelt: string): boolean => emptyWords.has(spelt)

/** Zero-width signs go, an emoji said again is said once, spaced-out letters ("e n s o m") are drawn together, and only the ends of a very long text stay. */
function tidy(text: string): string {
  const cut = text.length > longestRead ? `${text.slice(0, longestRead - 1000)}\n${text.slice(-1000)}` : text
  return cut
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    .replace(/(\p{Extended_Pictographic})(?:\ufe0f?\s*\1)+/gu, '$1')
    .replace(/(?<![\p{L}\p{N}])\p{L}(?: \p{L}){2,}(?![\p{L}\p{N}])/gu, letters => letters.replace(/ /g, ''))
}

/** Shorthand and emoji written out; hyphens part words. */
function spell(written: string): string[] {
  const spelt = normalise(written)
  const meant = shorthand.get(spelt) ?? emoji.get(written)
  if (meant !== undefined) return meant.split(' ').map(normalise)
  return spelt.includes('-') ? spelt.split('-').filter(part => part !== '') : [spelt]
}

const normalKeys = (table: Record<string, string>) => new Map(Object.entries(table).map(([key, value]) => [normalise(key), value]))
const shorthand = normalKeys(words.shorthand)
const emoji = new Map(Object.entries(words.emoji))
const emptyWords = new Set(words.empty.map(normalise))
const unstemmed = new Set(words.unstemmed.map(normalise))
const irregular = new Map(
  Object.entries(words.irregular).flatMap(([base, forms]) => forms.split(' ').map(form => [normalise(form), normalise(base)] as const)),
)
const stems = new Map<string, string>()

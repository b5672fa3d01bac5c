import list from '../data/code-words.json' with { type: 'json' }

/** How many words are drawn; one more, the check word, follows from them. */
export const drawnWords = 4

/** How many words there are to draw from: a prime, so that one wrong word, or two that changed places, always show in the check word. */
export const codeWords: readonly string[] = list

/**
 * A code of four drawn words and a check word ("kastanje lygte rabarber sommerfugl vindmølle"). `drawn`: four numbers under `codeWords.length`,
 * from a source nobody can foresee. Pure.
 */
export function codeFrom(drawn: readonly number[]): string {
  if (drawn.length !== drawnWords || drawn.some(number => codeWords[number] === undefined))
    throw new RangeError(`a code is drawn from ${drawnWords} numbers under ${codeWords.length}`)
  return [...drawn, checkOf(drawn)].map(number => codeWords[number]).join(' ')
}

/** `masked`: what they wrote, without the code in it; only that may be kept. */
export type ReadCode = { code: string; masked: string } | { code: undefined; masked: string }

/**
 * The code in what someone wrote, as it was given out: capitals, commas, "ae" for "æ" and one wrong letter a word do no harm. Without a code: it
 * looks like one, but is mistyped. undefined: it does not even look like one. Pure.
 */
export function readCode(text: string): ReadCode | undefined {
  const written = [...text.matchAll(/[\p{L}\p{M}]+/gu)].map(({ 0: word, index }) => ({
    word: fold(word),
    from: index,
    to: index + word.length,
  }))
  if (written.length < drawnWords || written.length > longestText) return undefined
  const exact = written.map(({ word }) => numbers.get(word))
  if (exact.filter(number => number !== undefined).length < drawnWords - 1) return undefined
  const read = written.map(({ word }, at) => exact[at] ?? nearest(word))
  for (let from = 0; from + drawnWords < read.length; from++) {
    const five = read.slice(from, from + drawnWords + 1).filter(number => number !== undefined)
    const drawn = five.slice(0, drawnWords)
    if (five.length > drawnWords && checkOf(drawn) === five.at(-1))
      return { code: codeFrom(drawn), masked: without(from, from + drawnWords) }
  }
  if (longestRun(exact) < drawnWords - 1 || written.length > drawnWords + 3) return undefined
  return { code: undefined, masked: without(exact.findIndex(known), exact.findLastIndex(known)) }

  function without(first: number, last: number): string {
    return `${text.slice(0, written[first]?.from)}${mask}${text.slice(written[last]?.to)}`
  }
}

const mask = '••••'
const known = (number: number | undefined) => number !== undefined

/** Words a message with a code may have: "min kode er ..." */
const longestText = 14

/** Each place weighs differently, so that words that changed places show. */
const checkOf = (drawn: readonly number[]): number => drawn.reduce((sum, number, at) => sum + number * (at + 1), 0) % codeWords.length

function longestRun(read: readonly (number | undefined)[]): number {
  let longest = 0
  let run = 0
  for (const number of read) {
    run = number === undefined ? 0 : run + 1
    longest = Math.max(longest, run)
  }
  return longest
}

const fold = (text: string) =>
  text
    .toLowerCase()
    .normalize('NFC')
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'oe')
    .replaceAll('å', 'aa')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')

const folded = codeWords.map(fold)
const numbers = new Map(folded.map((word, number) => [word, number]))

/** The only word one wrong, missing or doubled letter away. */
function nearest(token: string): number | undefined {
  const near = folded.flatMap((word, number) => (oneAway(token, word) ? [number] : []))
  return near.length === 1 ? near[0] : undefined
}

function oneAway(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (long.length - short.length > 1) return false
  let same = 0
  while (same < short.length && short[same] === long[same]) same++
  return short.slice(same + (short.length === long.length ? 1 : 0)) === long.slice(same + 1)
}

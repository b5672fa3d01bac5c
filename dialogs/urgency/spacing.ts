import { fold } from './letters.ts'
import type { Token } from './tokens.ts'
import { type Typed, typedOf } from './typed.ts'

const fewestLetters = 3
const longestRun = 200

/** "s e l v m o r d" and "s.e.l.v.m.o.r.d" as one word; a wide gap between letters divides words, else known words do. */
export function joinSpacedLetters(tokens: Token[], text: string, isWord: (key: string) => boolean): Token[] {
  if (!hasRun(tokens)) return tokens
  const joined: Token[] = []
  let at = 0
  while (at < tokens.length) {
    let end = at
    while (end < tokens.length && end - at < longestRun && isLetter(tokens[end])) end++
    if (end - at < fewestLetters) {
      const upTo = Math.max(end, at + 1)
      joined.push(...tokens.slice(at, upTo))
      at = upTo
      continue
    }
    for (const run of atWideGaps(tokens.slice(at, end), text)) joined.push(...divide(run, isWord))
    at = end
  }
  return joined
}

/** Most messages have single letters, few have them in a row. */
function hasRun(tokens: readonly Token[]): boolean {
  let run = 0
  for (const { typed } of tokens) {
    run = typed.length === 1 ? run + 1 : 0
    if (run >= fewestLetters) return true
  }
  return false
}

const smallWords = new Set(
  'jeg mig min mit mine han hun ham hende vi os du dig de det den er var har vil kan skal ikke at og i på af til med for så en et sig mere'.split(
    ' ',
  ),
)

/** "jegvilikkeleve" as four words: only words that are known, and only when a small word is among them, as no compound has. */
export function splitRunTogether(tokens: Token[], isWord: (key: string) => boolean, isRead: (typed: Typed) => boolean): Token[] {
  const isOneWord = ({ typed }: Token): boolean => {
    if (typed.length < 9 || typed.length > 60 || isRead(typed)) return true
    typed.apart ??= wordsIn(typed.key, isWord)
    return typed.apart.length === 0
  }
  if (tokens.every(isOneWord)) return tokens
  return tokens.flatMap(token => {
    if (isOneWord(token)) return [token]
    const { typed, start, end, breaks } = token
    return (typed.apart ?? []).map((key, nth) => ({ typed: typedOf(key), start, end, breaks: nth === 0 && breaks }))
  })
}

/** The words that were run together; none where it is one word. */
function wordsIn(whole: string, isWord: (key: string) => boolean): string[] {
  const words = segment(whole, key => smallWords.has(key) || (key.length > 2 && isWord(key)))
  return words && words.length >= 3 && words.filter(word => smallWords.has(word)).length >= 2 ? words : []
}

function isLetter(token: Token | undefined): boolean {
  return token?.typed.length === 1 && /\p{L}/u.test(token.typed.key)
}

function atWideGaps(run: Token[], text: string): Token[][] {
  const between = (one: Token, next: Token): number => [...text.slice(one.end, next.start)].filter(sign => sign === ' ').length
  const usual = Math.min(...run.slice(1).map((next, nth) => between(run[nth] ?? next, next)))
  const words: Token[][] = []
  run.forEach((token, nth) => {
    const before = run[nth - 1]
    const last = words.at(-1)
    if (!before || !last || between(before, token) > usual) words.push([token])
    else last.push(token)
  })
  return words
}

function divide(run: Token[], isWord: (key: string) => boolean): Token[] {
  const first = run[0]
  const last = run.at(-1)
  if (!first || !last || run.length < fewestLetters) return run
  const whole = fold(run.map(one => one.typed.key).join(''))
  const words = isWord(whole) ? [whole] : (segment(whole, key => smallWords.has(key) || isWord(key)) ?? [whole])
  return words.map((key, nth) => ({ typed: typedOf(key), start: first.start, end: last.end, breaks: nth === 0 && first.breaks }))
}

/** The fewest known words that make up the whole; undefined when none do. Work grows by length times the longest word. */
function segment(whole: string, isWord: (key: string) => boolean): string[] | undefined {
  const longestWord = 18
  const fewest: (number | undefined)[] = [0]
  const from: number[] = []
  for (let end = 1; end <= whole.length; end++) {
    for (let start = Math.max(0, end - longestWord); start < end; start++) {
      const before = fewest[start]
      const now = fewest[end]
      if (before === undefined || (now !== undefined && now <= before + 1)) continue
      if (!isWord(whole.slice(start, end))) continue
      fewest[end] = before + 1
      from[end] = start
    }
  }
  if (fewest[whole.length] === undefined) return undefined
  const words: string[] = []
  for (let end = whole.length; end > 0; end = from[end] ?? 0) words.unshift(whole.slice(from[end] ?? 0, end))
  return words
}

import type { Typed } from './typed.ts'

/** A word or an emoji of the message. */
export interface Token {
  typed: Typed
  /** Where it stands in the message, for the words shown to the counsellor. */
  start: number
  end: number
  /** Punctuation that ends a sentence stands before it. */
  breaks: boolean
}

/** Words of a text in order, in one pass over it. Never throws, whatever the text holds. */
export function tokens(text: string, typedAs: (letters: string, isPicture: boolean) => Typed): Token[] {
  const found: Token[] = []
  let at = 0
  let breaks = false
  while (at < text.length) {
    const code = text.codePointAt(at) ?? 0
    const wide = code > 0xffff ? 2 : 1
    if (isLetter(code)) {
      const start = at
      at = endOfWord(text, at)
      const typed = typedAs(text.slice(start, at), false)
      if (typed.length > 0) {
        found.push({ typed, start, end: at, breaks })
        breaks = false
      }
      continue
    }
    if (isEmoji(code)) {
      found.push({ typed: typedAs(text.slice(at, at + wide), true), start: at, end: at + wide, breaks })
      breaks = false
    } else if (code === 0x2e || code === 0x21 || code === 0x3f || code === 0x0a || code === 0x061f) breaks = true
    at += wide
  }
  return found
}

function endOfWord(text: string, from: number): number {
  let at = from
  let end = from
  while (at < text.length) {
    if (isPlainLetter(text.charCodeAt(at))) {
      end = ++at
      continue
    }
    const code = text.codePointAt(at) ?? 0
    const wide = code > 0xffff ? 2 : 1
    if (isLetter(code) || isInvisible(code)) {
      at += wide
      end = at
    } else if (isInner(code) && at > from && at + 1 < text.length && isLetter(text.codePointAt(at + 1) ?? 0)) at += wide
    else break
  }
  return end
}

const anyLetter = /[\p{L}\p{M}\p{N}]/u

const isPlainLetter = (code: number): boolean => code >= 0x61 && code <= 0x7a

function isLetter(code: number): boolean {
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39)
  if (code >= 0xc0 && code < 0x250) return code !== 0xd7 && code !== 0xf7
  if (code >= 0xd800 && code <= 0xdfff) return false
  return anyLetter.test(String.fromCodePoint(code))
}

const invisible = /\p{Cf}|[\u034f\ufe00-\ufe0f\u115f\u1160\u3164]/u

function isInvisible(code: number): boolean {
  return code === 0xad || (code > 0x300 && code !== 0x200d && invisible.test(String.fromCodePoint(code))) || code === 0x200d
}

/** Signs inside a word that people write or hide behind: don't, s*lvmord, d@d. */
function isInner(code: number): boolean {
  return code === 0x27 || code === 0x2019 || code === 0x2a || code === 0x40 || code === 0x60 || code === 0xb4
}

const pictured = /\p{Extended_Pictographic}/u

function isEmoji(code: number): boolean {
  return code > 0x203b && pictured.test(String.fromCodePoint(code))
}

import { fold } from './letters.ts'
import type { Known } from './reading.ts'

/** A word as it was typed, with what is asked of it each time it comes again. */
export interface Typed {
  /** Lower case, aa/ae/oe as å/æ/ø, no accents, no invisible signs, no letters drawn out. */
  key: string
  /** Of the key; 0 where nothing is left of it. */
  length: number
  /** One of the small words that tell the language. */
  danish: boolean
  english: boolean
  /** What it means, in any text and in one that is typed without æ, ø, å, once somebody asked. */
  usual: Known | undefined
  plain: Known | undefined
  /** The words it is run together from, once somebody asked; none where it is one word. */
  apart: readonly string[] | undefined
}

const danish = new Set('jeg er og ikke det min mig har vil en et de den at min mit han hun'.split(' '))
const english = new Set('the to my you is and of im it this that are was'.split(' '))

export const typedOf = (key: string): Typed => ({
  key,
  length: key.length,
  danish: danish.has(key),
  english: english.has(key),
  usual: undefined,
  plain: undefined,
  apart: undefined,
})

const mostRemembered = 20_000
const longestRemembered = 64

/** Words that come again are folded and looked up once, within bounds: one look by the letters as they stand. */
export function createTypedAs(): (letters: string, isPicture: boolean) => Typed {
  const remembered = new Map<string, Typed>()
  return (letters, isPicture) => {
    const before = remembered.get(letters)
    if (before) return before
    if (remembered.size >= mostRemembered) remembered.clear()
    const typed = typedOf(isPicture ? letters : fold(letters))
    if (letters.length < longestRemembered) remembered.set(letters, typed)
    return typed
  }
}

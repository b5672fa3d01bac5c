import type { ClassId } from '../../registry/riskCompiled.ts'
import type { Signs } from './features.ts'
import { foldWeakly } from './letters.ts'
import type { Lexicon } from './lexicon.ts'
import type { Sums } from './secondVoice.ts'
import { shorthand } from './shorthand.ts'
import { joinSpacedLetters, splitRunTogether } from './spacing.ts'
import type { Mend } from './spelling.ts'
import { type Token, tokens } from './tokens.ts'
import { createTypedAs, type Typed } from './typed.ts'

/** A word of the message with all it may stand for. */
export interface Word {
  /** Where it stands in its message, for the words shown to the counsellor. */
  start: number
  end: number
  /** Punctuation that ends a sentence stands before it. */
  breaks: boolean
  classes: readonly ClassId[]
  /** The key after mending; what the second voice reads. */
  read: string
  /** What is known of the word anywhere: the same object for the same word, as long as it is remembered. */
  known: Known
  /** Which of the messages it stands in; 0 is the oldest. */
  message: number
}

export type Read = (texts: readonly string[]) => Word[]

export interface Known {
  read: string
  classes: readonly ClassId[]
  /** Written in Latin letters. */
  latin: boolean
  /** An emoji that is in no class: it says nothing and must not stand between words. */
  silent: boolean
  /** What the second voice keeps of the word (features.ts, secondVoice.ts, kinds.ts) once it was asked. */
  signs: Signs | undefined
  sums: (Sums | undefined)[]
  kinds: (Int32Array | undefined)[]
}

type Meaning = Pick<Known, 'read' | 'classes'>

const mostRemembered = 20_000

/** Reads messages into words with their classes. Words once met are remembered, within bounds; the result never depends on that. */
export function createRead(lexicon: Lexicon, mend: Mend, real: ReadonlySet<string>): Read {
  const remembered = { usual: new Map<string, Known>(), plain: new Map<string, Known>() }
  const nothing: readonly ClassId[] = []

  const common = lexicon.classId('hyppige')

  function know(key: string, plain = false): Known {
    const memory = plain ? remembered.plain : remembered.usual
    const before = memory.get(key)
    if (before) return before
    if (memory.size >= mostRemembered) memory.clear()
    const found = plain ? lookUpPlain(key) : lookUp(key)
    const known: Known = {
      read: found.read,
      classes: found.classes,
      latin: /[a-zæøå]/.test(found.read),
      silent: found.classes.length === 0 && isPicture(key),
      signs: undefined,
      // Made whole, as it is read for every word of every message: a list that grows lies elsewhere.
      sums: [undefined, undefined, undefined, undefined, undefined, undefined],
      kinds: [],
    }
    memory.set(key, known)
    return known
  }

  function lookUp(typed: string): Meaning {
    const key = shorthand.get(typed) ?? typed
    const exact = lexicon.exactly(key)
    if (exact.length > 0) return { read: key, classes: exact }
    if (real.has(key) || key.length > 40) return { read: key, classes: nothing }
    const weak = lexicon.weakly(key)
    if (weak.length > 0 && foldWeakly(key) === key && key.length > 2) return { read: key, classes: weak }
    const undoubled = key.replace(/(\p{L})\1/gu, '$1')
    if (undoubled !== key) {
      const classes = lexicon.exactly(undoubled)
      if (classes.length > 0) return { read: undoubled, classes }
    }
    const mended = mend(key)
    return mended === undefined ? { read: key, classes: weak } : { read: mended, classes: lexicon.exactly(mended) }
  }

  /** Whoever types without æ, ø, å may mean either word: "far" is far or får, "do" is dø. */
  function lookUpPlain(key: string): Meaning {
    const usual = lookUp(key)
    const weak = usual.classes.includes(common) && !mistakable.has(key) ? nothing : lexicon.weakly(key)
    return weak.length === 0 ? usual : { read: usual.read, classes: [...new Set([...usual.classes, ...weak])] }
  }

  const typedAs = createTypedAs()

  function knownAs(typed: Typed, plain: boolean): Known {
    if (plain) {
      typed.plain ??= know(typed.key, true)
      return typed.plain
    }
    typed.usual ??= know(typed.key)
    return typed.usual
  }

  const isWord = (key: string): boolean => lexicon.lists(key) || real.has(key)
  const isRead = (typed: Typed): boolean => knownAs(typed, false).classes.length > 0
  return texts => {
    const words: Word[] = []
    for (const [message, text] of texts.entries()) {
      const spaced = joinSpacedLetters(tokens(text, typedAs), text, isWord)
      const plain = isPlain(spaced, text)
      for (const { typed, start, end, breaks } of splitRunTogether(spaced, isWord, isRead)) {
        const known = knownAs(typed, plain)
        if (!known.silent) words.push({ start, end, breaks, message, read: known.read, classes: known.classes, known })
      }
    }
    return words
  }
}

/** Common words that are as commonly another one without its letters: do, dod, star, son. */
const mistakable = new Set(['do', 'son', 'star', 'dor', 'sa', 'pa', 'nar', 'tor', 'for'])
/** Danish typed without æ, ø, å, or that happens to need none. */
function isPlain(tokens: readonly Token[], text: string): boolean {
  return tokens.some(token => token.typed.danish) && !tokens.some(token => token.typed.english) && !/[æøåäö]/i.test(text)
}

function isPicture(key: string): boolean {
  return !/[\p{L}\p{N}]/u.test(key)
}

import type { RiskKind, RiskLevel } from './riskData.ts'

/** A class of words by number; its name stands at that place in `names`. */
export type ClassId = number

/** A pattern whose parts are classes. */
export interface CompiledPattern {
  parts: ClassId[]
  gaps: number[]
  optional: boolean[]
  /** How many words lie between the first and the last part where their order does not matter; 0 where it does. */
  anyOrder: number
  without: ClassId[]
  /** It speaks of negation itself, so a "not" beside it does not cancel it. */
  negates: boolean
  /** The part met most rarely: looked for first. */
  anchor: ClassId
}

/** What the pattern finds counts as a class (phrases of a class). */
export interface Phrase {
  gives: ClassId
  pattern: CompiledPattern
  /** 0 when it rests on single words, else one more than the phrases it rests on. */
  level: number
}

export interface CompiledRule {
  kind: RiskKind
  level: RiskLevel
  past: RiskLevel | 'none'
  unless: string[]
  about?: 'self' | 'other'
  firm: boolean
  pattern: CompiledPattern
}

/** Keys, divided by spaces, and for each the place of its classes in `lists`. */
export interface Keys {
  keys: string
  lists: number[]
}

export interface IndexKeys {
  words: Keys
  beginnings: Keys
  ends: Keys
}

/** What data/risk says, ready to be used: plain values, so that it can lie in a file beside what it was made from. */
export interface CompiledRisk {
  names: string[]
  lists: ClassId[][]
  /** By the letters as they are, and with å, æ, ø as a, a, o. */
  exact: IndexKeys
  weak: IndexKeys
  phrases: Phrase[]
  idioms: { pattern: CompiledPattern }[]
  contexts: { name: string; pattern: CompiledPattern }[]
  rules: CompiledRule[]
  /** Words of the language that are no typing errors, divided by spaces. */
  real: string
}

import { z } from 'zod'
import { parsePattern } from './riskPattern.ts'
import type { RiskWeights } from './riskWeights.ts'

/**
 * What danger sounds like, as data that a coordinator can read and change (data/risk/). docs: data/risk/README.md says how a
 * pattern is written.
 */

export const riskKind = z.enum([
  'suicide',
  'selfharm',
  'overdose',
  'violence',
  'sexual',
  'eating',
  'runaway',
  'psychosis',
  'harmOthers',
  'danger',
])

const pattern = z.string().refine(readable, { error: issue => `a pattern that can be read, not ${String(issue.input)}` })

/** Classes of words: `#name` in a pattern stands for any of them. Entries: word, prefix*, *suffix, #otherClass, or a pattern of several. */
export const riskWords = z.record(z.string().regex(/^[\p{L}\p{N}]+$/u), z.array(pattern))

export const riskRule = z.strictObject({
  /** One line for the reader: what these patterns have in common. */
  why: z.string().min(1),
  level: z.enum(['acute', 'concern']),
  /** The level when the sentence speaks of the past. Absent: as `level`. */
  past: z.enum(['acute', 'concern', 'none']).optional(),
  /** Contexts (harmless.json) in which these patterns mean nothing. */
  unless: z.array(z.string()).optional(),
  /** Whom it is about when the words alone do not say so. */
  about: z.enum(['self', 'other']).optional(),
  /** These words are danger whatever stands beside them: the second voice is not asked. */
  firm: z.boolean().optional(),
  patterns: z.array(pattern).min(1),
})

export const riskRules = z.strictObject({ kind: riskKind, rules: z.array(riskRule) })

export const riskHarmless = z.strictObject({
  /** Phrases whose words do not count as danger. */
  idioms: z.array(pattern),
  /** What the talk is about, by words: games, school work, animals ... A rule names those that cancel it. */
  contexts: z.record(z.string(), z.array(pattern)),
})

/** One string of words, as a list of tens of thousands takes longer to check than to use. */
export const riskReal = z.strictObject({ words: z.string().regex(/^[a-zæøå ]*$/) })

export type RiskKind = z.infer<typeof riskKind>
export type RiskLevel = 'acute' | 'concern'
export type RiskRule = z.infer<typeof riskRule>
export type RiskRules = z.infer<typeof riskRules>

export interface RiskData {
  words: Record<string, string[]>
  rules: RiskRules[]
  harmless: z.infer<typeof riskHarmless>
  /** Words of the language that lie one letter from a word of danger and are no typing error of it (hold, kold: vold). */
  real: string[]
  weights?: RiskWeights
}

function readable(text: string): boolean {
  return parsePattern(text) !== undefined
}

import { z } from 'zod'

export const role = z.enum(['young', 'parent', 'relative', 'professional'])
export type Role = z.infer<typeof role>
export type ThemeId = string
export type FactId = string

/** A theme heard in what someone wrote, how strongly (0 to 1), and the words that said so as they were written. */
export interface ThemeHit {
  theme: ThemeId
  weight: number
  words: string[]
}

/** All that is known of what the citizen told. What is absent is unknown. */
export interface Situation {
  role?: Role
  /** Years of the young person or child it is about; decimals for small children. */
  age?: number
  /** School grade, when that was what they said. */
  grade?: number
  municipality?: string
  district?: string
  facts: Record<FactId, boolean>
  themes: ThemeHit[]
  /** What the citizen wrote about it, in order. */
  words: string[]
  /** How it is now, 0 to 10. */
  scale?: number
  /** Solution-focused answers, in their own words. */
  hopes?: string
  whatWorks?: string
  oneStepUp?: string
  whoHelps?: string
  /** They wish to be followed up after an assessment. */
  wishesFollowUp?: true
}

export const emptySituation = (): Situation => ({ facts: {}, themes: [], words: [] })

export type Level = 'none' | 'concern' | 'acute'
export type RiskKind =
  | 'suicide'
  | 'selfharm'
  | 'overdose'
  | 'violence'
  | 'sexual'
  | 'eating'
  | 'runaway'
  | 'psychosis'
  | 'harmOthers'
  | 'danger'

export interface Urgency {
  level: Level
  kinds: RiskKind[]
  /** About the one who writes, or about someone they worry for. */
  about: 'self' | 'other'
  /** The words that decided, as they were written; for the counsellor's card and for `brobygger explain`. */
  because: string[]
}

/** The last few messages of the citizen, oldest first (split sentences); the newest decides with its neighbours. */
export type Assess = (texts: readonly string[]) => Urgency

export const calm: Urgency = { level: 'none', kinds: [], about: 'self', because: [] }

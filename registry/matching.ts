import type { Offer, Route } from './offer.ts'
import type { Rule } from './rule.ts'
import type { FactId, Role, Situation, ThemeHit } from './situation.ts'

/**
 * Why an offer was chosen. `key` names a text in locales/<lang>/reasons.json, `values` what stands in it.
 * Keys: theme {theme, words}, words {words}, age {of: you or child, from, to}, fact and factNot {fact}, noCase, anonymous,
 * local {municipality}, general, acute (a line that answers at this moment).
 */
export interface Reason {
  key: 'theme' | 'words' | 'age' | 'fact' | 'factNot' | 'noCase' | 'anonymous' | 'local' | 'general' | 'acute'
  values?: Record<string, string | number>
}

export interface Match {
  offer: Offer
  score: number
  reasons: Reason[]
  /** What is unknown and would decide whether it is open to this person. */
  unknown: FactId[]
}

/** An offer that fits what they told but that a rule keeps from them: what is missing, and who can open the door. */
export interface NearMiss {
  offer: Offer
  score: number
  stoppedBy: Rule
  routes: Route[]
}

export interface MatchResult {
  /** The best first; at most `limit`, which differ. */
  matches: Match[]
  nearMisses: NearMiss[]
}

export interface MatchOptions {
  now: Date
  /** How many to return; 3 unless told. */
  limit?: number
  /** Urgency of what they told; acute brings the lines that help now first. */
  urgency?: 'none' | 'concern' | 'acute'
  /** Kinds of risk heard (dialogs/urgency.ts), so that the right line is chosen. */
  kinds?: string[]
  /** Danger that no rule named, only surmised between the words: a line stands among the first two, and the answer to what was asked stays. */
  surmised?: boolean
  /** Offers not to show again. */
  without?: ReadonlySet<string>
}

/** What a text tells, read without guessing: absent is unknown. */
export interface Understood {
  role?: Role
  age?: number
  grade?: number
  district?: string
  facts: Record<FactId, boolean>
  themes: ThemeHit[]
}

/** Built once at start by createMatcher(registry); every call after that is pure. */
export interface Matcher {
  understand(text: string): Understood
  /** The situation with what a new text tells laid over it (later answers replace earlier ones). */
  hear(situation: Situation, text: string): Situation
  match(situation: Situation, options: MatchOptions): MatchResult
  /** The score of every offer that eligibility does not stop: what nextQuestion weighs. */
  rank(situation: Situation, options: MatchOptions): Match[]
}

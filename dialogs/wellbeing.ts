/**
 * How someone is, before and after a course. All of it may be skipped.
 * KL's Trivselslineal is no questionnaire: the professional places the child or young person together with the citizen, from what protects and what
 * worries (https://www.kl.dk/kommunale-opgaver/boern-og-unge/udsatte-boern-og-unge/trivselslinealen/). Five levels from thriving to threatened;
 * KL publishes no names for those between, so that ours say in plain words where they lie.
 */
export interface Measure {
  /** KL's Trivselslineal: 1 thriving ... 5 threatened. */
  ruler?: RulerLevel
  protects?: Protects[]
  worries?: Worries[]
  /** The citizen's own, 0 to 10. */
  own?: number
  /** WHO-5, 0 to 100. */
  who5?: number
}

export const rulerLevels = [1, 2, 3, 4, 5] as const
export type RulerLevel = (typeof rulerLevels)[number]

/** What protects: the child, its parents, family and network, everyday life. Categories, no words. */
export const protects = ['ownStrength', 'parents', 'family', 'friends', 'schoolOrDaycare', 'leisure', 'trustedAdult'] as const
export type Protects = (typeof protects)[number]

export const worries = ['mood', 'conflict', 'illness', 'loneliness', 'absence', 'economy', 'change'] as const
export type Worries = (typeof worries)[number]

/** The five answers of WHO-5, each 0 ("på intet tidspunkt") to 5 ("hele tiden"). */
export const who5Questions = 5
export const who5Highest = 5

/** The sum of the five answers times four. undefined where an answer is missing or out of range: then nothing is measured. Pure. */
export function who5Score(answers: readonly number[]): number | undefined {
  const whole =
    answers.length === who5Questions && answers.every(answer => Number.isInteger(answer) && answer >= 0 && answer <= who5Highest)
  return whole ? 4 * answers.reduce((sum, answer) => sum + answer, 0) : undefined
}

/**
 * Whether wellbeing is higher after than before: by the Trivselslineal where both ends have it, else by the citizen's own number, else by WHO-5.
 * undefined: not measured at both ends by the same. Pure.
 */
export function wentUp(before: Measure | undefined, after: Measure | undefined): boolean | undefined {
  if (before?.ruler !== undefined && after?.ruler !== undefined) return after.ruler < before.ruler
  if (before?.own !== undefined && after?.own !== undefined) return after.own > before.own
  if (before?.who5 !== undefined && after?.who5 !== undefined) return after.who5 > before.who5
  return undefined
}

import { eligibility } from './eligibility.ts'
import type { Offer } from './offer.ts'
import { type Rule, restsOn } from './rule.ts'
import type { Situation, ThemeId } from './situation.ts'

/** What a talk came to, for the coordinator: no word of it, only ids of the registry. */
export interface NeedMet {
  theme: ThemeId
  /** Something made for the theme, or clearly covering it, was open to them. */
  met: boolean
  /** The rules that alone kept them from an offer made for the theme: fact ids, `age`, `role`; `no-` before a fact that must not be so. */
  stoppedBy: string[]
}

/** The strongest need that was told, and what stood in its way. undefined: no need was clearly told. Pure. */
export function needOf(offers: readonly Offer[], situation: Situation): NeedMet | undefined {
  const [strongest] = situation.themes.toSorted((a, b) => b.weight - a.weight)
  if (strongest === undefined || strongest.weight < clearlyTold) return undefined
  const { theme } = strongest
  const here = offers.filter(
    ({ kind, status, municipality, themes }) =>
      kind === 'offer' &&
      status !== 'ended' &&
      (municipality === undefined || municipality === situation.municipality) &&
      (themes[theme] ?? 0) >= covers,
  )
  const judged = here.map(offer => ({ offer, ...eligibility(offer, situation) }))
  const stopped = judged.flatMap(({ offer, stoppedBy: [rule, ...others] }) =>
    rule !== undefined && others.length === 0 && offer.themes[theme] === madeFor && isNear(rule, situation.age) ? [ruleName(rule)] : [],
  )
  return { theme, met: judged.some(({ truth }) => truth !== 'no'), stoppedBy: [...new Set(stopped)] }
}

const clearlyTold = 0.6
const madeFor = 3
const covers = 2

/** Who is many years too young or too old was not blocked: it was never for them. */
function isNear(rule: Rule, age: number | undefined): boolean {
  if (!('age' in rule) || age === undefined) return true
  return age >= (rule.age.from ?? 0) - near && age < (rule.age.to ?? 120) + near
}
const near = 2

const ruleName = (rule: Rule): string => ('fact' in rule && !rule.is ? `no-${rule.fact}` : [...new Set(restsOn(rule))].join('+'))

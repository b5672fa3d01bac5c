import type { Offer } from './offer.ts'
import { holds, type Rule, restsOn, type Truth } from './rule.ts'
import type { FactId, Situation } from './situation.ts'

export interface Eligibility {
  truth: Truth
  /** The rules that say no, in the order of the offer. */
  stoppedBy: Rule[]
  /** What is still unknown and would decide: fact ids, 'age' or 'role'. */
  unknown: FactId[]
}

/** Whether this person may have this offer. Municipality, role and every rule must allow it; unknown never hides. Pure. */
export function eligibility(offer: Offer, situation: Situation): Eligibility {
  const rules: Rule[] = [{ asks: offer.roles }, ...offer.rules]
  const truths = rules.map(condition => holds(condition, situation))
  const stoppedBy = rules.filter((_, i) => truths[i] === 'no')
  const unknown = [...new Set(rules.filter((_, i) => truths[i] === 'unknown').flatMap(restsOn))].filter(id => !known(id, situation))
  const elsewhere =
    offer.municipality !== undefined && situation.municipality !== undefined && offer.municipality !== situation.municipality
  const truth: Truth = elsewhere || stoppedBy.length > 0 ? 'no' : unknown.length > 0 ? 'unknown' : 'yes'
  return { truth, stoppedBy, unknown }
}

function known(id: FactId, situation: Situation): boolean {
  if (id === 'age') return situation.age !== undefined
  if (id === 'role') return situation.role !== undefined
  return situation.facts[id] !== undefined
}

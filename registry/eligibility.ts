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
  const stoppedBy: Rule[] = []
  const unknown: FactId[] = []
  judge({ asks: offer.roles })
  for (const rule of offer.rules) judge(rule)
  const elsewhere =
    offer.municipality !== undefined && situation.municipality !== undefined && offer.municipality !== situation.municipality
  const truth: Truth = elsewhere || stoppedBy.length > 0 ? 'no' : unknown.length > 0 ? 'unknown' : 'yes'
  return { truth, stoppedBy, unknown }

  function judge(rule: Rule) {
    const truth = holds(rule, situation)
    if (truth === 'no') stoppedBy.push(rule)
    if (truth !== 'unknown') return
    for (const id of restsOn(rule)) if (!unknown.includes(id) && !known(id, situation)) unknown.push(id)
  }
}

function known(id: FactId, situation: Situation): boolean {
  if (id === 'age') return situation.age !== undefined
  if (id === 'role') return situation.role !== undefined
  return situation.facts[id] !== undefined
}

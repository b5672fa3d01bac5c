import type { Fit } from './fit.ts'
import type { Reason } from './matching.ts'
import type { Offer } from './offer.ts'
import { holds, type Rule } from './rule.ts'
import type { Situation } from './situation.ts'

/** The two or three reasons that decided, strongest first. Each is true of what fired: taken away, the score falls. */
export function reasonsFor(offer: Offer, found: Fit, situation: Situation, acute: boolean): Reason[] {
  const reasons: Reason[] = []
  if (acute) reasons.push({ key: 'acute' })
  const [best] = found.themes
  if (best !== undefined && best.gain > 0.1)
    reasons.push(
      best.hit.words.length > 0
        ? { key: 'theme', values: { theme: best.hit.theme, words: best.hit.words.slice(0, 2).join(', ') } }
        : { key: 'theme', values: { theme: best.hit.theme } },
    )
  else if (found.own > 0.1) reasons.push({ key: 'words' })
  for (const rule of offer.rules) {
    const reason = fromRule(rule, situation)
    if (reason !== undefined) reasons.push(reason)
  }
  if (offer.general && (best === undefined || best.gain < found.base)) reasons.push({ key: 'general' })
  if (offer.municipality !== undefined && offer.municipality === situation.municipality)
    reasons.push({ key: 'local', values: { municipality: offer.municipality } })
  if (offer.anonymous === true) reasons.push({ key: 'anonymous' })
  return reasons.slice(0, 3)
}

/** A rule that this person meets is a reason: an age range that fits, a fact they told. */
function fromRule(rule: Rule, situation: Situation): Reason | undefined {
  if (holds(rule, situation) !== 'yes') return undefined
  if ('age' in rule) {
    const { from, to } = rule.age
    if (from === undefined && to === undefined) return undefined
    return { key: 'age', values: { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) } }
  }
  if ('fact' in rule) return rule.fact === 'hasCase' && !rule.is ? { key: 'noCase' } : { key: 'fact', values: { fact: rule.fact } }
  if ('any' in rule) return rule.any.map(part => fromRule(part, situation)).find(reason => reason !== undefined)
  if ('all' in rule) return rule.all.map(part => fromRule(part, situation)).find(reason => reason !== undefined)
  return undefined
}

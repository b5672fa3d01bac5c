import type { Ranked } from './match.ts'
import type { Reason } from './matching.ts'
import { holds, type Rule } from './rule.ts'
import type { Situation } from './situation.ts'
import { sparringTheme } from './sparring.ts'

/** What beside the fit may have decided. */
export interface Grounds {
  /** The theme the second voice heard most of, and in which words. */
  taught?: { theme: string; gain: number; words: string[] } | undefined
  /** Words of the person that are the offer's own. */
  own?: string[] | undefined
  /** A line that stands here because of danger, and that answers at this moment. */
  helpsNow: boolean
}

/** The two or three reasons that decided, strongest first. Each is true of what fired: taken away, the score falls. */
export function reasonsFor({ offer, fit }: Ranked, situation: Situation, { taught, own, helpsNow }: Grounds): Reason[] {
  const reasons: Reason[] = []
  if (helpsNow) reasons.push({ key: 'acute' })
  const [heard] = fit.themes
  const named = heardOrTaught(heard === undefined ? undefined : { ...heard.hit, gain: heard.gain }, taught)
  // What colleagues among professionals speak of is no reason to a child or a parent.
  const theme = named?.theme === sparringTheme && situation.role !== 'professional' ? undefined : named
  if (theme !== undefined)
    reasons.push({
      key: 'theme',
      values: { theme: theme.theme, ...(theme.words.length > 0 && { words: theme.words.slice(0, 2).join(', ') }) },
    })
  else if (fit.own > 0.1 && own !== undefined) reasons.push({ key: 'words', values: { words: own.join(', ') } })
  for (const rule of offer.rules) {
    const reason = fromRule(rule, situation)
    if (reason !== undefined) reasons.push(reason)
  }
  if (offer.general && (theme === undefined || theme.gain < fit.base)) reasons.push({ key: 'general' })
  if (offer.municipality !== undefined && offer.municipality === situation.municipality)
    reasons.push({ key: 'local', values: { municipality: offer.municipality } })
  if (offer.anonymous === true) reasons.push({ key: 'anonymous' })
  return reasons.slice(0, 3)
}

interface Named {
  theme: string
  gain: number
  words: string[]
}

/** The theme that gave most, whichever voice heard it; the thesaurus first, whose words are whole phrases. */
function heardOrTaught(heard: Named | undefined, taught: Named | undefined): Named | undefined {
  if (heard !== undefined && (heard.gain > clear || heard.gain > Math.max(faint, taught?.gain ?? 0))) return heard
  return taught !== undefined && taught.gain > faint ? taught : undefined
}
const clear = 0.3
const faint = 0.1

/** A rule that this person meets is a reason: an age range that fits, a fact they told. */
function fromRule(rule: Rule, situation: Situation): Reason | undefined {
  if (holds(rule, situation) !== 'yes') return undefined
  if ('age' in rule) {
    const { from, to } = rule.age
    if (from === undefined && to === undefined) return undefined
    const of = situation.role === 'young' ? 'you' : 'child'
    return { key: 'age', values: { of, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) } }
  }
  if ('fact' in rule) {
    if (rule.is) return { key: 'fact', values: { fact: rule.fact } }
    return rule.fact === 'hasCase' ? { key: 'noCase' } : { key: 'factNot', values: { fact: rule.fact } }
  }
  if ('any' in rule) return rule.any.map(part => fromRule(part, situation)).find(reason => reason !== undefined)
  if ('all' in rule) return rule.all.map(part => fromRule(part, situation)).find(reason => reason !== undefined)
  return undefined
}

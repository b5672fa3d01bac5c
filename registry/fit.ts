import { commonness, likelihood } from './likelihood.ts'
import type { Offer } from './offer.ts'
import { holds, type Rule } from './rule.ts'
import type { Situation, ThemeHit, ThemeId } from './situation.ts'
import { centrality, generalShare, isBroad } from './traits.ts'

/** What an offer scores for a situation, and what the score rests on (for the reasons and for `brobygger explain`). */
export interface Fit {
  score: number
  /** Share of the themes it answers, strongest first. */
  themes: { hit: ThemeHit; gain: number }[]
  /** Gain from the offer's own words. */
  own: number
  /** How likely it is that the unknown conditions hold. */
  likely: number
  /** What it stands on when nothing is heard. */
  base: number
}

/**
 * themes and own words, times how likely it is that the person may have it, plus what a general line is worth to anyone.
 * Weights were set on the build half of test/eval; each is followed by its reason.
 */
export function fit(offer: Offer, situation: Situation, own: number, open: ReadonlyMap<ThemeId, number>): Fit {
  const themes = situation.themes
    .flatMap(hit => {
      const central = offer.themes[hit.theme]
      return central === undefined ? [] : [{ hit, gain: hit.weight * (offer.general ? generalShare : 1) * (centrality[central] ?? 0) }]
    })
    .sort((a, b) => b.gain - a.gain)
  const heard = themes.reduce((sum, { gain }, place) => sum + gain * (fading[place] ?? 0.05), 0)
  const likely = offer.rules.reduce((product, rule) => product * softened(likelihood(rule, situation), offer, themes[0], open, rule), 1)
  const base = (offer.general ? generalBase(offer, situation) : isBroad(offer) ? broadBase : 0) + (offer.anonymous === true ? nameless : 0)
  const near = offer.municipality !== undefined ? nearby : offer.status === 'unverified' ? unconfirmed : 1
  const met = Math.min(1, heard / 0.6) * offer.rules.reduce((sum, rule) => sum + gainOfMeeting(rule, situation), 0)
  const intrusion = 1 - perStep * (offer.step - 1)
  const score = ((heard + own + met) * near * likely + base * Math.min(1, likely * 1.3)) * intrusion
  return { score, themes, own, likely, base }
}

/**
 * A condition that few meet and this person does: the offer is made for precisely them (a case, autism, a pregnancy). Also a narrow age
 * range they fall in.
 */
function gainOfMeeting(rule: Rule, situation: Situation): number {
  if (holds(rule, situation) !== 'yes') return 0
  // Who says they have a case has the door open that others must wait for: what needs one is meant for them.
  if ('fact' in rule && rule.fact === 'hasCase') return rule.is ? 0.45 : 0.06
  if ('fact' in rule) return rule.is ? 0.06 + 0.2 * (1 - Math.min(1, commonness(rule.fact) * 3)) : 0
  if ('age' in rule) {
    const width = (rule.age.to ?? 120) - (rule.age.from ?? 0)
    return width <= 4 ? 0.12 : width <= 8 ? 0.05 : 0
  }
  if ('any' in rule) return Math.max(...rule.any.map(part => gainOfMeeting(part, situation)))
  if ('all' in rule) return rule.all.reduce((sum, part) => sum + gainOfMeeting(part, situation), 0)
  return 0
}

/** The second and third theme confirm; they do not outvote the first. */
const fading = [1, 0.35, 0.2, 0.1]
const broadBase = 0.5
/** The prevention ladder: of two that answer alike, the less intrusive one. Each step up costs so little that what is made for a need still leads. */
const perStep = 0.01
/** Who writes here gives no name: of two alike, the one where that goes on. */
const nameless = 0.01
/** Someone close by before someone far away. */
const nearby = 1.12
/** A line far away that no one has confirmed waits behind one that is sure to answer. */
const unconfirmed = 0.8

/**
 * An offer that needs a case may still be the only one made for what is heard (help with drugs in Kalundborg): a case can be opened by asking.
 * Where others answer the theme without a case, it waits behind them.
 */
function softened(
  likely: number,
  offer: Offer,
  first: Fit['themes'][number] | undefined,
  open: ReadonlyMap<ThemeId, number>,
  rule: Offer['rules'][number],
): number {
  if (likely >= 1 || !('fact' in rule) || rule.fact !== 'hasCase' || !rule.is || first === undefined || likely === 0) return likely
  const madeForIt = offer.themes[first.hit.theme] === 3
  const othersAnswer = open.get(first.hit.theme) ?? 0
  return madeForIt && othersAnswer < 2 && first.hit.weight >= 0.6 ? Math.max(likely, 0.95) : likely
}

/**
 * What a general line is worth to anyone: one with an age range is there for the young themselves (Børnetelefonen, headspace), one without for
 * the grown-ups too. Close by counts, and who is meant counts most.
 */
function generalBase(offer: Offer, { role, age }: Situation): number {
  const forYoung = offer.roles.includes('young') && offer.rules.some(rule => 'age' in rule)
  const young = role === 'young'
  const local = offer.municipality !== undefined ? 0.06 : 0
  const complement = isComplement(offer) ? -0.25 : 0
  if (young) return (forYoung ? 0.42 : 0.26) + local + complement + (age !== undefined && age < 12 ? 0.02 : 0)
  if (role === 'parent') return (forYoung ? 0.1 : 0.4) + local * 0.5 + complement + (offer.roles.includes('young') ? 0 : 0.05)
  return (forYoung ? 0.24 : 0.34) + local + complement
}

/**
 * The twenty associations added from second-hand facts (reference/facts.md) complement what the municipality and the confirmed lines offer:
 * never first, and at most one among three, until a coordinator has confirmed them in the registry (source or status changed).
 */
export const isComplement = (offer: Offer): boolean => offer.verified.source === 'reference/facts.md' && !confirmed.has(offer.id)

/** From the same notes, but lines that reference/offers.md names as part of every municipality's registry. */
const confirmed = new Set([
  'boernetelefonen',
  'foraeldretelefonen',
  'livslinien',
  'lev-uden-vold',
  'sind',
  'moedrehjaelpen',
  'akut-112',
  'laegevagt-1818',
  'laegevagt-1813',
])

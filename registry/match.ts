import { eligibility } from './eligibility.ts'
import { type Fit, fit, isComplement } from './fit.ts'
import { withImplied } from './implied.ts'
import { agrees, inOrder, linesFor } from './lines.ts'
import type { Match, MatchOptions, MatchResult, NearMiss } from './matching.ts'
import type { Offer } from './offer.ts'
import { reasonsFor } from './reasons.ts'
import { createShelves, type Shelf } from './shelves.ts'
import type { Situation } from './situation.ts'
import { isEmpty, readWords, stem } from './text.ts'

export interface Ranked {
  offer: Offer
  fit: Fit
  unknown: string[]
}

/** Ranks a registry's offers for a situation. Built once; each call is pure. */
export function createRanking(offers: readonly Offer[]) {
  const shelfOf = createShelves(offers)
  const byId = new Map(offers.map(offer => [offer.id, offer]))

  /** Every offer that eligibility does not stop, best first; those for whom the chance is slight stand last. */
  function order(told: Situation, options: MatchOptions): Ranked[] {
    const situation = { ...told, themes: withImplied(told) }
    const shelf = shelfOf(situation.municipality)
    const own = ownGains(shelf, situation)
    return candidates(shelf, situation, own)
      .filter(({ id }) => options.without?.has(id) !== true)
      .flatMap(offer => {
        const { truth, unknown } = eligibility(offer, situation)
        return truth === 'no' ? [] : [{ offer, unknown, fit: fit(offer, situation, own.get(offer.id) ?? 0, shelf.open) }]
      })
      .filter(({ fit: { score } }) => score > 0)
      .sort((a, b) => b.fit.score - a.fit.score || a.offer.step - b.offer.step || (a.offer.id < b.offer.id ? -1 : 1))
  }

  function rank(situation: Situation, options: MatchOptions): Match[] {
    return order(situation, options).map(ranked => toMatch(ranked, situation))
  }

  function match(situation: Situation, options: MatchOptions): MatchResult {
    const limit = options.limit ?? 3
    const ranked = order(situation, options)
    const help = helpNow(situation, options, byId)
    const lines = help.slice(0, Math.max(1, limit - 1))
    const chosen = withHelp(lines, choose(ranked, limit, lines), situation, options).slice(0, limit)
    return {
      matches: chosen.map(one => toMatch(one, situation, options.urgency === 'acute' && help.includes(one))),
      nearMisses: nearMisses(shelfOf(situation.municipality), situation, options),
    }
  }

  return { rank, match, order, shelfOf }
}

/**
 * Acute: the lines that help now, first. Concern: first too when the themes say the same; else one of them stands second, for a worry read
 * between the lines must not hide the answer to what was asked (the talk shows its help card anyway).
 */
function withHelp(lines: Ranked[], chosen: Ranked[], situation: Situation, { urgency, kinds = [] }: MatchOptions): Ranked[] {
  if (lines.length === 0 || urgency === 'acute' || agrees(kinds, situation)) return [...lines, ...chosen]
  return [...chosen.slice(0, 1), ...lines.slice(0, 1), ...chosen.slice(1)]
}

/** Below this chance an offer for the few is left out of the first three, unless the words speak of it. */
const leastChance = 0.45
/** Below this an offer has nothing to do with what was told. */
const leastFit = 0.16

/** The best that differ: offers whose conditions are likely met; one complement at most, and never first; general lines fill up. */
function choose(ranked: readonly Ranked[], limit: number, already: readonly Ranked[]): Ranked[] {
  const chosen: Ranked[] = []
  const seen = new Set(already.map(({ offer }) => offer.id))
  let complements = 0
  const worthy = ranked.filter(({ offer, fit: { likely, score } }) => !seen.has(offer.id) && likely >= leastChance && score >= leastFit)
  for (const one of worthy) {
    if (chosen.length === limit) break
    if (isComplement(one.offer)) {
      if (complements === 1) continue
      complements += 1
    }
    chosen.push(one)
  }
  const first = chosen.findIndex(({ offer }) => !isComplement(offer))
  if (first > 0) chosen.unshift(...chosen.splice(first, 1))
  return chosen
}

/** When danger is heard, the lines that help now. They carry no theme score: what they answer is the danger itself. */
function helpNow(situation: Situation, { urgency, kinds = [], without }: MatchOptions, byId: ReadonlyMap<string, Offer>): Ranked[] {
  if (urgency === undefined || urgency === 'none') return []
  return inOrder(linesFor(kinds, urgency, situation), byId)
    .filter(offer => without?.has(offer.id) !== true && eligibility(offer, situation).truth !== 'no')
    .map((offer, place) => ({ offer, unknown: [], fit: { score: 2 - place * 0.1, themes: [], own: 0, likely: 1, base: 0 } }))
}

const toMatch = ({ offer, fit: found, unknown }: Ranked, situation: Situation, acute = false): Match => ({
  offer,
  score: Math.round(found.score * 1000) / 1000,
  reasons: reasonsFor(offer, found, situation, acute),
  unknown,
})

/** Offers with something to say to this: by theme, by their own words, and the general lines. */
function candidates(shelf: Shelf, situation: Situation, own: ReadonlyMap<string, number>): Offer[] {
  const found = new Set<Offer>(shelf.general)
  for (const { theme } of situation.themes) for (const offer of shelf.byTheme.get(theme) ?? []) found.add(offer)
  if (own.size > 0) for (const offer of shelf.offers) if (own.has(offer.id)) found.add(offer)
  return [...found]
}

/** What the offers' own words add: their names weigh like a theme, a lone common word little. */
function ownGains(shelf: Shelf, situation: Situation): Map<string, number> {
  const gains = new Map<string, number>()
  const met = new Set<string>()
  for (const text of situation.words) {
    for (const { spelt } of readWords(text)) {
      const key = stem(spelt)
      if (isEmpty(spelt) || met.has(key)) continue
      met.add(key)
      const list = shelf.byWord.get(key)
      if (list === undefined) continue
      const rarity = 1 / list.length
      for (const { offer, weight } of list) gains.set(offer.id, Math.min(0.4, (gains.get(offer.id) ?? 0) + ownWordGain * weight * rarity))
    }
  }
  return gains
}
const ownWordGain = 0.3

/** Offers made for what was told that a rule keeps away: what is missing, and who can open the door. */
function nearMisses(shelf: Shelf, situation: Situation, options: MatchOptions): NearMiss[] {
  return candidates(shelf, situation, new Map())
    .filter(({ id, kind }) => kind === 'offer' && options.without?.has(id) !== true)
    .flatMap(offer => {
      const strongest = Math.max(0, ...situation.themes.map(({ theme, weight }) => (offer.themes[theme] === 3 ? weight : 0)))
      if (strongest < 0.6) return []
      const { stoppedBy } = eligibility(offer, situation)
      const [rule] = stoppedBy
      return rule === undefined || stoppedBy.length > 1 ? [] : [{ offer, score: strongest, stoppedBy: rule, routes: offer.routes }]
    })
    .sort((a, b) => b.score - a.score || (a.offer.id < b.offer.id ? -1 : 1))
    .slice(0, 2)
}

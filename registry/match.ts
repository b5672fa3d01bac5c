import { withHelp } from './choose.ts'
import { affirmedIn } from './denied.ts'
import { eligibility } from './eligibility.ts'
import { type Fit, fit } from './fit.ts'
import { openState } from './hours.ts'
import { withImplied } from './implied.ts'
import { lately } from './lately.ts'
import { alarmId, inOrder, linesFor } from './lines.ts'
import type { Match, MatchOptions, MatchResult, NearMiss } from './matching.ts'
import type { Offer } from './offer.ts'
import { type Grounds, reasonsFor } from './reasons.ts'
import type { OpeningHours } from './registry.ts'
import { createShelves, type Shelf } from './shelves.ts'
import type { Situation } from './situation.ts'
import type { Leaning, Voice } from './taught.ts'
import { isEmpty, readWords, stem } from './text.ts'

export interface Ranked {
  offer: Offer
  fit: Fit
  /** The fit and what the second voice adds to it. */
  score: number
  unknown: string[]
}

/** An offer's place with all that led to it: what `brobygger explain` prints. */
export interface Weighed extends Ranked {
  /** What the second voice adds, and for which theme and words most. */
  taught: number
  because: Grounds['taught']
  own: readonly string[]
}

/** Ranks a registry's offers for a situation, by their fit and by the second voice where there is one. Built once; each call is pure. */
export function createRanking(offers: readonly Offer[], helplines: readonly OpeningHours[], voice: Voice = () => undefined) {
  const shelfOf = createShelves(offers)
  const byId = new Map(offers.map(offer => [offer.id, offer]))
  const hours = new Map(helplines.map(line => [line.id, line]))
  const isOpen = ({ hours: id }: Offer, now: Date) => {
    const known = id === undefined ? undefined : hours.get(id)
    return known !== undefined && openState(known, now).open === true
  }

  /** Every offer that eligibility does not stop, best first; those for whom the chance is slight stand last. */
  function order(told: Situation, options: MatchOptions): Ranked[] {
    const situation = { ...told, themes: withImplied(told) }
    const shelf = shelfOf(situation.municipality)
    const own = ownGains(shelf, situation.words)
    const leaning = voice(told)
    const ranked: Ranked[] = []
    for (const offer of candidates(shelf, situation, own, leaning)) {
      if (options.without?.has(offer.id)) continue
      const { truth, unknown } = eligibility(offer, situation)
      if (truth === 'no') continue
      const found = fit(offer, situation, own.get(offer.id)?.gain ?? 0, shelf.open)
      const score = found.score + (leaning?.gain(offer) ?? 0)
      if (score > 0 || (offer.general && found.score > 0)) ranked.push({ offer, unknown, fit: found, score })
    }
    return ranked.sort((a, b) => b.score - a.score || a.offer.step - b.offer.step || (a.offer.id < b.offer.id ? -1 : 1))
  }

  function rank(situation: Situation, options: MatchOptions): Match[] {
    return order(situation, options).map(toMatch(situation))
  }

  /** With the reasons that decided, worked out when they are read. `helping`: the lines that stand here because of danger. */
  const toMatch = (situation: Situation, helping: readonly Ranked[] = []) => {
    let known: { leaning: Leaning | undefined; own: ReadonlyMap<string, Own> } | undefined
    const grounds = () => {
      known ??= { leaning: voice(situation), own: ownGains(shelfOf(situation.municipality), situation.words) }
      return known
    }
    return (ranked: Ranked): Match => ({
      offer: ranked.offer,
      score: Math.round(ranked.score * 1000) / 1000,
      get reasons() {
        const { leaning, own } = grounds()
        return reasonsFor(ranked, situation, {
          taught: leaning?.because(ranked.offer),
          own: own.get(ranked.offer.id)?.words,
          helpsNow: helping.includes(ranked),
        })
      },
      unknown: ranked.unknown,
    })
  }

  function weigh(situation: Situation, options: MatchOptions): Weighed[] {
    const leaning = voice(situation)
    const own = ownGains(shelfOf(situation.municipality), situation.words)
    return order(situation, options).map(ranked => ({
      ...ranked,
      taught: leaning?.gain(ranked.offer) ?? 0,
      because: leaning?.because(ranked.offer),
      own: own.get(ranked.offer.id)?.words ?? [],
    }))
  }

  function match(situation: Situation, options: MatchOptions): MatchResult {
    const limit = options.limit ?? 3
    const acute = options.urgency === 'acute'
    // 112 is for danger now: to a worry it is no answer, and the help card names it anyway.
    const ranked = order(situation, options).filter(({ offer }) => acute || offer.id !== alarmId)
    const help = helpNow(situation, options)
    const lines = help.slice(0, Math.max(1, limit - 1))
    const chosen = withHelp(lines, ranked, limit, situation, options)
    return {
      matches: chosen.map(toMatch(situation, acute ? help.filter(({ offer }) => isOpen(offer, options.now)) : [])),
      nearMisses: nearMisses(shelfOf(situation.municipality), situation, options),
    }
  }

  /** When danger is heard, the lines that help now. Their place is the danger's, not a score's; their reasons are what the words say. */
  function helpNow(situation: Situation, { urgency, kinds = [], without }: MatchOptions): Ranked[] {
    if (urgency === undefined || urgency === 'none') return []
    return inOrder(linesFor(kinds, urgency, situation), byId)
      .filter(offer => without?.has(offer.id) !== true && eligibility(offer, situation).truth !== 'no')
      .map((offer, place) => ({
        offer,
        unknown: [],
        score: 2 - place * 0.1,
        fit: fit(offer, situation, 0, shelfOf(situation.municipality).open),
      }))
  }

  return { rank, match, order, weigh, shelfOf }
}

/** Offers with something to say to this: by a theme heard by either voice, by their own words, and the general lines. */
function candidates(shelf: Shelf, situation: Situation, own: ReadonlyMap<string, Own>, leaning?: Leaning): Set<Offer> {
  const found = new Set<Offer>(shelf.general)
  const themes = [...situation.themes.map(({ theme }) => theme), ...(leaning?.themes ?? [])]
  for (const theme of themes) for (const offer of shelf.byTheme.get(theme) ?? []) found.add(offer)
  if (own.size > 0) for (const offer of shelf.offers) if (own.has(offer.id)) found.add(offer)
  return found
}

interface Own {
  gain: number
  /** The words as they were written. */
  words: string[]
}

/** What the offers' own words add: their names weigh like a theme, a lone common word little. nextQuestion.ts asks many times for the same words. */
const ownGains = lately((shelf: Shelf, texts: readonly string[]): ReadonlyMap<string, Own> => {
  const gains = new Map<string, Own>()
  const met = new Set<string>()
  for (const text of texts) {
    for (const { spelt, written } of affirmedIn(readWords(text))) {
      const key = stem(spelt)
      if (isEmpty(spelt) || met.has(key)) continue
      met.add(key)
      const list = shelf.byWord.get(key)
      if (list === undefined) continue
      const rarity = 1 / list.length
      for (const { offer, weight } of list) {
        const { gain, words } = gains.get(offer.id) ?? { gain: 0, words: [] }
        gains.set(offer.id, { gain: Math.min(0.4, gain + ownWordGain * weight * rarity), words: [...words, written] })
      }
    }
  }
  return gains
})
const ownWordGain = 0.3

/** Offers made for what was told that a rule keeps away: what is missing, and who can open the door. */
function nearMisses(shelf: Shelf, situation: Situation, options: MatchOptions): NearMiss[] {
  return [...candidates(shelf, situation, new Map())]
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

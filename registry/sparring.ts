import { eligibility } from './eligibility.ts'
import type { Offer } from './offer.ts'
import type { Situation } from './situation.ts'
import { centrality } from './traits.ts'

/** The theme of offers that advise professionals. */
export const sparringTheme = 'professionalSparring'

/**
 * Where a professional of this municipality takes a worry: teams that advise them, then forums of professionals, which matching shows to nobody. What
 * is made for the themes told stands first; a forum whose themes were not told is left out, unless nothing was told. Empty for anyone else. Pure.
 */
export function sparringFor(offers: readonly Offer[], situation: Situation, limit = 4): Offer[] {
  if (situation.role !== 'professional') return []
  const told = situation.themes.filter(({ theme, weight }) => theme !== sparringTheme && weight >= leastHeard)
  const meets = (offer: Offer) => told.reduce((sum, { theme, weight }) => sum + weight * (centrality[offer.themes[theme] ?? 0] ?? 0), 0)
  return offers
    .filter(offer => offer.municipality === situation.municipality && offer.status !== 'ended' && advises(offer))
    .filter(offer => eligibility(offer, situation).truth !== 'no')
    .map(offer => ({ offer, met: meets(offer) }))
    .filter(({ offer, met }) => offer.kind !== 'forum' || told.length === 0 || met > 0)
    .sort(
      (a, b) => Number(a.offer.kind === 'forum') - Number(b.offer.kind === 'forum') || b.met - a.met || (a.offer.id < b.offer.id ? -1 : 1),
    )
    .slice(0, limit)
    .map(({ offer }) => offer)
}

const leastHeard = 0.3

const advises = ({ kind, roles, themes }: Offer) =>
  kind === 'forum' || (roles.includes('professional') && themes[sparringTheme] !== undefined)

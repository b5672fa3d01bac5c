import type { Offer } from './offer.ts'
import type { Rule } from './rule.ts'

/** What an offer is to the second voice (taught.ts): trait -> how much of it, 0 to 1. Never the offer itself, so that a new offer is spoken for too. */
export type Traits = ReadonlyMap<string, number>

/**
 * Its themes by how central they are, the facts its rules ask for, and what kind of door it is. The same for all offers of a registry,
 * worked out once for each.
 */
export function traitsOf(offer: Offer): Traits {
  const known = seen.get(offer)
  if (known !== undefined) return known
  const traits = new Map<string, number>()
  for (const [theme, central] of Object.entries(offer.themes)) {
    traits.set(`theme:${theme}`, (centrality[central] ?? 0) * (offer.general ? generalShare : 1))
  }
  for (const fact of offer.rules.flatMap(factsAsked)) traits.set(`fact:${fact}`, 0.5)
  if (offer.general) traits.set('general', 1)
  else if (isBroad(offer)) traits.set('broad', 1)
  if (offer.kind === 'helpline') traits.set('helpline', 1)
  if (offer.municipality !== undefined) traits.set('local', 0.5)
  if (!offer.roles.includes('young')) traits.set('grown', 1)
  seen.set(offer, traits)
  return traits
}

/** Made for it, clearly covers it, touches it. */
export const centrality: Record<number, number> = { 3: 1, 2: 0.68, 1: 0.3 }
/** A general line answers everything a little: what is made for the theme stands before it. */
export const generalShare = 0.45
/** An offer that answers nearly every theme (Skive's five sessions, Halsnæs' district teams) stands for what nobody named. */
export const isBroad = (offer: Offer): boolean => offer.kind === 'offer' && Object.keys(offer.themes).length >= 25

function factsAsked(condition: Rule): string[] {
  if ('fact' in condition) return condition.is ? [condition.fact] : []
  if ('all' in condition) return condition.all.flatMap(factsAsked)
  return 'any' in condition ? condition.any.flatMap(factsAsked) : []
}

const seen = new WeakMap<Offer, Traits>()

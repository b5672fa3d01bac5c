import type { TalkContext } from '../dialogs/context.ts'
import type { Conversation, Locale } from '../dialogs/conversation.ts'
import { keepCard } from '../dialogs/keepCard.ts'
import { matchOptions } from '../dialogs/matchOptions.ts'
import { reasonText } from '../dialogs/reasonText.ts'
import type { KeepCard } from '../dialogs/spoken.ts'
import { toldSituation } from '../dialogs/toldSituation.ts'
import type { Match } from '../registry/matching.ts'
import type { FoundOffer, OfferSearch } from './searchOffers.ts'

/** Two offers that fit what the citizen let the counsellor know, found as the bot finds them; none that they were shown already. Pure. */
export function suggestOffers(conversation: Conversation, locale: Locale, context: TalkContext): FoundOffer[] {
  const situation = toldSituation(conversation, context)
  if (situation.themes.length === 0 && situation.words.length === 0) return []
  const { talk, urgency, log } = conversation
  const sent = log.flatMap(({ spoken }) => (spoken.card?.type === 'offers' ? spoken.card.offers.map(({ id }) => id) : []))
  const options = matchOptions(talk, urgency, context)
  const without = new Set([...(options.without ?? []), ...sent])
  const { matches } = context.matcher.match(situation, { ...options, without, limit: suggested })
  return matches.slice(0, suggested).map(match => foundOf(match, locale, context))
}

/** Offers for a talk, by what a counsellor types: what is called so first, then what fits the person and those words. Without words: what fits. Pure. */
export function findOffers(
  conversation: Conversation,
  text: string,
  locale: Locale,
  context: TalkContext,
  search: OfferSearch,
): FoundOffer[] {
  const asked = text.trim().slice(0, 200)
  const told = toldSituation(conversation, context)
  // What is typed is what is looked for; who it is for, and what is not open to them, stays.
  const situation = asked === '' ? told : context.matcher.hear({ ...told, themes: [], words: [] }, asked)
  const options = { ...matchOptions(conversation.talk, conversation.urgency, context), limit: listed }
  const fitting = context.matcher.match(situation, options).matches.map(match => foundOf(match, locale, context))
  if (asked === '') return fitting
  const named = search(asked, conversation.municipality, locale)
  const isCalled = ({ name, provider }: FoundOffer) => `${name} ${provider}`.toLowerCase().includes(asked.toLowerCase())
  const all = [...named.filter(isCalled), ...(situation.themes.length > 0 ? fitting : []), ...named]
  return [...new Map(all.map(offer => [offer.id, fitting.find(({ id }) => id === offer.id) ?? offer])).values()].slice(0, listed)
}

/** The first step towards one offer, to print for the citizen or to read aloud: in their words, as far as they let them go on. Pure. */
export function firstStepCard(conversation: Conversation, offer: string, context: TalkContext): KeepCard {
  const situation = { ...toldSituation(conversation, context) }
  return keepCard({ ...conversation, talk: { ...conversation.talk, situation } }, [offer], context)
}

const suggested = 2
const listed = 8

function foundOf({ offer, reasons }: Match, locale: Locale, context: TalkContext): FoundOffer {
  const why = reasons.slice(0, 3).map(reason => reasonText(reason, locale, context, []))
  return { id: offer.id, name: offer.name[locale], provider: offer.provider.name, summary: offer.summary[locale], why }
}

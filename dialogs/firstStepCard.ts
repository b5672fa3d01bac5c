import type { Offer } from '../registry/offer.ts'
import type { Locale } from './conversation.ts'

/** The partners of civil society that the catalogue names have a card for the first step, with a code by which the loop closes. */
export const hasFirstStepCard = ({ firstStepCard, municipality, status }: Offer): boolean =>
  firstStepCard === true && municipality !== undefined && status !== 'ended'

/** Where the card is. */
export const firstStepCardPath = ({ id }: Offer, locale: Locale): string => `/card?offer=${id}&lang=${locale}`

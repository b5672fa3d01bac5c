import { translator } from '../locales/translate.ts'
import type { Offer } from '../registry/offer.ts'
import type { TalkContext } from './context.ts'
import type { Locale } from './conversation.ts'
import type { OfferView } from './spoken.ts'

/** Free seats and next start of a group as they were last set, with the day of it; nothing where nobody set them. A start that has passed is left out. */
export function seatsView(offer: Offer, locale: Locale, { seats, now }: TalkContext): Pick<OfferView, 'seats'> {
  const set = offer.seats === undefined ? undefined : seats?.(offer.id)
  if (!set) return {}
  const t = translator(locale)
  const coming = set.nextStart !== undefined && set.nextStart >= now.toISOString().slice(0, 10) ? set.nextStart : undefined
  const text = [
    set.free === 0 ? t('seats.full') : set.free === 1 ? t('seats.free.one') : t('seats.free.other', { free: set.free }),
    ...(coming === undefined ? [] : [t('seats.start', { date: days[locale].format(new Date(coming)) })]),
    t('seats.asOf', { date: days[locale].format(new Date(set.setAt)) }),
  ].join(' ')
  return { seats: { text, ...(set.free === 0 && { list: `/seat?offer=${offer.id}&lang=${locale}` }) } }
}

const days = {
  da: new Intl.DateTimeFormat('da-DK', { dateStyle: 'long', timeZone: 'Europe/Copenhagen' }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/Copenhagen' }),
}

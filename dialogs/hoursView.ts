import { translator } from '../locales/translate.ts'
import { hourMs, minuteMs, wallClock, weekday } from '../registry/copenhagen.ts'
import { openState } from '../registry/hours.ts'
import type { Offer } from '../registry/offer.ts'
import type { OpeningHours } from '../registry/registry.ts'
import type { TalkContext } from './context.ts'
import type { Locale } from './conversation.ts'

/** Whether it answers now, worded; and what must be said whenever the line is shown. */
export function hoursOf(
  offer: Offer,
  locale: Locale,
  context: TalkContext,
): { shown: { hours?: string; openNow?: boolean }; cautions: string[]; always: boolean } {
  const hours = context.registry.helplines.find(({ id }) => id === offer.hours)
  if (!hours) return { shown: {}, cautions: [], always: false }
  const cautions = [hours.caution?.[locale], hours.cost?.[locale]].filter(text => text !== undefined)
  const { open, until, opensAt } = openState(hours, context.now)
  if (open === undefined) return { shown: {}, cautions, always: false }
  const t = translator(locale)
  const always = roundTheClock(hours)
  const time = (at: Date) => moment(at, context.now, locale)
  const text = open
    ? always || until === undefined
      ? t('offers.hours.always')
      : t('offers.hours.openUntil', { time: time(until) })
    : opensAt === undefined
      ? t('offers.hours.closed')
      : t('offers.hours.closedUntil', { time: time(opensAt) })
  return { shown: { hours: text, openNow: open }, cautions, always }
}

/** Answers day and night on one channel at least. */
export const roundTheClock = (hours: OpeningHours): boolean => hours.channels.some(({ always }) => always === true)

/** "kl. 21", "i morgen kl. 9", "mandag kl. 10", "mandag den 4. januar kl. 9" as a person in Denmark says it. */
export function moment(at: Date, now: Date, locale: Locale): string {
  const t = translator(locale)
  const { day, time } = wallClock(at)
  const clock = t('offers.hours.at', { time: clockText(time, locale) })
  const days = day - wallClock(now).day
  if (days === 0) return clock
  if (days >= 7)
    return t('offers.hours.onDate', { weekday: t(`offers.hours.weekday.${weekday(day)}`), date: dates[locale].format(at), clock })
  const name = days === 1 ? t('offers.hours.tomorrow') : t(`offers.hours.weekday.${weekday(day)}`)
  return `${name} ${clock}`
}

const dateOf = (language: string) => new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', timeZone: 'Europe/Copenhagen' })
const dates = { da: dateOf('da-DK'), en: dateOf('en-GB') }

/** "9" or "9.30" in Danish, "09:30" in English. */
function clockText(time: number, locale: Locale): string {
  const hour = Math.floor(time / hourMs)
  const minute = String(Math.floor((time % hourMs) / minuteMs)).padStart(2, '0')
  if (locale === 'en') return `${String(hour).padStart(2, '0')}:${minute}`
  return minute === '00' ? String(hour) : `${hour}.${minute}`
}

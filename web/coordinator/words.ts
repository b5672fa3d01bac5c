import type { Shown } from '../../desk/hideSmall.ts'
import da from '../../locales/da/coordinator.json' with { type: 'json' }
import en from '../../locales/en/coordinator.json' with { type: 'json' }

export type Locale = 'da' | 'en'
export type Words = typeof da

export const words: Record<Locale, Words> = { da, en }

/** "november 2026" of "2026-11". */
export const monthName = (month: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale === 'da' ? 'da-DK' : 'en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T12:00:00Z`),
  )

/** A count, or the sign that it is hidden; what it means stands once on the page. */
export const count = (value: Shown, t: Words): string => (value === 'hidden' ? t.hidden : String(value))
export const percent = (value: Shown, t: Words): string => (value === 'hidden' ? t.hidden : `${value} %`)

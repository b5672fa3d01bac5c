import type { ConversationView, WaitingView } from '../../desk/wire.ts'
import da from '../../locales/da/desk.json' with { type: 'json' }
import daTogether from '../../locales/da/deskTogether.json' with { type: 'json' }
import daTools from '../../locales/da/deskTools.json' with { type: 'json' }
import en from '../../locales/en/desk.json' with { type: 'json' }
import enTogether from '../../locales/en/deskTogether.json' with { type: 'json' }
import enTools from '../../locales/en/deskTools.json' with { type: 'json' }

export type Locale = 'da' | 'en'
export type Words = typeof da & typeof daTogether & typeof daTools

/** The desk's words in both languages. */
export const words: Record<Locale, Words> = { da: { ...da, ...daTogether, ...daTools }, en: { ...en, ...enTogether, ...enTools } }

/** Puts values where `{{name}}` stands. */
export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole))

/** "1 ny besked", "3 nye beskeder". */
export const counted = (one: string, other: string, count: number): string => fill(count === 1 ? one : other, { count })

/** "Ung, 15 år", "Forælder, om 8 md.", "Anonym": whom one talks with, as far as they told. */
export function who({ role, age }: Pick<WaitingView | ConversationView, 'role' | 'age'>, { who: w }: Words): string {
  const person = role === undefined ? w.unknown : w[role]
  if (age === undefined) return person
  const years = age < 2 ? fill(w.months, { months: Math.round(age * 12) }) : fill(w.years, { age: Math.floor(age) })
  return `${person}, ${role === undefined || role === 'young' ? years : fill(w.about, { age: years })}`
}

export function duration(milliseconds: number, { duration: d }: Words): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const m = Math.floor(seconds / 60)
  if (m === 0) return fill(d.seconds, { s: seconds })
  return m < 60 ? fill(d.minutes, { m, s: seconds % 60 }) : fill(d.hours, { h: Math.floor(m / 60), m: m % 60 })
}

export const clock = (at: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale === 'da' ? 'da-DK' : 'en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Europe/Copenhagen',
  }).format(new Date(at))

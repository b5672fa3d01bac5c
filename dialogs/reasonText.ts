import { type Translate, translator } from '../locales/translate.ts'
import type { Reason } from '../registry/matching.ts'
import type { TalkContext } from './context.ts'
import type { Locale } from './conversation.ts'
import { onlyNames } from './quotable.ts'

/** A reason in words (locales/<lang>/reasons.json): their own words back, the ages it is for, what they told. */
export function reasonText({ key, values = {} }: Reason, locale: Locale, { registry }: TalkContext, written?: readonly string[]): string {
  const t = translator(locale)
  if (key === 'age') return t('reasons.age', { range: range(number(values.from), number(values.to), values.of === 'you', locale, t) })
  if (key === 'fact' || key === 'factNot') return t(`reasons.${key}`, { fact: t(`facts.${values.fact}.label`) })
  if (key !== 'theme') return t(`reasons.${key}`, values)
  const name = registry.themes.find(({ id }) => id === values.theme)?.name[locale] ?? ''
  // What is not there word for word is not put in their mouth: then the theme is named.
  const words =
    written === undefined
      ? values.words
      : String(values.words ?? '')
          .split(', ')
          .filter(part => isWritten(part, written))
          .join(', ')
  return words === undefined || words === '' ? t('reasons.themeAlone', { name }) : t('reasons.theme', { ...values, words, name })
}

const isWritten = (part: string, written: readonly string[]): boolean =>
  part !== '' && !/^\d+ \p{L}+$/u.test(part) && saysSomething(part) && written.some(text => text.toLowerCase().includes(part.toLowerCase()))

/** "hvad hvis", "Jeg er mormor til": no reason for anything. */
const saysSomething = (part: string): boolean =>
  !onlyNames(part) &&
  !part
    .toLowerCase()
    .split(/\s+/)
    .every(word => small.has(word))
const small: ReadonlySet<string> = new Set(
  'hvad hvis hvordan hvem hvor hvornår når at jeg du vi han hun de det den der som ikke kan skal vil har er var med om til for og men så what if how who when i you we it the'.split(
    ' ',
  ),
)

/** Years as they are said: "15,8" in Danish, "15.8" in English. */
export function yearsText(years: number, locale: Locale): string {
  const rounded = String(Math.round(years * 10) / 10)
  return locale === 'da' ? rounded.replace('.', ',') : rounded
}

/** `to` is exclusive: under 17 is said "til 16". `you`: the one who writes is the one it is for, not a child they write about. */
function range(from: number | undefined, to: number | undefined, you: boolean, locale: Locale, t: Translate): string {
  if (from !== undefined && to !== undefined && Number.isInteger(to)) {
    return t('reasons.ageFromTo', { from: yearsText(from, locale), last: to - 1 })
  }
  return to === undefined || from !== undefined
    ? t(you ? 'reasons.ageFromYou' : 'reasons.ageFrom', { from: yearsText(from ?? 0, locale) })
    : t('reasons.ageTo', { to: yearsText(to, locale) })
}

const number = (value: string | number | undefined): number | undefined => (value === undefined ? undefined : Number(value))

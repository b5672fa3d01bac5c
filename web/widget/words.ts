import da from '../../locales/da/widget.json' with { type: 'json' }
import en from '../../locales/en/widget.json' with { type: 'json' }

export type Locale = 'da' | 'en'
export type Words = typeof da

/** The widget's words in both languages, so that changing language needs no network. */
export const words: Record<Locale, Words> = { da, en }

/** Puts values where `{{name}}` stands. */
export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole))

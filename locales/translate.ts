import { readdirSync, readFileSync } from 'node:fs'
import i18next from 'i18next'

export type Locale = 'da' | 'en'

/** Words a text: `room.key` (file and key), with what stands in it. */
export type Translate = (key: string, values?: Record<string, unknown>) => string

/** Every word a person reads, loaded once at start. A key that is missing throws: a test finds it before a person does. */
export function translator(locale: Locale): Translate {
  return translators[locale]
}

/**
 * i18next finds a text's wording once; after that only what stands in it is filled in. A `count` chooses between wordings (none, one, many), each
 * of which is found once. There are as many wordings as locales/ has texts.
 */
function createTranslator(locale: Locale): Translate {
  const t = instance.getFixedT(locale)
  const plurals = new Intl.PluralRules(locale)
  const wordings = new Map<string, Wording>()
  const find = (key: string, options: Record<string, unknown>) => t(key.replace('.', ':'), { ...options, skipInterpolation: true })
  return (key, values) => {
    const count = values?.count
    const counted = typeof count === 'number'
    const chosen = counted ? `${key} ${count === 0 ? 'zero' : plurals.select(count)}` : key
    const wording = wordings.get(chosen) ?? read(find(key, counted ? { count } : {}))
    wordings.set(chosen, wording)
    return values ? filled(wording, values) : wording.text
  }
}

interface Wording {
  text: string
  /** What stands between the places, and at every second position the name of what belongs there. */
  parts: string[]
}

const read = (text: string): Wording => ({ text, parts: text.split(/\{\{(\w+)\}\}/) })

/** i18next's own filling in compiles its patterns anew each time. */
const filled = ({ parts }: Wording, values: Record<string, unknown>): string =>
  parts.map((part, i) => (i % 2 === 0 ? part : String(values[part] ?? ''))).join('')

const instance = i18next.createInstance()
await instance.init({
  lng: 'da',
  fallbackLng: false,
  resources: { da: rooms('da'), en: rooms('en') },
  interpolation: { escapeValue: false },
  parseMissingKeyHandler: key => {
    throw new Error(`locales: no text for ${key}`)
  },
})

const translators = { da: createTranslator('da'), en: createTranslator('en') }

function rooms(locale: Locale) {
  const folder = new URL(`./${locale}/`, import.meta.url)
  return Object.fromEntries(
    readdirSync(folder)
      .filter(file => file.endsWith('.json'))
      .map(file => [file.replace('.json', ''), JSON.parse(readFileSync(new URL(file, folder), 'utf8'))]),
  )
}

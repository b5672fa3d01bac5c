import { readdirSync, readFileSync } from 'node:fs'
import i18next from 'i18next'

export type Locale = 'da' | 'en'

/** Words a text: `room.key` (file and key), with what stands in it. */
export type Translate = (key: string, values?: Record<string, unknown>) => string

/** Every word a person reads, loaded once at start. A key that is missing throws: a test finds it before a person does. */
export function translator(locale: Locale): Translate {
  const t = instance.getFixedT(locale)
  return (key, values) => {
    const [room, ...rest] = key.split('.')
    return t(`${room}:${rest.join('.')}`, { ...values })
  }
}

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

function rooms(locale: Locale) {
  const folder = new URL(`./${locale}/`, import.meta.url)
  return Object.fromEntries(
    readdirSync(folder)
      .filter(file => file.endsWith('.json'))
      .map(file => [file.replace('.json', ''), JSON.parse(readFileSync(new URL(file, folder), 'utf8'))]),
  )
}

import { type Locale, type Translate, translator } from '../locales/translate.ts'

/** The language of whoever sits at the terminal: English where the environment says so, else Danish. */
export function terminalLocale(environment: Record<string, string | undefined>): Locale {
  return /^en/i.test(environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '') ? 'en' : 'da'
}

export const terminalWords = (environment = process.env): Translate => translator(terminalLocale(environment))

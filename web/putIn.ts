import { type Locale, translator } from '../locales/translate.ts'
import { type HelpLine, helpLines } from './helpLines.ts'

/** What is put into the bundles beside their sources: the lines that always answer, and the few words of the button's script. */
export interface PutIn {
  lines: HelpLine[]
  words: Record<Locale, Record<string, string>>
}

export const putIn = (): PutIn => ({ lines: helpLines(), words: { da: loaderWords('da'), en: loaderWords('en') } })

function loaderWords(locale: Locale) {
  const t = translator(locale)
  return {
    open: t('widget.open'),
    unread: t('widget.unread', { count: '{{count}}' }),
    frameTitle: t('widget.frameTitle'),
    exit: t('widget.exit.label'),
    neutralTitle: t('widget.neutralTitle'),
    away: t('widget.help.away'),
    awayAbout: t('widget.help.awayAbout'),
    close: t('widget.hide'),
  }
}

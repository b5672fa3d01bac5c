import { type Locale, translator } from '../locales/translate.ts'
import { type Html, html } from './html.ts'
import { staffPage } from './staffPage.ts'

export function deskPage({ script, style }: { script: string; style?: string }, locale: Locale): Html {
  const t = translator(locale)
  const styles = html`<link rel="preload" as="style" href="/dkfds/css/dkfds.min.css">
${style !== undefined && html`<link rel="stylesheet" href="${style}">`}`
  return staffPage({ root: 'desk', title: t('page.desk.title'), noscript: t('page.desk.noscript'), styles, script }, locale)
}

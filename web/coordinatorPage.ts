import { type Locale, translator } from '../locales/translate.ts'
import { type Html, html } from './html.ts'
import { staffPage } from './staffPage.ts'

/** In the common design system. */
export function coordinatorPage({ script, style }: { script: string; style: string }, locale: Locale): Html {
  const t = translator(locale)
  const styles = html`<link rel="stylesheet" href="/dkfds/css/dkfds.min.css">
<link rel="stylesheet" href="${style}">`
  return staffPage({ root: 'coordinator', title: t('coordinator.title'), noscript: t('coordinator.noscript'), styles, script }, locale)
}

import { type Locale, translator } from '../locales/translate.ts'
import { type Html, html } from './html.ts'

/** The desk's page: empty until its script has run. */
export function deskPage({ script, style }: { script: string; style?: string }, locale: Locale): Html {
  const t = translator(locale)
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<title>${t('page.desk.title')}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="preload" as="style" href="/dkfds/css/dkfds.min.css">
${style !== undefined && html`<link rel="stylesheet" href="${style}">`}
<script type="module" src="${script}"></script>
</head>
<body>
<div id="desk"></div>
<noscript><p>${t('page.desk.noscript')}</p></noscript>
</body>
</html>`
}

import { type Locale, translator } from '../locales/translate.ts'
import { type Html, html } from './html.ts'

/** The coordinator's page in the common design system; empty until its script has run. */
export function coordinatorPage({ script, style }: { script: string; style: string }, locale: Locale): Html {
  const t = translator(locale)
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<title>${t('coordinator.title')}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/dkfds/css/dkfds.min.css">
<link rel="stylesheet" href="${style}">
<script type="module" src="${script}"></script>
</head>
<body>
<div id="coordinator"></div>
<noscript><p>${t('coordinator.noscript')}</p></noscript>
</body>
</html>`
}

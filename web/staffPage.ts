import type { Locale } from '../locales/translate.ts'
import { type Html, html } from './html.ts'

/** A page of those who work here: empty until its script has run and drawn into the element `root`. */
export function staffPage(
  { root, title, noscript, styles, script }: { root: string; title: string; noscript: string; styles: Html; script: string },
  locale: Locale,
): Html {
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
${styles}
<script type="module" src="${script}"></script>
</head>
<body>
<div id="${root}"></div>
<noscript><p>${noscript}</p></noscript>
</body>
</html>`
}

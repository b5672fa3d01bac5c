import type { Locale } from '../locales/translate.ts'
import { head } from './head.ts'
import { type Html, html } from './html.ts'

/** A page of those who work here: empty until its script has run and drawn into the element `root`. */
export function staffPage(
  { root, title, noscript, styles, script }: { root: string; title: string; noscript: string; styles: Html; script: string },
  locale: Locale,
): Html {
  return html`<!doctype html>
<html lang="${locale}">
<head>
${head(title)}
${styles}
<script type="module" src="${script}"></script>
</head>
<body>
<div id="${root}"></div>
<noscript><p>${noscript}</p></noscript>
</body>
</html>`
}

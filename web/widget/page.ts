import { type Locale, translator } from '../../locales/translate.ts'
import { head } from '../head.ts'
import type { HelpLine } from '../helpLines.ts'
import { type Html, html } from '../html.ts'

/** The chat's own page, shown in a frame or by itself. Without JavaScript it is a page with a way out and numbers to call. */
export function chatPage(view: {
  locale: Locale
  municipality: string
  exit: string
  lines: HelpLine[]
  script: string
  style: string
}): Html {
  const { locale, municipality, exit, lines, script, style } = view
  const t = translator(locale)
  return html`<!doctype html>
<html lang="${locale}" data-municipality="${municipality}" data-exit="${exit}">
<head>
${head(t('widget.title'), ', viewport-fit=cover, interactive-widget=resizes-content')}
<link rel="stylesheet" href="${style}">
<script type="module" src="${script}"></script>
</head>
<body>
<div id="chat"></div>
<div id="polite" class="sr" aria-live="polite"></div>
<div id="assertive" class="sr" aria-live="assertive"></div>
<noscript>
<div class="noscript">
<a class="exit" href="${exit}" target="_top" rel="noreferrer noopener nofollow">${t('widget.exit.label')}</a>
<main class="help">
<h1>${t('widget.noscript.title')}</h1>
<p>${t('widget.noscript.text')}</p>
<ul class="help-lines">${lines.map(line => helpLine(line, locale))}</ul>
</main>
</div>
</noscript>
</body>
</html>`
}

function helpLine({ name, summary, contacts, caution }: HelpLine, locale: Locale): Html {
  const t = translator(locale)
  return html`<li><strong>${name[locale]}</strong><p>${summary[locale]}</p>
<ul class="contacts">${contacts.map(({ kind, value, href }) => html`<li><a class="contact" href="${href}">${t(kind === 'phone' ? 'widget.help.call' : 'widget.help.sms', { value })}</a></li>`)}</ul>
${caution && html`<p class="note">${caution[locale]}</p>`}</li>`
}

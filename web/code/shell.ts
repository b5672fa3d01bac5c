import { type Locale, translator } from '../../locales/translate.ts'
import { head } from '../head.ts'
import { type Html, html } from '../html.ts'

/** Where the script and style of these pages lie. */
export interface CodeAssets {
  script: string
  style: string
}

/** A page that a code opens: works without JavaScript, prints, and keeps nothing. `problem`: said first, calmly. */
export function codePage(view: { locale: Locale; title: string; assets: CodeAssets; told?: string; problem?: string; body: Html }): Html {
  const { locale, title, assets, told, problem, body } = view
  return html`<!doctype html>
<html lang="${locale}">
<head>
${head(title)}
<link rel="stylesheet" href="${assets.style}">
<script type="module" src="${assets.script}"></script>
</head>
<body>
<main>
<h1>${title}</h1>
${problem !== undefined && html`<p class="told problem" role="alert">${problem}</p>`}
${told !== undefined && html`<p class="told" role="status">${told}</p>`}
${body}
</main>
</body>
</html>`
}

/** The field for a code of five words. */
export function codeField(locale: Locale, code = ''): Html {
  const t = translator(locale)
  return html`<label for="code">${t('coursePage.code')}</label>
<p class="hint" id="code-hint">${t('coursePage.codeHint')}</p>
<input type="text" id="code" name="code" aria-describedby="code-hint" autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="120" value="${code}" required>`
}

/** The code to keep: its words, and the same as a QR code that leads to `address`. Printed, nothing else of the page is. */
export function codeCard(locale: Locale, view: { title: string; code: string; address: string; qr: Html; about: string }): Html {
  const t = translator(locale)
  const { title, code, address, qr, about } = view
  return html`<section class="card">
<h2>${title}</h2>
<ol class="words">${code.split(' ').map(word => html`<li>${word}</li>`)}</ol>
${qr}
<p>${about}</p>
<p>${address}</p>
</section>
<p class="no-print"><button type="button" data-print hidden>${t('coursePage.print')}</button></p>`
}

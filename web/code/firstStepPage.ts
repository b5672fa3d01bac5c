import type { OfferView } from '../../dialogs/spoken.ts'
import { type Locale, translator } from '../../locales/translate.ts'
import { type Html, html } from '../html.ts'
import { qrCode } from './qr.ts'
import { type CodeAssets, codeCard, codeField, codePage } from './shell.ts'

interface View {
  locale: Locale
  assets: CodeAssets
  problem?: string
  told?: string
  code?: string
}

/** How to reach a partner, and what happens then; with a code once someone wants a card to take along. */
export function firstStepPage(view: View & { view: OfferView; address?: string }): Html {
  const { locale, code, address } = view
  const { id, name, provider, summary, firstStep, contacts, notes, toVerify } = view.view
  const t = translator(locale)
  const body = html`<p>${provider}</p>
<p>${summary}</p>
<h2>${t('firstStep.first')}</h2><p>${firstStep.contact}</p>
<h2>${t('firstStep.next')}</h2><p>${firstStep.next}</p>
${firstStep.bring !== undefined && html`<h2>${t('firstStep.bring')}</h2><p>${firstStep.bring}</p>`}
${contacts.length > 0 && html`<ul class="plain">${contacts.map(({ label, value, href }) => html`<li>${label}: ${href === undefined ? value : html`<a href="${href}">${value}</a>`}</li>`)}</ul>`}
${notes.length > 0 && html`<ul>${notes.map(note => html`<li>${note}</li>`)}</ul>`}
${toVerify !== undefined && html`<p>${toVerify}</p>`}
${
  code !== undefined && address !== undefined
    ? card(locale, code, address)
    : html`<form method="post" action="/card?offer=${id}&lang=${locale}"><p class="hint">${t('firstStep.why')}</p><button>${t('firstStep.make')}</button></form>`
}`
  return codePage({ ...view, title: t('firstStep.title', { name }), body })
}

function card(locale: Locale, code: string, address: string): Html {
  const t = translator(locale)
  const qr = qrCode(`${address}#code=${encodeURIComponent(code.replaceAll(' ', '-'))}`, t('firstStep.qr'))
  return codeCard(locale, { title: t('firstStep.cardTitle'), code, address, qr, about: t('firstStep.cardAbout') })
}

/** Where partner or citizen says what came of it. Shows nothing about anybody. */
export function markPage(view: View): Html {
  const { locale, code } = view
  const t = translator(locale)
  const radio = (as: string) =>
    html`<label class="choice"><input type="radio" name="as" value="${as}" required>${t(`firstStep.mark.${as}`)}</label>`
  const body = html`<p>${t('firstStep.markAbout')}</p>
<form method="post" action="/arrived?lang=${locale}">
${codeField(locale, code)}
<fieldset><legend>${t('firstStep.markLegend')}</legend>${['arrived', 'notTaken', 'movedOn'].map(radio)}</fieldset>
<button>${t('firstStep.markDo')}</button>
</form>`
  return codePage({ ...view, title: t('firstStep.markTitle'), body })
}

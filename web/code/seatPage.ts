import { type Locale, translator } from '../../locales/translate.ts'
import type { Offer } from '../../registry/offer.ts'
import { type Html, html } from '../html.ts'
import { qrCode } from './qr.ts'
import { type CodeAssets, codeCard, codeField, codePage } from './shell.ts'

interface View {
  locale: Locale
  assets: CodeAssets
  problem?: string
  told?: string
  offer?: Offer | undefined
  mayJoin?: boolean
  /** The code just given, and where it is used. */
  code?: string
  address?: string
  /** The code of the place that is looked at. */
  mine?: string | undefined
}

/** A place on the list of a full group: given, looked at, left. */
export function seatPage(view: View): Html {
  const { locale, offer, mayJoin, code, address, mine } = view
  const t = translator(locale)
  const action = `/seat?${offer ? `offer=${offer.id}&` : ''}lang=${locale}`
  const body = html`${
    mayJoin &&
    html`<p>${t('seats.about')}</p><form method="post" action="${action}"><button name="do" value="join">${t('seats.join')}</button></form>`
  }
${code !== undefined && address !== undefined && card(locale, code, address)}
${
  mine !== undefined &&
  html`<form method="post" action="${action}"><input type="hidden" name="code" value="${mine}"><button class="second" name="do" value="leave">${t('seats.leave')}</button></form>`
}
${code === undefined && mine === undefined && html`<h2>${t('seats.back')}</h2><form method="post" action="${action}">${codeField(locale)}<button name="do" value="look">${t('seats.look')}</button></form>`}`
  return codePage({ ...view, title: t('seats.title', { name: offer?.name[locale] ?? '' }).replace(/: $/, ''), body })
}

function card(locale: Locale, code: string, address: string): Html {
  const t = translator(locale)
  const qr = qrCode(`${address}#code=${encodeURIComponent(code.replaceAll(' ', '-'))}`, t('seats.qr'))
  return codeCard(locale, { title: t('seats.cardTitle'), code, address, qr, about: t('seats.cardAbout') })
}

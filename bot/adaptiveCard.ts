import type { Card, ContactView, OffersCard, OfferView } from '../dialogs/spoken.ts'
import { type Locale, translator } from '../locales/translate.ts'
import { inMarkdown } from './teams/markdown.ts'

export type Element = Record<string, unknown>

/** The card as an Adaptive Card 1.5, for Web Chat and Teams; our own widget draws it from channelData. Pure. */
export function adaptiveCard(card: Card, text: string, locale: Locale): Element {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    lang: locale,
    fallbackText: [text, ...plainLines(card)].join('\n'),
    body: cardBody(card, locale),
  }
}

/** What stands on the card, without frame and buttons of the talk. */
export function cardBody(card: Card, locale: Locale): Element[] {
  switch (card.type) {
    case 'offers':
      return offersBody(card, locale)
    case 'help':
      return card.lines.map(offer => offerElement(offer, locale))
    case 'handover':
      return [{ type: 'FactSet', facts: card.items.map(({ label, value }) => ({ title: label, value: inMarkdown(value) })) }]
    case 'keep':
      return [heading(card.title), ...paragraphs(card.text)]
    case 'link':
      return [{ type: 'ActionSet', actions: [{ type: 'Action.OpenUrl', title: card.title, url: card.href }] }]
  }
}

function offersBody({ offers, nearMisses }: OffersCard, locale: Locale): Element[] {
  const missed = nearMisses.map(({ name, missing, door }) => ({
    type: 'Container',
    separator: true,
    items: [heading(name), ...paragraphs(missing), ...paragraphs(door)],
  }))
  return [...offers.map(offer => offerElement(offer, locale)), ...missed]
}

function offerElement(offer: OfferView, locale: Locale): Element {
  const t = translator(locale)
  const firstStep = [offer.firstStep.contact, offer.firstStep.next, offer.firstStep.bring].filter(line => line !== undefined)
  const actions = offer.contacts.flatMap(pressable)
  return {
    type: 'Container',
    separator: true,
    items: [
      heading(offer.name),
      { type: 'TextBlock', text: inMarkdown(offer.provider), spacing: 'None', wrap: true },
      ...paragraphs(offer.summary),
      ...offer.reasons.map(reason => ({ type: 'TextBlock', text: `• ${inMarkdown(reason)}`, wrap: true, spacing: 'Small' })),
      ...(offer.hours ? paragraphs(offer.hours) : []),
      ...(offer.seats ? paragraphs(offer.seats.text) : []),
      { type: 'TextBlock', text: t('errors.card.firstStep'), weight: 'Bolder', wrap: true },
      ...firstStep.flatMap(paragraphs),
      ...offer.contacts.filter(({ href }) => href === undefined).flatMap(({ label, value }) => paragraphs(`${label}: ${value}`)),
      ...offer.notes.flatMap(paragraphs),
      ...(actions.length > 0 ? [{ type: 'ActionSet', actions }] : []),
    ],
  }
}

const pressable = ({ label, value, href }: ContactView): Element[] =>
  href === undefined ? [] : [{ type: 'Action.OpenUrl', title: `${label}: ${value}`.slice(0, 120), url: href }]

const heading = (text: string): Element => ({ type: 'TextBlock', text: inMarkdown(text), weight: 'Bolder', size: 'Medium', wrap: true })

/** As they stand, whatever signs are in them. */
export const paragraphs = (text: string): Element[] => (text === '' ? [] : [{ type: 'TextBlock', text: inMarkdown(text), wrap: true }])

/** What a client that draws no cards still says: names, and how to reach them. */
export function plainLines(card: Card): string[] {
  if (card.type === 'keep') return [card.title, card.text]
  if (card.type === 'link') return [card.title, card.href]
  if (card.type === 'handover') return card.items.map(({ label, value }) => `${label}: ${value}`)
  const offers = card.type === 'help' ? card.lines : card.offers
  return offers.map(({ name, contacts }) => [name, ...contacts.map(({ value }) => value)].join(' · '))
}

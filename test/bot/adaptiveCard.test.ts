import { existsSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import { z } from 'zod'
import { adaptiveCard } from '../../bot/adaptiveCard.ts'
import { loadUnderstanding } from '../../bot/understanding.ts'
import { offerView } from '../../dialogs/offerView.ts'
import type { Card, OfferView } from '../../dialogs/spoken.ts'

describe('A card as an Adaptive Card', () => {
  let cards: Card[]
  before(async () => {
    const context = await loadUnderstanding()
    const offers = context.registry.offers.map(offer => offerView(offer, 'da', context))
    cards = [
      ...offers.map(offer => ({ type: 'offers' as const, offers: [offer], nearMisses: [] })),
      {
        type: 'offers',
        offers: [],
        nearMisses: [{ id: 'x', name: 'Pusterummet', missing: 'fra 12 år', door: 'Skolen kan sige, om du kan komme med.' }],
      },
      { type: 'help', level: 'acute', kinds: ['suicide'], lines: offers.filter(({ kind }) => kind === 'helpline') },
      { type: 'handover', items: [{ id: 'age', label: 'Alder', value: '15 år', removable: true }] },
      { type: 'keep', title: 'Dine forslag', text: 'headspace\n\n12 34 56 78' },
      { type: 'offers', offers: [bare], nearMisses: [] },
    ]
  })

  it('holds to what Adaptive Cards 1.5 have', () => {
    for (const card of cards) expect(adaptiveCards.safeParse(adaptiveCard(card, 'Se her', 'da')).error?.message).to.equal(undefined)
  })

  it("holds to Microsoft's own schema", async function () {
    const schema = new URL('../../../shared/reference/schemas/adaptive-card-1.5.0.json', import.meta.url)
    const ajv: unknown = await import('ajv' as string).catch(() => undefined)
    if (!existsSync(schema) || ajv === undefined) {
      console.log("      (skipped: Microsoft's schema or ajv is not here)")
      return this.skip()
    }
    const { default: Ajv } = ajv as {
      default: new (options: object) => { compile(schema: object): ((value: unknown) => boolean) & { errors?: unknown } }
    } // not ours to depend on
    const { $schema: _, id: __, ...definition } = JSON.parse(readFileSync(schema, 'utf8'))
    const holds = new Ajv({ strict: false, validateFormats: false }).compile(definition)
    for (const card of cards) expect(holds(adaptiveCard(card, 'Se her', 'da')), JSON.stringify(holds.errors)).to.equal(true)
  })

  it('says names and numbers also where no card is drawn', () => {
    for (const card of cards) {
      const { fallbackText } = adaptiveCard(card, 'Se her', 'da')
      expect(fallbackText).to.match(/^Se her/)
      if (card.type === 'help') for (const { name } of card.lines) expect(fallbackText).to.include(name)
    }
  })

  it('is pressed only towards a phone, a message or a secure page', () => {
    for (const card of cards) {
      const urls = [...JSON.stringify(adaptiveCard(card, '', 'da')).matchAll(/"url":"([^"]*)"/g)].map(([, url]) => url)
      for (const url of urls) expect(url).to.match(/^(tel:\+?\d+|sms:\+?\d+|mailto:[^\s]+|https:\/\/[^\s]+)$/)
    }
  })
})

const bare: OfferView = {
  id: 'x',
  kind: 'offer',
  name: 'X',
  provider: 'Y',
  summary: '',
  reasons: [],
  contacts: [],
  firstStep: { contact: 'Ring', next: '' },
  notes: [],
  verified: '',
}

const text = z.strictObject({
  type: z.literal('TextBlock'),
  text: z.string().min(1),
  wrap: z.boolean().optional(),
  weight: z.enum(['Default', 'Lighter', 'Bolder']).optional(),
  size: z.enum(['Default', 'Small', 'Medium', 'Large', 'ExtraLarge']).optional(),
  isSubtle: z.boolean().optional(),
  spacing: z.enum(['Default', 'None', 'Small', 'Medium', 'Large', 'ExtraLarge', 'Padding']).optional(),
})
const openUrl = z.strictObject({ type: z.literal('Action.OpenUrl'), title: z.string().min(1), url: z.string().min(1) })
const actions = z.strictObject({ type: z.literal('ActionSet'), actions: z.array(openUrl).min(1) })
const facts = z.strictObject({
  type: z.literal('FactSet'),
  facts: z.array(z.strictObject({ title: z.string(), value: z.string() })).min(1),
})
const container = z.strictObject({
  type: z.literal('Container'),
  separator: z.boolean().optional(),
  items: z.array(z.union([text, actions])).min(1),
})
const adaptiveCards = z.strictObject({
  type: z.literal('AdaptiveCard'),
  $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
  version: z.literal('1.5'),
  lang: z.enum(['da', 'en']),
  fallbackText: z.string(),
  body: z.array(z.union([container, text, facts])).min(1),
})

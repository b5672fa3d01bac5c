import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect } from 'chai'
import MarkdownIt from 'markdown-it'
import { type CardState, teamsCard } from '../../bot/teams/card.ts'
import { inMarkdown } from '../../bot/teams/markdown.ts'
import { asWords, nextPost } from '../../bot/teams/outgoing.ts'
import { largestMessage, splitText } from '../../bot/teams/split.ts'
import { loadUnderstanding } from '../../bot/understanding.ts'
import type { Conversation, Entry } from '../../dialogs/conversation.ts'
import { offerView } from '../../dialogs/offerView.ts'
import type { Card, OfferView, Spoken } from '../../dialogs/spoken.ts'
import { cardWords } from './parent.ts'

// Its ES modules are for bundlers; Node reads what browsers load with a script tag.
const { AdaptiveCard, Version }: typeof import('adaptivecards') = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js')

const reach = { citizen: '29:x', website: 'https://www.kommune.example/hjaelp' }

describe('Cards in Teams', () => {
  let offers: OfferView[]
  let cards: [name: string, spoken: Spoken][]
  before(async () => {
    const context = await loadUnderstanding()
    offers = context.registry.offers.map(offer => offerView(offer, 'da', context))
    const choices = ['keep', 'more', 'human'].map(value => ({ value, title: value }))
    const marks = Array.from({ length: 11 }, (_, mark) => ({ value: `scale.${mark}`, title: String(mark) }))
    const items = [{ id: 'words' as const, label: 'Dine egne ord', value: '“*jeg* [kan](ikke) mere_nu_”', removable: true }]
    cards = [
      ['choices', { text: 'Hvem handler det om?', choices, awaits: 'text' }],
      ['scale', { text: 'Hvordan går det?', choices: [...marks, ...choices], awaits: 'scale' }],
      ['welcome', { text: 'Her er du ikke anonym', link: 'anonymousChat', choices }],
      ['handover', { text: 'Her er alt', card: { type: 'handover', items }, choices }],
      [
        'crisis',
        { text: 'Ring 112', urgent: true, card: { type: 'help', level: 'acute', kinds: ['suicide'], lines: offers.slice(-4) }, choices },
      ],
      ['keep', { text: 'Her', card: { type: 'keep', title: 'Mit første skridt', text: 'a\nb' }, choices }],
      ...offers.map((offer, i): [string, Spoken] => [
        `offer ${i}`,
        { text: 'Her', card: { type: 'offers', offers: [offer], nearMisses: [] }, choices },
      ]),
    ]
  })

  const states: CardState[] = [{ is: 'open' }, { is: 'chosen', title: 'Mig *selv*' }, { is: 'past' }]
  const drawn = (spoken: Spoken, state: CardState = states[0]!) => teamsCard([entry(1, spoken)], state, reach, 'da')

  it("hold to Microsoft's own schema of Adaptive Cards 1.5, in every state", async function () {
    const schema = new URL('../../../shared/reference/schemas/adaptive-card-1.5.0.json', import.meta.url)
    if (!existsSync(schema)) {
      console.log("      (skipped: Microsoft's schema is not here)")
      return this.skip()
    }
    const { Ajv } = await import('ajv')
    const { $schema: _, id: __, ...definition } = JSON.parse(readFileSync(schema, 'utf8'))
    const holds = new Ajv({ strict: false, validateFormats: false }).compile(definition)
    for (const [name, spoken] of cards) {
      for (const state of states) expect(holds(drawn(spoken, state)), `${name} ${state.is}: ${JSON.stringify(holds.errors)}`).to.equal(true)
    }
  })

  it("are read by Microsoft's own renderer without a complaint, at version 1.5", () => {
    for (const [name, spoken] of cards) {
      const card = new AdaptiveCard()
      card.parse(drawn(spoken))
      expect(card.version.compareTo(new Version(1, 5)), name).to.equal(0)
      expect(
        card.validateProperties().validationEvents.map(({ message }) => message),
        name,
      ).to.deep.equal([])
      expect(card.toJSON()?.body, name).to.have.length.greaterThan(0)
    }
  })

  it("name no colour, picture or width of their own: Teams' themes decide, high contrast among them, and phones have their width", () => {
    for (const [name, spoken] of cards) {
      for (const state of states) {
        for (const [key, value] of valuesOf(drawn(spoken, state))) {
          expect(key, name).to.not.be.oneOf(['backgroundImage', 'backgroundColor', 'minHeight', 'pixelMinHeight'])
          if (key === 'width') expect(value, name).to.be.oneOf(['auto', 'stretch'])
          if (key === 'color') expect(value, name).to.be.oneOf(['default', 'attention', 'good', 'warning', 'accent'])
          if (key === 'type') expect(value, name).to.not.be.oneOf(['Image', 'ImageSet', 'Table'])
          if (key === 'wrap') expect(value, name).to.equal(true)
        }
      }
    }
  })

  it('say everything also where no card is drawn, and aloud', () => {
    for (const [name, spoken] of cards) {
      const { fallbackText, speak } = drawn(spoken) as { fallbackText: string; speak: string }
      for (const said of [fallbackText, speak]) expect(said, name).to.include(spoken.text)
      if (spoken.card?.type === 'help') for (const line of spoken.card.lines) expect(fallbackText).to.include(line.name)
    }
  })

  it('carry their buttons as Action.Execute, and ask to be refreshed for the one who reads', () => {
    for (const [name, spoken] of cards) {
      const text = JSON.stringify(drawn(spoken))
      expect(text, name).to.not.include('Action.Submit')
      expect(drawn(spoken).refresh, name).to.deep.include({ userIds: ['29:x'] })
    }
  })

  it('show what was chosen, and have no button left', () => {
    for (const [name, spoken] of cards) {
      for (const state of states.slice(1)) {
        const card = drawn(spoken, state)
        expect(JSON.stringify(card.body), name).to.not.include('Action.Execute').and.to.not.include('Input.')
        if (state.is === 'chosen') expect(cardWords(card)).to.include('Du valgte: Mig *selv*')
      }
    }
  })

  it('stay within what Teams takes, with all of the registry on one card: in parts, each offer once, the buttons at the end', () => {
    const choices = [{ value: 'human', title: 'Tal med et menneske' }]
    const nearMisses = offers.slice(0, 5).map(({ id, name }) => ({ id, name, missing: 'fra 12 år', door: 'Skolen' }))
    const whole: Card = { type: 'offers', offers, nearMisses }
    const { activities, upTo } = nextPost(conversation([entry(1, { text: 'Her', card: whole, choices })]), 0, reach)!
    expect(upTo).to.equal(1)
    expect(activities.length).to.be.greaterThan(3)
    for (const activity of activities) expect(JSON.stringify(activity).length).to.be.lessThan(largestMessage + 500)
    const all = activities.map(({ attachments }) => JSON.stringify(attachments?.[0]?.content.body))
    for (const { name } of offers) expect(all.join().split(JSON.stringify(inMarkdown(name)).slice(1, -1)).length, name).to.be.greaterThan(1)
    expect(all.filter(body => body.includes('Action.Execute'))).to.deep.equal(all.slice(-1))
    for (const activity of activities) expect(asWords(activity).text?.length).to.be.lessThan(largestMessage)
  })

  it('show the three offers of a usual answer in one message', () => {
    const sizes = offers.map(
      (_, i) =>
        nextPost(
          conversation([entry(1, { text: 'Her', card: { type: 'offers', offers: offers.slice(i, i + 3), nearMisses: [] } })]),
          0,
          reach,
        )!.activities.length,
    )
    expect(sizes.filter(size => size > 1).length).to.be.lessThan(sizes.length / 20)
  })

  describe('words', () => {
    const markdown = new MarkdownIt()
    const tricky = [
      '*ikke fed* _ikke skrå_ **heller ikke**',
      '[et link](https://evil.example) ![billede](x)',
      '# ikke en overskrift',
      '> ikke et citat',
      '- ikke en liste',
      '+ heller ikke',
      '1. ikke nummer et',
      '2) ikke nummer to',
      '`kode` og ~~streget~~',
      'a_b_c og fil_navn.txt og _x',
      '<b>html</b> &amp; &lt; & så',
      'C:\\Users\\navn',
      '---',
      'tekst | tabel',
      '3-6 år, kl. 9.30-15',
    ]
    for (const words of tricky) {
      it(`stand as they were written: ${words}`, () => {
        const html = markdown.render(inMarkdown(words))
        expect(html).to.match(/^<p>[\s\S]*<\/p>\n$/)
        expect(textOf(html)).to.equal(words)
        expect(html.slice(3, -5)).to.not.match(/<(?!br)/)
      })
    }

    it('that are many go in pieces, and none is lost', () => {
      const text = Array.from({ length: 900 }, (_, i) => `Sætning ${i}.`).join(' ')
      const pieces = splitText(text, 1000)
      expect(pieces.join(' ')).to.equal(text)
      for (const piece of pieces) expect(piece.length).to.be.at.most(1000)
      for (const piece of pieces.slice(0, -1)) expect(piece).to.match(/\.$/)
    })
  })
})

const entry = (number: number, spoken: Spoken): Entry => ({
  number,
  id: `line-${number}`,
  at: '2026-11-30T12:00:00.000Z',
  from: { who: 'bot' },
  spoken,
})

const conversation = (log: Entry[]): Conversation => ({ id: 'c', locale: 'da', log }) as unknown as Conversation // nextPost looks at no more

const textOf = (html: string) =>
  html
    .replace(/<[^>]+>|\n$/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')

/** Every name and value in it, however deep. */
function valuesOf(part: unknown): [string, unknown][] {
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([key, value]): [string, unknown][] => [[key, value], ...valuesOf(value)])
}

import { expect } from 'chai'
import { keepCard } from '../../dialogs/keepCard.ts'
import { nearMissView, offerView } from '../../dialogs/offerView.ts'
import { quotable } from '../../dialogs/quotable.ts'
import type { Rule } from '../../registry/rule.ts'
import { begin, setting, talk } from './setting.ts'

const context = setting()

describe('an offer as the citizen sees it', () => {
  for (const locale of ['da', 'en'] as const) {
    it(`has a name, a summary, a first step and a date, whichever it is (${locale})`, () => {
      for (const offer of context.registry.offers) {
        const view = offerView(offer, locale, context)
        const texts = [view.name, view.summary, view.firstStep.contact, view.firstStep.next, view.verified, ...view.notes, ...view.reasons]
        for (const text of texts)
          expect(text, offer.id)
            .to.be.a('string')
            .and.not.match(/\{\{|undefined|^$/)
        for (const { href, label } of view.contacts) {
          expect(label).to.not.equal('')
          if (href !== undefined) expect(href, offer.id).to.match(/^(tel:\+?\d+|sms:\+?\d+|mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/)
        }
      }
    })
  }

  it('says whether it is open now, and until when', () => {
    const livslinien = context.registry.offer('livslinien')
    if (!livslinien) throw new Error('no livslinien')
    const night = { ...context, now: new Date('2026-11-24T23:30:00Z') }
    expect(offerView(livslinien, 'da', night)).to.include({ openNow: true, hours: 'Åbent nu, lukker kl. 5' })
    const morning = { ...context, now: new Date('2026-11-24T05:00:00Z') }
    expect(offerView(livslinien, 'da', morning)).to.include({ openNow: false, hours: 'Lukket nu, åbner kl. 9' })
    expect(offerView(livslinien, 'en', morning).hours).to.equal('Closed now, opens at 09:00')
  })

  it('words every reason of every match', () => {
    const told = ['jeg bliver mobbet', 'angst', 'gravid', 'min mor drikker', 'har brug for at tale med nogen', 'gæld']
    for (const locale of ['da', 'en'] as const) {
      for (const text of told) {
        for (const role of ['young', 'parent'] as const) {
          const situation = context.matcher.hear({ role, age: 15, municipality: 'kalundborg', facts: {}, themes: [], words: [] }, text)
          for (const match of context.matcher.match(situation, { now: context.now, limit: 8 }).matches) {
            for (const reason of offerView(match, locale, context).reasons) expect(reason).to.not.match(/\{\{|undefined|^$/)
          }
        }
      }
    }
  })
})

describe('a near miss', () => {
  const offer = context.registry.offers.find(({ id }) => id === 'kalundborg-chilled')
  if (!offer) throw new Error('no chilled')
  const missing = (stoppedBy: Rule) => nearMissView({ offer, score: 1, stoppedBy, routes: offer.routes }, 'da').missing
  const rows: [Rule, string][] = [
    [{ age: { from: 14, to: 17 } }, 'Fra 14 til 16 år'],
    [{ age: { from: 15 } }, 'Fra 15 år'],
    [{ age: { to: 18 } }, 'Til og med 17 år'],
    [{ age: { to: 1 } }, 'Under 1 år'],
    [{ age: { from: 15.8333 } }, 'Fra 15,8 år'],
    [{ fact: 'autism', is: true }, 'Kun for: autisme'],
    [{ not: { fact: 'autism', is: true } }, 'Ikke for: autisme'],
    [{ asks: ['professional'] }, 'Kun fagfolk kan spørge'],
    [{ any: [{ asks: ['parent'] }, { age: { from: 18 } }] }, 'Kun forældre kan spørge eller fra 18 år'],
  ]
  for (const [rule, text] of rows) it(`says "${text}"`, () => expect(missing(rule)).to.equal(text))

  it('names of several ways in only those that are open to who writes', () => {
    const gro = context.registry.offer('kalundborg-gro')
    const rule = gro?.rules.find(one => 'any' in one)
    if (!gro || !rule) throw new Error('no GRO')
    const said = (role: 'relative' | 'young') =>
      nearMissView({ offer: gro, score: 1, stoppedBy: rule, routes: gro.routes }, 'da', role).missing
    expect(said('relative')).to.equal('Under 1 år')
    expect(said('young')).to.equal('Under 1 år eller fra 13 år og kun for: mor til en baby under et år')
  })

  it('names who can open the door, for every offer and every way in', () => {
    for (const one of context.registry.offers) {
      for (const locale of ['da', 'en'] as const) {
        for (const route of one.routes) {
          const { door } = nearMissView({ offer: one, score: 1, stoppedBy: { asks: ['parent'] }, routes: [route] }, locale)
          expect(door, one.id).to.not.match(/\{\{|undefined|^$/)
        }
      }
    }
  })
})

describe('what one keeps', () => {
  it('is in own words, with each offer and how it begins', () => {
    const conversation = talk(
      ['[who.young]', '15', 'jeg bliver mobbet i skolen hver dag', '3', 'min mormor', '[offers]'],
      context,
      begin(context),
    )
    const { text } = keepCard(conversation, conversation.talk.suggested, context)
    expect(text).to.contain('“jeg bliver mobbet i skolen hver dag”').and.to.contain('“min mormor”').and.to.contain('112')
    for (const id of conversation.talk.suggested) expect(text).to.contain(context.registry.offer(id)?.name.da)
    expect(text).to.not.contain('undefined')
  })
})

describe('a near miss and the door', () => {
  const coolKids = context.registry.offer('kalundborg-cool-kids-asf')
  if (!coolKids) throw new Error('no cool kids')
  const rows = [
    ['parent', 'Du kan selv søge som forælder.'],
    ['young', 'Din mor eller far kan hjælpe dig ind.'],
  ] as const
  for (const [role, door] of rows) {
    it(`is said to a ${role}: ${door}`, () => {
      const miss = { offer: coolKids, score: 1, stoppedBy: { fact: 'autism', is: true }, routes: coolKids.routes }
      expect(nearMissView(miss, 'da', role).door).to.equal(door)
    })
  }

  it('names everyone who may ask, as one says it', () => {
    const miss = { offer: coolKids, score: 1, stoppedBy: { asks: ['parent', 'relative', 'professional'] } satisfies Rule, routes: [] }
    expect(nearMissView(miss, 'da').missing).to.equal('Kun forældre, pårørende eller fagfolk kan spørge')
  })

  it('is not shown where one is too old for it', () => {
    const conversation = talk(['jeg er 17 og har angst', '[offers]'], context)
    const near = conversation.log.flatMap(({ spoken }) => (spoken.card?.type === 'offers' ? spoken.card.nearMisses : []))
    expect(near.map(({ id }) => id))
      .to.not.include.members(['kalundborg-chilled'])
      .and.not.include('kalundborg-cool-kids-asf')
  })
})

describe('what is said on a card', () => {
  it('is said once', () => {
    for (const offer of context.registry.offers) {
      const { notes } = offerView(offer, 'da', context)
      expect(notes, offer.id).to.deep.equal([...new Set(notes)])
    }
  })

  it('never asks anyone to write first to a line that answers now', () => {
    for (const offer of context.registry.offers.filter(({ kind }) => kind === 'helpline')) {
      expect(offerView(offer, 'da', context).toVerify ?? '', offer.id).to.not.contain('først')
    }
  })

  it('puts no words in their mouth: a reason quotes what they wrote, or names the theme', () => {
    const text = 'jeg har en baby på 3 måneder og jeg græder hele tiden og kan ikke føle noget for hende'
    const conversation = talk([text, '[offers]'], context)
    const cards = conversation.log.flatMap(({ spoken }) => (spoken.card?.type === 'offers' ? spoken.card.offers : []))
    const quoted = cards.flatMap(({ reasons }) => reasons).filter(reason => reason.startsWith('Du skrev: '))
    for (const reason of quoted) for (const words of reason.slice('Du skrev: '.length).split(', ')) expect(text).to.contain(words)
  })
})

describe('words fit to be said back', () => {
  const written = 'min storebror hjælper, men jeg er 15 og har ondt i maven hver morgen og orker ik skole'
  const rows: [string[], string[]][] = [
    [
      ['ondt i maven hver morgen', 'orker ik skole'],
      ['ondt i maven hver morgen', 'orker ik skole'],
    ],
    [['min storebror'], []],
    [['er 15'], []],
    [['skole'], []],
    [['maven skole'], []],
    [['i maven hver morgen'], []],
    [
      ['ondt i maven', 'orker ik skole'],
      ['ondt i maven', 'orker ik skole'],
    ],
    [['ondt i maven', 'har ondt i maven hver'], ['ondt i maven']],
  ]
  for (const [found, back] of rows) {
    it(`of ${found.join(', ')}: ${back.join(', ') || 'none'}`, () => expect(quotable(found, written)).to.deep.equal(back))
  }
})

describe('a long letter', () => {
  it('is kept as one short thing to say', () => {
    const letter = `Jeg er mor til to drenge og helt alene med dem. ${'Den store er vred hver dag. '.repeat(30)}`
    const conversation = talk([letter, '[offers]'], context)
    const first = keepCard(conversation, conversation.talk.suggested, context).text.split('\n')[0] ?? ''
    expect(first).to.contain('helt alene med dem').and.to.have.length.below(280)
  })
})

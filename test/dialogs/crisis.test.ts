import { expect } from 'chai'
import type { Conversation } from '../../dialogs/conversation.ts'
import { classOf } from '../../dialogs/crisis.ts'
import { take } from '../../dialogs/handoff.ts'
import type { HelpCard } from '../../dialogs/spoken.ts'
import { type Assess, calm, type Level, type RiskKind, type Urgency } from '../../dialogs/urgency.ts'
import { riskKind } from '../../registry/riskData.ts'
import { begin, buttonsOf, saidSince, setting, talk, tells } from './setting.ts'
import { everyState, granted, maja } from './states.ts'

const kinds: readonly RiskKind[] = riskKind.options

/** Hears a danger of one's choosing in "fare", and nothing in anything else. */
const hears =
  (urgency: Partial<Urgency>): Assess =>
  texts =>
    texts.at(-1)?.includes('fare') ? { ...calm, level: 'acute', kinds: ['suicide'], because: ['fare'], ...urgency } : calm

const broken: Assess = () => {
  throw new Error('broken')
}

const cardsSince = ({ log }: Conversation, number: number): HelpCard[] =>
  log.slice(number).flatMap(({ spoken }) => (spoken.card?.type === 'help' ? [spoken.card] : []))

describe('danger', () => {
  const context = setting({ assess: hears({}) })

  describe('in every state', () => {
    for (const [name, conversation] of everyState(context)) {
      it(`is answered with the help card: ${name}`, () => {
        const after = tells(conversation, 'jeg er i fare', context)
        const [card] = cardsSince(after, conversation.log.length)
        expect(card?.level).to.equal('acute')
        expect(card?.lines.map(({ id }) => id)).to.include('akut-112')
        expect(after.log.find(({ spoken }) => spoken.urgent)?.spoken.text).to.contain('Vi kan ikke se, hvor du er.')
        expect(after.ended).to.deep.equal(conversation.ended)
        expect(after.holder).to.deep.equal(conversation.holder)
      })

      it(`is answered with the help card when the check itself fails: ${name}`, () => {
        const after = tells(conversation, 'hvad som helst', { ...context, assess: broken })
        expect(cardsSince(after, conversation.log.length)).to.not.have.length(0)
      })
    }
  })

  it('is surmised until a rule names it, and never again afterwards', () => {
    const heard = (before: Conversation, urgency: Partial<Urgency>) => tells(before, 'fare', setting({ assess: hears(urgency) }))
    const surmised = heard(begin(context), { surmised: true })
    expect(surmised.urgency).to.deep.equal({ level: 'acute', kinds: ['suicide'], surmised: true })
    const named = heard(surmised, { kinds: ['violence'] })
    expect(named.urgency).to.deep.equal({ level: 'acute', kinds: ['suicide', 'violence'] })
    expect(heard(named, { kinds: ['eating'], surmised: true }).urgency.surmised).to.equal(undefined)
  })

  describe('by class, self and other, level and language', () => {
    for (const kind of kinds) {
      for (const level of ['acute', 'concern'] as const) {
        for (const about of ['self', 'other'] as const) {
          for (const locale of ['da', 'en'] as const) {
            it(`${kind}, ${level}, ${about}, ${locale}`, () => {
              const told = setting({ assess: hears({ level, kinds: [kind], about }) })
              const before = begin(told, locale)
              const after = tells(before, 'fare', told)
              const said = saidSince(after, before.log.length)
              expect(said).to.contain('112')
              expect(said).to.not.contain('!')
              expect(said).to.contain(locale === 'da' ? 'Vi kan ikke se, hvor du er.' : 'We cannot see where you are.')
              expect(cardsSince(after, 0)[0]?.lines.length).to.be.at.least(3)
              expect(buttonsOf(after)[0]).to.equal(level === 'acute' ? 'human.now' : 'human')
              expect(buttonsOf(after)).to.include('continue')
            })
          }
        }
      }
    }
  })

  it('is first in the queue by one press when acute, and what is passed on is shown all the same', () => {
    const after = talk(['jeg er i fare', '[human.now]'], context)
    expect(after.holder.who).to.equal('queue')
    expect(after.handoff).to.include({ state: 'waiting', urgency: 'acute' })
    expect(after.log.some(({ spoken }) => spoken.card?.type === 'handover')).to.equal(true)
    expect(after.log.some(({ spoken }) => spoken.text.includes('pligt til at handle'))).to.equal(true)
  })

  it('with nobody at the desk says so and still shows the lines', () => {
    const nobody = setting({ assess: hears({}), counsellors: { present: 0 } })
    const after = talk(['jeg er i fare'], nobody)
    expect(after.log.at(-1)?.spoken.text).to.contain('Der er ingen rådgiver her lige nu.')
    const asked = tells(after, '[human.now]', nobody)
    expect(asked.handoff).to.include({ state: 'closed', why: 'nobodyHere' })
    expect(buttonsOf(asked)).to.include.members(['handover.wait', 'continue'])
    expect(talk(['[handover.wait]'], nobody, asked).holder.who).to.equal('queue')
  })

  it('does not repeat the card word for word, and never stops hearing', () => {
    let conversation = begin(context)
    const texts = ['fare', 'fare igen', 'og igen fare'].map(line => {
      conversation = tells(conversation, line, context)
      return conversation.log.at(-1)?.spoken.text
    })
    expect(texts[0]).to.not.equal(texts[1])
    expect(texts[1]).to.contain('112')
    expect(texts[2]).to.contain('112')
  })

  it('is not surmised in a question about the chat or the offers, nor put together from one and what was told before', () => {
    const surmised = setting({ assess: () => ({ ...calm, level: 'acute', kinds: ['violence'], surmised: true }) })
    const named = setting({ assess: () => ({ ...calm, level: 'acute', kinds: ['violence'] }) })
    const together = setting({ assess: texts => (texts.length === 1 ? calm : { ...calm, level: 'acute', kinds: ['suicide'] }) })
    const told = talk(['vi bor i den nye by'], setting({ assess: () => calm }))
    for (const question of ['kan min mor komme med?', 'hvad koster det?', 'kan skolen se det?']) {
      expect(tells(told, question, surmised).urgency.level, question).to.equal('none')
      expect(tells(told, question, together).urgency.level, question).to.equal('none')
      expect(tells(told, question, named).urgency.level, question).to.equal('acute')
    }
    // What only begins as such a question is heard like anything else.
    for (const text of [
      'hvor lang tid tager det før pillerne virker',
      'siger de videre ellers slår han',
      'er du en robot for så tør jeg godt sige det',
    ])
      expect(tells(told, text, surmised).urgency.level, text).to.not.equal('none')
    expect(tells(told, 'min mor kommer med', together).urgency.level).to.equal('acute')
  })

  it('is answered to a parent or friend as about the other, unless they speak of themselves', () => {
    const self = setting({ assess: () => ({ ...calm, level: 'concern', kinds: ['violence'] }) })
    const said = (line: string) => tells(begin(self), line, self).log.at(-1)?.spoken.text
    expect(said('min søn på 12 er meget vred og smadrer ting')).to.contain('Ingen må slå eller true')
    expect(said('min søn på 12 slår mig')).to.contain('Det er ikke din skyld')
    expect(said('han slår og smadrer ting')).to.contain('Det er ikke din skyld')
  })

  it('shows a child its own line first as soon as the message itself says who writes', () => {
    const self = setting({ assess: () => ({ ...calm, level: 'concern', kinds: ['violence'] }) })
    const first = (line: string) => {
      const card = tells(begin(self), line, self).log.at(-1)?.spoken.card
      return card?.type === 'help' ? card.lines[0]?.id : undefined
    }
    expect(first('jeg gemmer mig når far kommer hjem fra værtshuset')).to.equal('boernetelefonen')
    expect(first('jeg er 12 og bliver slået')).to.equal('boernetelefonen')
    expect(first('min mand slår mig')).to.equal('lev-uden-vold')
  })

  it('shows a new card where the level rises or a kind is new', () => {
    const rising: Level[] = ['concern', 'concern', 'acute']
    let heard = 0
    const told = setting({ assess: texts => (texts.length === 1 ? calm : { ...calm, level: rising[heard] ?? 'none', kinds: ['suicide'] }) })
    let conversation = begin(told)
    const shown = rising.map((_, turn) => {
      heard = turn
      const before = conversation.log.length
      conversation = tells(conversation, `linje ${turn} om noget andet end før`, {
        ...told,
        assess: () => ({ ...calm, level: rising[turn] ?? 'none', kinds: ['suicide'] }),
      })
      return cardsSince(conversation, before).length
    })
    expect(shown).to.deep.equal([1, 0, 1])
    expect(conversation.urgency).to.deep.equal({ level: 'acute', kinds: ['suicide'] })
  })

  it('leaves the talk going: the need is heard, and the next answer is taken', () => {
    const after = talk(['jeg er 15 og bliver mobbet, og nu er jeg i fare', '[continue]'], context)
    expect(after.talk.situation.age).to.equal(15)
    expect(after.talk.situation.words).to.have.length(1)
    expect(after.ended).to.equal(undefined)
    expect(talk(['[who.young]'], context, after).talk.situation.role).to.equal('young')
  })

  it('keeps the bot from ever ending the talk', () => {
    const after = talk(['fare', '[continue]', 'farvel', '[useful.yes]', 'farvel', 'nej'], context)
    expect(after.ended).to.equal(undefined)
    expect(buttonsOf(after)).to.include('human')
  })

  it('while a counsellor has the word is answered by the system, without taking the word', () => {
    const queue = talk(['[human]', '[handover.confirm]'], context)
    const before = granted(take(queue, maja, context))
    const after = tells(before, 'jeg er i fare', context)
    expect(after.log.at(-1)?.from).to.deep.equal({ who: 'system' })
    expect(after.holder).to.deep.equal(before.holder)
    expect(after.holderNumber).to.equal(before.holderNumber)
  })

  it('in the queue raises whom it is that waits', () => {
    const queue = talk(['[human]', '[handover.confirm]', 'jeg er i fare'], context)
    expect(queue.urgency.level).to.equal('acute')
  })

  it('with a check that fails goes on with the talk all the same', () => {
    const failing = setting({ assess: broken })
    const after = talk(['[who.parent]', '9'], failing)
    expect(after.talk.situation).to.include({ role: 'parent', age: 9 })
  })
})

describe('the words for what was told', () => {
  it('are of the likeliest kind, but a body in danger now goes first', () => {
    expect(classOf({ level: 'acute', kinds: ['violence', 'overdose'] })).to.equal('overdose')
    expect(classOf({ level: 'concern', kinds: ['violence', 'overdose'] })).to.equal('violence')
    expect(classOf({ level: 'acute', kinds: [] })).to.equal('unsure')
  })

  it('send nobody to 112 at once for what has long been so', () => {
    const heavy = hears({ level: 'concern', kinds: ['overdose'] })
    expect(saidSince(talk(['fare'], setting({ assess: heavy })), 0)).not.to.contain('Ring 112 nu.')
    expect(saidSince(talk(['fare'], setting({ assess: hears({ level: 'acute', kinds: ['overdose'] }) })), 0)).to.contain('Ring 112 nu.')
  })
})

describe('danger in real words', () => {
  const context = setting()
  const lines: [string, Level[]][] = [
    ['jeg vil tage mit eget liv i aften', ['acute']],
    ['min far slår mig hver dag', ['acute']],
    ['min veninde har taget en masse panodiler', ['acute']],
    ['jeg skærer i mig selv', ['concern', 'acute']],
    ['I want to kill myself', ['acute']],
    ['har ondt i maven hver morgen og orker ik skole mere', ['none']],
  ]
  for (const [line, levels] of lines) {
    it(`"${line}" is ${levels.join(' or ')}`, () => {
      const after = talk([line], context)
      expect(levels).to.include(after.urgency.level)
      expect(cardsSince(after, 0).length > 0).to.equal(!levels.includes('none'))
    })
  }

  it('is in no button of the talk but the themes', () => {
    const titles = everyState(context).flatMap(([, { log }]) => log.flatMap(({ spoken }) => spoken.choices ?? []))
    const alarming = titles.filter(({ value, title }) => !value.startsWith('theme.') && context.assess([title]).level !== 'none')
    expect(alarming).to.deep.equal([])
  })
})

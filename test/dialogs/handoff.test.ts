import { expect } from 'chai'
import type { Conversation } from '../../dialogs/conversation.ts'
import { markBack, markGone, say, seen, take, vanish, withdraw } from '../../dialogs/handoff.ts'
import { handoverCard, passedOn } from '../../dialogs/handoverCard.ts'
import { close, giveBack } from '../../dialogs/wrapUp.ts'
import { atPeace, buttonsOf, later, saidSince, setting, talk, tells } from './setting.ts'
import { granted, maja, ole } from './states.ts'

const context = setting({ assess: atPeace })
const told = () => talk(['[who.young]', '15', 'jeg bliver mobbet i skolen hver eneste dag', '3', 'min mormor', '[offers]'], context)
const waiting = () => talk(['[human]', '[handover.confirm]'], context, told())
const taken = () => granted(take(waiting(), maja, context))
const lastText = ({ log }: Conversation) => log.at(-1)?.spoken.text ?? ''

describe('the handover card', () => {
  it('shows exactly what is passed on, before the queue is joined', () => {
    const conversation = talk(['[human]'], context, told())
    const card = conversation.log.at(-1)?.spoken.card
    if (card?.type !== 'handover') throw new Error('no handover card')
    expect(conversation.holder.who).to.equal('bot')
    expect(card.items.map(({ id }) => id)).to.include.members([
      'role',
      'age',
      'themes',
      'words',
      'scale',
      'hopes',
      'suggested',
      'municipality',
    ])
    expect(card.items.find(({ id }) => id === 'words')?.value).to.contain('jeg bliver mobbet i skolen hver eneste dag')
    expect(card.items.find(({ id }) => id === 'hopes')?.value).to.contain('min mormor')
    expect(lastText(conversation)).to.contain('rådgiver').and.to.contain('pligt til at handle').and.to.contain('først')
  })

  it('loses what the citizen takes off, and the counsellor never gets it', () => {
    const conversation = talk(['[human]', '[handover.remove.words]', 'fjern min alder', '[handover.confirm]'], context, told())
    const ids = handoverCard(conversation, 'da', context).items.map(({ id }) => id)
    expect(ids).to.include('themes').and.not.include('words').and.not.include('age')
    const after = granted(take(conversation, maja, context))
    expect(handoverCard(after, 'da', context).items.map(({ id }) => id)).to.deep.equal(ids)
  })

  it('can lose things while waiting too, but never who is helped first', () => {
    const after = talk(['[handover.remove.scale]', '[handover.remove.municipality]'], context, waiting())
    const ids = handoverCard(after, 'da', context).items.map(({ id }) => id)
    expect(ids).to.not.include('scale')
    expect(ids).to.include('municipality')
  })

  it('is read in the language of the counsellor', () => {
    expect(handoverCard(waiting(), 'en', context).items.find(({ id }) => id === 'age')).to.include({ label: 'Age', value: '15 years' })
  })

  it('can be added to in own words', () => {
    const after = talk(['[human]', 'jeg er også ked af det om aftenen'], context, told())
    expect(after.talk.situation.words).to.include('jeg er også ked af det om aftenen')
    expect(after.talk.step).to.equal('handover')
  })

  it('is not the transcript: the counsellor reads from the asking on', () => {
    const after = tells(waiting(), 'er der nogen i dag', context)
    const texts = passedOn(after).map(({ spoken }) => spoken.text)
    expect(texts).to.include('er der nogen i dag')
    expect(texts).to.not.include('at jeg har en ven')
  })

  it('asks nobody who only asked for a human anything else', () => {
    const after = talk(['jeg vil tale med et menneske', 'ja'], context)
    expect(after.holder.who).to.equal('queue')
    expect(handoverCard(after, 'da', context).items.map(({ id }) => id)).to.deep.equal(['municipality'])
  })

  it('can be said no to, and the talk goes on where it was', () => {
    const before = told()
    const after = talk(['[human]', 'nej'], context, before)
    expect(after.talk.step).to.equal('offers')
    expect(after.holderNumber).to.equal(before.holderNumber)
  })
})

describe('waiting', () => {
  it('tells place and an honest estimate at once', () => {
    const third = { ...context, counsellors: { present: 1, waitingAhead: 2 } }
    const conversation = talk(['[human]', '[handover.confirm]'], third)
    expect(lastText(conversation)).to.contain('nummer 3').and.to.contain('minutter').and.to.contain('gæt')
    expect(buttonsOf(conversation)).to.deep.equal(['status', 'withdraw'])
  })

  it('keeps what is written for the counsellor, and the bot talks no more', () => {
    const after = tells(waiting(), 'min søn på 9 har det svært', context)
    expect(after.holder.who).to.equal('queue')
    expect(after.log.at(-1)?.from).to.deep.equal({ who: 'system' })
    expect(lastText(after)).to.contain('gemt')
  })

  for (const line of ['[withdraw]', 'jeg vil ikke vente', 'annuller', 'never mind']) {
    it(`ends with ${line}: the bot asks where they stood`, () => {
      const before = waiting()
      const after = tells(before, line, context)
      expect(after.holder.who).to.equal('bot')
      expect(after.holderNumber).to.equal(before.holderNumber + 1)
      expect(after.handoff).to.include({ state: 'closed', why: 'withdrawn' })
      expect(buttonsOf(after)).to.include('human')
    })
  }

  it('has the lines again for one in danger who asks what to do, or leaves the queue', () => {
    const hearing = setting()
    const inDanger = talk(['min far slår mig', '[human.now]'], hearing)
    expect(inDanger.holder.who).to.equal('queue')
    const asked = tells(inDanger, 'hvad skal jeg gøre', hearing)
    expect(asked.log.at(-1)?.spoken.card?.type).to.equal('help')
    for (const line of ['fjern mig fra køen', 'fortryd', 'annuller']) {
      const after = tells(inDanger, line, hearing)
      expect(after.holder.who, line).to.equal('bot')
      expect(
        after.log.slice(inDanger.log.length).some(({ spoken }) => spoken.card?.type === 'help'),
        line,
      ).to.equal(true)
    }
  })

  it('says who reads what is written now', () => {
    expect(lastText(tells(waiting(), 'er det hemmeligt', context))).to.match(/^Det, du skriver nu, får rådgiveren at læse/)
  })

  it('still says that it is a machine when asked, and switches language', () => {
    expect(lastText(tells(waiting(), 'er du et menneske?', context))).to.match(/^Nej\. Jeg er en maskine/)
    expect(lastText(tells(waiting(), 'english please', context))).to.contain('You are next')
  })

  it('is not begun outside opening hours: it is said when they are back and who answers now', () => {
    const closed = { ...context, counsellors: { present: 0, opensAt: new Date('2026-11-25T08:00:00Z') } }
    const after = talk(['[human]'], closed, told())
    expect(after.holder.who).to.equal('bot')
    expect(lastText(after)).to.contain('i morgen kl. 9')
    expect(after.log.at(-1)?.spoken.card?.type).to.equal('help')
    expect(buttonsOf(after)).to.deep.equal(['continue'])
  })

  it('with nobody at the desk is a choice, honestly told', () => {
    const nobody = { ...context, counsellors: { present: 0 } }
    const asked = talk(['[human]'], nobody, told())
    expect(buttonsOf(asked)).to.deep.equal(['handover.wait', 'continue'])
    const after = talk(['[handover.wait]', '[handover.confirm]'], nobody, asked)
    expect(after.holder.who).to.equal('queue')
    expect(lastText(after)).to.contain('ingen rådgiver her lige nu')
  })
})

describe('a counsellor', () => {
  it('takes a waiting conversation, and the citizen is told who it is', () => {
    const before = waiting()
    const after = granted(take(before, maja, context))
    expect(after.holder).to.deep.equal({ who: 'counsellor', ...maja })
    expect(after.holderNumber).to.equal(before.holderNumber + 1)
    expect(after.taken).to.equal(true)
    expect(lastText(after)).to.contain('Maja').and.to.contain('menneske')
  })

  it('taking again changes nothing; another is told who has it', () => {
    const conversation = taken()
    expect(granted(take(conversation, maja, context))).to.equal(conversation)
    expect(take(conversation, ole, context)).to.deep.equal({ ok: false, why: 'taken', by: 'Maja' })
  })

  it('cannot take what does not wait', () => {
    expect(take(told(), maja, context)).to.deep.equal({ ok: false, why: 'gone' })
    expect(take(tells(waiting(), '[withdraw]', context), maja, context)).to.deep.equal({ ok: false, why: 'gone' })
  })

  it('writes, and the bot is silent while they do', () => {
    const said = granted(say(taken(), maja, taken().holderNumber, { text: 'Hej, jeg er Maja.' }, context))
    expect(said.log.at(-1)?.from).to.deep.equal({ who: 'counsellor', ...maja })
    const after = tells(said, 'er du et menneske?', context)
    expect(after.log.at(-1)?.from.who).to.equal('citizen')
    expect(tells(after, 'hjælp', context).log.at(-1)?.from.who).to.equal('citizen')
  })

  it('inserts an offer as a card', () => {
    const after = granted(say(taken(), maja, taken().holderNumber, { offerId: 'headspace-kalundborg' }, context))
    const card = after.log.at(-1)?.spoken.card
    expect(card?.type === 'offers' && card.offers[0]?.id).to.equal('headspace-kalundborg')
  })

  it('sending again counts once', () => {
    const conversation = taken()
    const once = granted(say(conversation, maja, conversation.holderNumber, { text: 'Hej', clientId: 'a' }, context))
    expect(granted(say(once, maja, once.holderNumber, { text: 'Hej', clientId: 'a' }, context))).to.equal(once)
  })

  it('is refused with an old number, in another’s talk, and after the end', () => {
    const conversation = taken()
    const number = conversation.holderNumber
    expect(say(conversation, maja, number - 1, { text: 'x' }, context)).to.deep.equal({ ok: false, why: 'old' })
    expect(say(conversation, ole, number, { text: 'x' }, context)).to.deep.equal({ ok: false, why: 'notYours', by: 'Maja' })
    expect(say(waiting(), maja, number, { text: 'x' }, context)).to.deep.equal({ ok: false, why: 'gone' })
    const closed = granted(close(conversation, maja, number, context))
    expect(say(closed, maja, number, { text: 'x' }, context)).to.deep.equal({ ok: false, why: 'ended' })
    expect(take(closed, maja, context)).to.deep.equal({ ok: false, why: 'ended' })
    expect(giveBack(conversation, ole, number, context)).to.deep.equal({ ok: false, why: 'notYours', by: 'Maja' })
  })

  it('gives back: the bot says that it is the bot, and asks on', () => {
    const conversation = taken()
    const after = granted(giveBack(conversation, maja, conversation.holderNumber, context))
    expect(after.holder).to.deep.equal({ who: 'bot' })
    expect(after.holderNumber).to.equal(conversation.holderNumber + 1)
    expect(saidSince(after, conversation.log.length)).to.contain('maskine')
    expect(buttonsOf(after)).to.include.members(['human', 'farewell'])
    expect(talk(['[human]', '[handover.confirm]'], context, after).holder.who).to.equal('queue')
  })

  it('closes: the citizen is told what happens now and how long it is kept', () => {
    const conversation = taken()
    const after = granted(close(conversation, maja, conversation.holderNumber, context))
    expect(after.ended?.why).to.equal('counsellorClosed')
    expect(saidSince(after, conversation.log.length)).to.contain('24 timer').and.to.contain('112')
    expect(buttonsOf(after)).to.deep.equal(['rate.yes', 'rate.some', 'rate.no', 'erase', 'new'])
  })

  it('who vanishes gives the talk to the head of the queue, and the citizen is told', () => {
    const conversation = taken()
    const after = granted(vanish(conversation, context))
    expect(after.handoff).to.include({ state: 'waiting', head: true })
    expect(after.holderNumber).to.equal(conversation.holderNumber + 1)
    expect(saidSince(after, conversation.log.length)).to.contain('faldet ud').and.to.contain('forrest')
    expect(granted(take(after, ole, context)).holder).to.deep.equal({ who: 'counsellor', ...ole })
  })

  it('who comes back in time is not gone', () => {
    const gone = granted(markGone(taken(), context))
    expect(gone.handoff).to.have.property('goneSince')
    expect(granted(markGone(gone, later(context, 30)))).to.equal(gone)
    expect(granted(markBack(gone, context)).handoff).to.not.have.property('goneSince')
  })
})

describe('what is seen', () => {
  it('only rises, and never beyond the log', () => {
    const conversation = taken()
    const once = granted(seen(conversation, 'citizen', 4))
    expect(once.seenByCitizen).to.equal(4)
    expect(granted(seen(once, 'citizen', 2))).to.equal(once)
    expect(granted(seen(once, 'counsellor', 10_000)).seenByCounsellor).to.equal(conversation.log.length)
    expect(granted(seen(once, 'citizen', Number.NaN))).to.equal(once)
  })
})

describe('withdrawing', () => {
  it('is only for those who wait', () => {
    expect(withdraw(told(), context)).to.deep.equal({ ok: false, why: 'gone' })
    expect(granted(withdraw(waiting(), context)).holder.who).to.equal('bot')
  })
})

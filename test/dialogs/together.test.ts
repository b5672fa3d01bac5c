import { expect } from 'chai'
import { aside, consult, join, stepOut } from '../../dialogs/colleagues.ts'
import type { TalkContext } from '../../dialogs/context.ts'
import type { Conversation, Offered } from '../../dialogs/conversation.ts'
import { due, nextDue, times } from '../../dialogs/due.ts'
import { markGone, say, take } from '../../dialogs/handoff.ts'
import { handoverCard } from '../../dialogs/handoverCard.ts'
import { handoffIdOf } from '../../dialogs/holder.ts'
import { seatOf } from '../../dialogs/seat.ts'
import { acceptOffer, declineOffer, offerTo, takeOfferBack } from '../../dialogs/transfer.ts'
import { close, giveBack } from '../../dialogs/wrapUp.ts'
import { atPeace, buttonsOf, later, saidSince, setting, talk, tells } from './setting.ts'
import { granted, maja, ole } from './states.ts'

const context = setting({ assess: atPeace })
const waiting = () => talk(['[who.young]', '15', '[theme.bullying]', '[offers]', '[human]', '[handover.confirm]'], context)
const withMaja = granted(take(waiting(), maja, context))
const number = withMaja.holderNumber
const bente = { id: 'bente', name: 'Bente' }
const oleOf = (...teams: string[]) => ({ ...ole, teams })
const toOle: Offered['to'] = { counsellor: 'ole', name: 'Ole' }
const toTeam: Offered['to'] = { team: 'kalundborg/unge', name: 'Ungeteamet' }

const offered = (to: Offered['to'] = toOle, orElse: Offered['orElse'] = 'sender') =>
  granted(offerTo(withMaja, maja, number, { to, orElse }, context))
const handoffOf = (conversation: Conversation) => {
  if (conversation.handoff?.state !== 'with') throw new Error(`is ${conversation.handoff?.state}`)
  return conversation.handoff
}
const afterClock = (conversation: Conversation, at: TalkContext): Conversation => {
  const asked = due(conversation, at)
  if (asked === undefined || 'forget' in asked) throw new Error('nothing changed')
  return asked.conversation
}

describe('a conversation that is offered to a colleague', () => {
  it('stays with whoever has it, who goes on talking, and the citizen is told nothing yet', () => {
    const conversation = offered()
    expect(conversation.holderNumber).to.equal(number)
    expect(conversation.log).to.equal(withMaja.log)
    expect(say(conversation, maja, number, { text: 'Et øjeblik' }, context).ok).to.equal(true)
    expect(say(conversation, ole, number, { text: 'Hej' }, context)).to.include({ ok: false, why: 'notYours' })
  })

  it('is theirs once they accept: the number rises, the citizen hears who came, and the one before may not write any more', () => {
    const taken = granted(acceptOffer(offered(), oleOf(), context))
    expect(taken.holder).to.deep.equal({ who: 'counsellor', ...ole })
    expect(taken.holderNumber).to.equal(number + 1)
    expect(saidSince(taken, withMaja.log.length)).to.match(/^Maja har givet ordet videre\. Nu er Ole her\. Ole er et menneske/)
    expect(handoffOf(taken)).to.not.have.any.keys('offered', 'offerEnded')
    expect(say(taken, maja, number, { text: 'sent' }, context)).to.include({ why: 'notYours' })
    expect(granted(acceptOffer(taken, oleOf(), context))).to.equal(taken)
    expect(handoverCard(taken, 'da', context)).to.deep.equal(handoverCard(withMaja, 'da', context))
  })

  it('goes to the first of a team; the next one hears who has it', () => {
    const taken = granted(acceptOffer(offered(toTeam), oleOf('kalundborg/unge'), context))
    expect(acceptOffer(taken, { ...bente, teams: ['kalundborg/unge'] }, context)).to.deep.equal({ ok: false, why: 'taken', by: 'Ole' })
    expect(acceptOffer(offered(toTeam), oleOf('kalundborg/andre'), context)).to.include({ ok: false, why: 'taken' })
  })

  it('comes back to whoever asked, who is told, when it is declined', () => {
    const back = granted(declineOffer(offered(), oleOf(), 0, context))
    expect(back.holder).to.deep.equal(withMaja.holder)
    expect(handoffOf(back).offerEnded).to.include({ name: 'Ole', why: 'declined' })
    expect(acceptOffer(back, oleOf(), context)).to.include({ ok: false })
  })

  it('of a team, comes back when the last one has declined', () => {
    const one = granted(declineOffer(offered(toTeam), oleOf('kalundborg/unge'), 1, context))
    expect(handoffOf(one).offered?.declined).to.deep.equal(['ole'])
    expect(acceptOffer(one, oleOf('kalundborg/unge'), context)).to.include({ ok: false })
    const both = granted(declineOffer(one, { ...bente, teams: ['kalundborg/unge'] }, 0, context))
    expect(handoffOf(both)).to.not.have.property('offered')
  })

  it('comes back by itself after a minute without an answer', () => {
    const conversation = offered()
    expect(nextDue(conversation).getTime()).to.equal(context.now.getTime() + times.offered)
    expect(due(conversation, later(context, 59))).to.equal(undefined)
    const back = afterClock(conversation, later(context, 60))
    expect(back.holder).to.deep.equal(withMaja.holder)
    expect(handoffOf(back).offerEnded).to.include({ why: 'unanswered' })
    expect(due(back, later(context, 61))).to.equal(undefined)
  })

  for (const [why, conversation] of [
    ['wished so', offered(toOle, 'queue')],
    ['is gone meanwhile', granted(markGone(offered(), context))],
  ] as const) {
    it(`goes to the head of the queue when nobody takes it and whoever asked ${why}`, () => {
      for (const left of [granted(declineOffer(conversation, oleOf(), 0, context)), afterClock(conversation, later(context, 60))]) {
        expect(left.holder).to.deep.equal({ who: 'queue' })
        expect(left.handoff).to.include({ state: 'waiting', head: true })
        expect(saidSince(left, withMaja.log.length)).to.match(/forrest i køen/)
        expect(buttonsOf(left)).to.include('withdraw')
      }
    })
  }

  it('can be taken back, asked once at a time, and not to oneself', () => {
    expect(handoffOf(granted(takeOfferBack(offered(), maja, number)))).to.not.have.property('offered')
    const again = { to: toTeam, orElse: 'sender' as const }
    expect(offerTo(offered(), maja, number, again, context)).to.deep.equal({ ok: false, why: 'offered' })
    const same = offered()
    expect(granted(offerTo(same, maja, number, { to: toOle, orElse: 'sender' }, context))).to.equal(same)
    const self = { to: { counsellor: 'maja', name: 'Maja' }, orElse: 'sender' as const }
    expect(offerTo(withMaja, maja, number, self, context)).to.include({ ok: false })
    expect(offerTo(withMaja, maja, number - 1, again, context)).to.include({ why: 'old' })
  })

  it('is known by the same handoff id from the asking to the end, whoever has it', () => {
    const taken = granted(acceptOffer(offered(), oleOf(), context))
    const head = afterClock(granted(markGone(taken, context)), later(context, 120))
    const closed = granted(close(taken, ole, taken.holderNumber, context))
    const ids = [waiting(), withMaja, taken, head, closed].map(handoffIdOf)
    expect(new Set(ids).size).to.equal(1)
    expect(ids[0]).to.match(/^c1\.\d+$/)
  })
})

describe('a colleague asked for advice', () => {
  const asked = granted(consult(withMaja, maja, number, ole))

  it('reads along, unseen by the citizen, who was told before that it may happen', () => {
    expect(seatOf(asked, ole)).to.equal('adviser')
    expect(asked.log).to.equal(withMaja.log)
    expect(saidSince(waiting(), 0)).to.contain('kollega').and.to.contain('læse med')
  })

  it('writes to the counsellors and never to the citizen', () => {
    const said = granted(aside(asked, ole, { text: 'Spørg om skolen', clientId: 'a1' }, context))
    expect(said.log).to.equal(withMaja.log)
    expect(said.asides).to.have.length(1)
    expect(said.asides?.[0]).to.deep.include({ from: ole, text: 'Spørg om skolen' })
    expect(granted(aside(said, ole, { text: 'Spørg om skolen', clientId: 'a1' }, context))).to.equal(said)
    expect(say(asked, ole, number, { text: 'Hej' }, context)).to.include({ ok: false, why: 'notYours' })
    expect(aside(withMaja, ole, { text: 'x', clientId: 'a2' }, context)).to.include({ ok: false, why: 'notYours' })
  })

  it('leaves by themselves or is sent out, and nobody else can send them', () => {
    for (const by of [ole, maja]) expect(seatOf(granted(stepOut(asked, by, 'ole', context)), ole)).to.equal(undefined)
    expect(stepOut(asked, bente, 'ole', context)).to.include({ ok: false, why: 'notYours' })
    expect(granted(stepOut(asked, ole, 'ole', context)).log).to.equal(withMaja.log)
  })

  it('is no adviser any more when they take it over, or when it ends', () => {
    const passed = granted(acceptOffer(granted(offerTo(asked, maja, number, { to: toOle, orElse: 'sender' }, context)), oleOf(), context))
    expect(handoffOf(passed)).to.not.have.property('advisers')
    expect(seatOf(granted(giveBack(asked, maja, number, context)), ole)).to.equal(undefined)
  })

  it('gives what was said among counsellors to whoever takes it over, and to no new talk', () => {
    const said = granted(aside(asked, ole, { text: 'Spørg om skolen', clientId: 'a1' }, context))
    const closed = granted(close(said, maja, number, context))
    expect(tells(closed, '[new]', context)).to.not.have.any.keys('asides', 'summary', 'rating')
  })
})

describe('a supervisor who joins', () => {
  const joined = granted(join(withMaja, bente, context))

  it('is seen by the citizen, and who has the conversation keeps it', () => {
    expect(saidSince(joined, withMaja.log.length)).to.contain('Bente').and.to.contain('menneske').and.to.contain('Maja')
    expect(joined.holder).to.deep.equal(withMaja.holder)
    expect(joined.holderNumber).to.equal(number)
    expect(granted(join(joined, bente, context))).to.equal(joined)
    expect(join(waiting(), bente, context)).to.include({ ok: false, why: 'gone' })
  })

  it('may write beside the counsellor, with the same number, and not what ends it', () => {
    const said = granted(say(joined, bente, number, { text: 'Hej, jeg er Bente' }, context))
    expect(said.log.at(-1)?.from).to.deep.equal({ who: 'counsellor', ...bente })
    expect(say(said, maja, number, { text: 'Ja' }, context).ok).to.equal(true)
    expect(say(joined, bente, number - 1, { text: 'x' }, context)).to.include({ why: 'old' })
    expect(close(joined, bente, number, context)).to.include({ ok: false, why: 'notYours' })
  })

  it('does not count as the counsellor being back', () => {
    const gone = granted(markGone(joined, context))
    const said = granted(say(gone, bente, number, { text: 'Maja er faldet ud' }, context))
    expect(handoffOf(said)).to.have.property('goneSince')
  })

  it('leaves, and the citizen is told', () => {
    const left = granted(stepOut(joined, bente, 'bente', context))
    expect(saidSince(left, joined.log.length)).to.equal('Bente er gået igen. Maja er her stadig.')
    expect(say(left, bente, number, { text: 'x' }, context)).to.include({ ok: false, why: 'notYours' })
  })
})

describe('giving back with a summary', () => {
  const shown = granted(say(withMaja, maja, number, { offerId: 'headspace-kalundborg' }, context))
  const back = granted(giveBack(shown, maja, number, context, ' Vi fandt headspace. '))

  it('is read to the citizen, before the bot says that it is the bot', () => {
    expect(saidSince(back, shown.log.length)).to.match(/^Din rådgiver skriver: Vi fandt headspace\.\nNu er det mig igen/)
  })

  it('stands on the card when they want a human again, and can be taken off', () => {
    const asked = talk(['[human]'], context, back)
    const ids = (conversation: Conversation) => handoverCard(conversation, 'da', context).items.map(({ id }) => id)
    expect(ids(asked)).to.include('summary')
    expect(ids(talk(['[handover.remove.summary]'], context, asked))).to.not.include('summary')
  })

  it('counts what the counsellor showed as shown', () => {
    expect(back.talk.shown).to.include('headspace-kalundborg')
    expect(back.talk.suggested[0]).to.equal('headspace-kalundborg')
  })
})

describe('the one question after the end', () => {
  const closed = granted(close(withMaja, maja, number, context))

  for (const rating of ['yes', 'some', 'no'] as const) {
    it(`takes ${rating} with a press, once, and thanks`, () => {
      const rated = tells(closed, `[rate.${rating}]`, context)
      expect(rated.rating).to.equal(rating)
      expect(saidSince(rated, closed.log.length)).to.match(/^Tak/)
      expect(buttonsOf(rated)).to.deep.equal(['erase', 'new'])
      expect(tells(rated, '[rate.yes]', context).rating).to.equal(rating)
    })
  }

  it('is asked only of those a counsellor had, and words are no answer', () => {
    const bye = talk(['farvel', 'ja'], context)
    expect(tells(bye, '[rate.yes]', context)).to.not.have.property('rating')
    expect(tells(closed, 'ja', context)).to.not.have.property('rating')
  })
})

describe('who comes', () => {
  const headspace = setting({ assess: atPeace, counsellors: { present: 1, organisation: 'headspace Kalundborg' } })

  it('is the municipality, or the organisation by its name, before and when they come', () => {
    const own = saidSince(talk(['[human]'], context), 0)
    expect(own).to.contain('ansat i din kommune').and.to.contain('pligt til at handle')
    const asked = talk(['[human]'], headspace)
    expect(saidSince(asked, 0)).to.contain('fra headspace Kalundborg').and.to.not.contain('ansat i din kommune')
    const taken = granted(take(talk(['[handover.confirm]'], headspace, asked), maja, headspace))
    expect(taken.log.at(-1)?.spoken.text).to.contain('Maja er et menneske og kommer fra headspace Kalundborg')
  })
})

describe('the estimate', () => {
  const third = (minutesEach?: number) =>
    setting({ assess: atPeace, counsellors: { present: 2, waitingAhead: 3, ...(minutesEach !== undefined && { minutesEach }) } })
  const place = (at: TalkContext) => talk(['[human]', '[handover.confirm]'], at).log.at(-1)?.spoken.text

  it('is a guess until there are figures of the day, and then what conversations took', () => {
    expect(place(third())).to.contain('nummer 4').and.to.contain('10 til 25 minutter')
    expect(place(third(24))).to.contain('24 til 60 minutter')
  })
})

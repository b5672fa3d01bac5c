import { expect } from 'chai'
import type { TalkContext } from '../../dialogs/context.ts'
import type { Conversation } from '../../dialogs/conversation.ts'
import { due, nextDue } from '../../dialogs/due.ts'
import { markGone, take } from '../../dialogs/handoff.ts'
import { calm } from '../../dialogs/urgency.ts'
import { close, giveBack } from '../../dialogs/wrapUp.ts'
import { atPeace, buttonsOf, later, saidSince, setting, talk } from './setting.ts'
import { granted, maja } from './states.ts'

const context = setting({ assess: atPeace })
const waiting = (at: TalkContext = context) => talk(['[human]', '[handover.confirm]'], at)
const changed = (conversation: Conversation, at: TalkContext): Conversation => {
  const asked = due(conversation, at)
  if (asked === undefined || 'forget' in asked) throw new Error('nothing changed')
  return asked.conversation
}
const minutes = (count: number) => later(context, count * 60)

describe('what the clock asks', () => {
  it('of a fresh talk is nothing', () => {
    expect(due(talk(['[who.young]'], context), minutes(27))).to.equal(undefined)
  })

  it('is a warning after 28 idle minutes, once, with a way to stay', () => {
    const conversation = talk(['[who.young]'], context)
    expect(nextDue(conversation).toISOString()).to.equal(minutes(28).now.toISOString())
    const warned = changed(conversation, minutes(28))
    expect(buttonsOf(warned)).to.include('stay')
    expect(due(warned, minutes(29))).to.equal(undefined)
    expect(nextDue(warned).toISOString()).to.equal(minutes(30).now.toISOString())
  })

  it('is to forget after 30 idle minutes, unless they stay, ten times and more', () => {
    let conversation = talk(['[who.young]'], context)
    let at = context
    for (let stayed = 0; stayed < 12; stayed++) {
      at = later(at, 28 * 60)
      conversation = talk(['[stay]'], at, changed(conversation, at))
      expect(conversation.talk.step).to.equal('age')
    }
    expect(due(conversation, later(at, 30 * 60))).to.deep.equal({ forget: true })
  })

  it('is to forget 5 minutes after the end', () => {
    const ended = talk(['farvel', 'ja'], context)
    expect(due(ended, later(context, 299))).to.equal(undefined)
    expect(due(ended, minutes(5))).to.deep.equal({ forget: true })
    expect(nextDue(ended).toISOString()).to.equal(minutes(5).now.toISOString())
  })

  it('is to forget what a counsellor took 24 hours after it closed, or what the municipality says', () => {
    const withMaja = granted(take(waiting(), maja, context))
    const closed = granted(close(withMaja, maja, withMaja.holderNumber, context))
    expect(due(closed, minutes(24 * 60 - 1))).to.equal(undefined)
    expect(due(closed, minutes(24 * 60))).to.deep.equal({ forget: true })
    expect(due(closed, { ...minutes(24 * 60), takenKeptHours: 48 })).to.equal(undefined)
    expect(nextDue(closed, 48).toISOString()).to.equal(minutes(48 * 60).now.toISOString())
  })

  it('is to end, not to forget, what a counsellor gave back and nobody goes on with', () => {
    const withMaja = granted(take(waiting(), maja, context))
    const back = granted(giveBack(withMaja, maja, withMaja.holderNumber, context))
    const warned = changed(back, minutes(28))
    expect(changed(warned, minutes(30)).ended?.why).to.equal('idle')
  })

  it('is news of the queue at least every minute', () => {
    let conversation = waiting()
    for (let minute = 1; minute <= 20; minute++) {
      const before = conversation.log.length
      expect(nextDue(conversation).getTime()).to.be.at.most(minutes(minute).now.getTime())
      conversation = changed(conversation, minutes(minute))
      expect(conversation.log.length).to.equal(before + 1)
    }
  })

  it('is news when the place changes, before the minute is over', () => {
    const fourth = { ...context, counsellors: { present: 1, waitingAhead: 3 } }
    const conversation = waiting(fourth)
    expect(due(conversation, later(fourth, 5))).to.equal(undefined)
    const moved = changed(conversation, { ...later(fourth, 5), counsellors: { present: 1, waitingAhead: 2 } })
    expect(moved.log.at(-1)?.spoken.text).to.contain('nummer 3')
  })

  it('is news when somebody comes, or the last one leaves', () => {
    const nobody = { ...context, counsellors: { present: 0, waitingAhead: 0 } }
    const conversation = talk(['[human]', '[handover.wait]', '[handover.confirm]'], nobody)
    expect(due(conversation, later(nobody, 5))).to.equal(undefined)
    const came = changed(conversation, later(context, 5))
    expect(came.log.at(-1)?.spoken.text).to.contain('den næste')
    expect(due(came, later(context, 10))).to.equal(undefined)
    expect(changed(came, later(nobody, 10)).log.at(-1)?.spoken.text).to.contain('ingen rådgiver her')
  })

  it('is open lines after three minutes for others, after one for those in danger', () => {
    let conversation = waiting()
    for (const minute of [1, 2]) conversation = changed(conversation, minutes(minute))
    expect(conversation.log.some(({ spoken }) => spoken.card?.type === 'help')).to.equal(false)
    conversation = changed(conversation, minutes(3))
    expect(conversation.log.at(-1)?.spoken.card?.type).to.equal('help')
    expect(buttonsOf(conversation)).to.deep.equal(['stay', 'withdraw'])

    const danger = setting({ assess: texts => (texts.at(-1) === 'fare' ? { ...calm, level: 'acute', kinds: ['danger'] } : calm) })
    const flagged = talk(['fare', '[human.now]'], danger)
    expect(nextDue(flagged).getTime()).to.equal(later(danger, 60).now.getTime())
    expect(changed(flagged, later(danger, 60)).log.at(-1)?.spoken.card?.type).to.equal('help')
  })

  it('is to give up waiting after an hour, honestly, and the idle time starts then', () => {
    let conversation = waiting()
    for (let minute = 1; minute <= 60; minute++) conversation = changed(conversation, minutes(minute))
    expect(conversation.handoff).to.include({ state: 'closed', why: 'nobodyHere' })
    expect(conversation.holder.who).to.equal('bot')
    expect(due(conversation, minutes(61))).to.equal(undefined)
    expect(due(conversation, minutes(90))).to.deep.equal({ forget: true })
  })

  it('is to say that the desk has closed while someone waits', () => {
    const closed = { ...minutes(1), counsellors: { present: 0, opensAt: new Date('2026-11-25T08:00:00Z') } }
    const conversation = changed(waiting(), closed)
    expect(conversation.holder.who).to.equal('bot')
    expect(saidSince(conversation, 0)).to.contain('i morgen kl. 9')
  })

  it('is the head of the queue when a counsellor is gone for two minutes', () => {
    const gone = granted(markGone(granted(take(waiting(), maja, context)), context))
    expect(nextDue(gone).toISOString()).to.equal(minutes(2).now.toISOString())
    expect(due(gone, later(context, 119))).to.equal(undefined)
    expect(changed(gone, minutes(2)).handoff).to.include({ state: 'waiting', head: true })
  })

  it('is nothing while a counsellor and a citizen are silent for an hour', () => {
    expect(due(granted(take(waiting(), maja, context)), minutes(60))).to.equal(undefined)
  })
})

import { expect } from 'chai'
import { createLine } from '../../desk/line.ts'
import type { Waiting } from '../../desk/queue.ts'
import { take, vanish } from '../../dialogs/handoff.ts'
import type { Level } from '../../dialogs/urgency.ts'
import { begin, saidSince, setting, talk, tells } from './setting.ts'
import { granted, maja } from './states.ts'

const waiting = (id: string, urgency: Level, since: string): Waiting => ({
  id,
  municipality: 'kalundborg',
  locale: 'da',
  channel: 'web',
  since: `2026-11-24T${since}:00Z`,
  urgency,
  kinds: [],
  head: false,
  themes: [],
})

/** Two calm people wait already, one of them since before; c1 is the conversation of the talk, where it stands in the queue. */
const calmTwo = [waiting('a', 'none', '12:40'), waiting('b', 'none', '12:50')]
const at = (queue: Waiting[]) => {
  const line = createLine()
  for (const one of queue) line.set(one)
  return setting({
    counsellors: {
      present: 1,
      waitingAhead: line.ahead('c1'),
      waitingAheadAs: ({ urgency, head }) => line.ahead('c1', urgency, head),
    },
  })
}

describe('the place in the queue', () => {
  it('is behind those who came before', () => {
    expect(saidSince(talk(['[human]', '[handover.confirm]'], at(calmTwo)), 0)).to.contain('Du er nummer 3')
  })

  it('is the first for one in danger, told in the very message that joins', () => {
    const context = at(calmTwo)
    const conversation = talk(['jeg vil ikke leve mere', '[human.now]'], context)
    expect(saidSince(conversation, 0)).to.contain('Du er den næste').and.not.contain('nummer')
    expect(conversation.handoff).to.include({ state: 'waiting', toldAhead: 0 })
  })

  it('moves in the very message in which danger is heard while waiting', () => {
    const before = talk(['[human]', '[handover.confirm]'], at(calmTwo))
    const context = at([...calmTwo, waiting('c1', 'none', '13:00')])
    const flagged = tells(before, 'jeg vil ikke leve mere', context)
    const after = tells(flagged, '[status]', context)
    expect(saidSince(after, flagged.log.length)).to.contain('Du er den næste')
  })

  it('is the head of their like for one whose counsellor vanished', () => {
    const joined = talk(['[human]', '[handover.confirm]'], at([]), begin(at([])))
    const gone = granted(vanish(granted(take(joined, maja, at([]))), at(calmTwo)))
    expect(saidSince(gone, joined.log.length)).to.contain('forrest').and.to.contain('Du er den næste')
  })
})

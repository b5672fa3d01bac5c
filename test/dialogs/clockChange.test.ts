import { expect } from 'chai'
import { compareWaiting, waitingOf } from '../../desk/queue.ts'
import { due, nextDue } from '../../dialogs/due.ts'
import { take } from '../../dialogs/handoff.ts'
import { close } from '../../dialogs/wrapUp.ts'
import { atPeace, begin, later, setting, talk } from './setting.ts'
import { granted, maja } from './states.ts'

/** The hour that is missing in spring, and the one that comes twice in autumn, both at 01:00 UTC. */
const nights = { spring: '2026-03-29T01:00:00Z', autumn: '2026-10-25T01:00:00Z' }
const minute = 60

for (const [season, change] of Object.entries(nights)) {
  describe(`In the night of ${season} when the clock is changed`, () => {
    const before = later(setting({ now: new Date(change), assess: atPeace }), -10 * minute)

    it('a talk is warned after 28 minutes and forgotten after 30, not an hour sooner or later', () => {
      const conversation = talk(['[who.young]'], before, begin(before))
      expect(nextDue(conversation)).to.deep.equal(later(before, 28 * minute).now)
      const asked = due(conversation, later(before, 28 * minute))
      if (asked === undefined || 'forget' in asked) throw new Error('no warning')
      expect(due(asked.conversation, later(before, 30 * minute - 1))).to.equal(undefined)
      expect(due(asked.conversation, later(before, 30 * minute))).to.deep.equal({ forget: true })
    })

    it('what a counsellor closed is kept 24 hours, whatever the clock on the wall shows then', () => {
      const waiting = talk(['[human]', '[handover.confirm]'], before, begin(before))
      const taken = granted(take(waiting, maja, before))
      const closed = granted(close(taken, maja, taken.holderNumber, before))
      expect(due(closed, later(before, 24 * 60 * minute - 1))).to.equal(undefined)
      expect(due(closed, later(before, 24 * 60 * minute))).to.deep.equal({ forget: true })
    })

    it('people wait in the order in which they came, also through the hour that comes twice', () => {
      const came = [0, 9, 11, 30, 69, 71, 130].map(minutes => {
        const at = later(before, minutes * minute)
        const waiting = waitingOf({ ...talk(['[human]', '[handover.confirm]'], at, begin(at)), id: `after-${minutes}` })
        if (!waiting) throw new Error('nobody waits')
        return waiting
      })
      expect(came.toReversed().sort(compareWaiting)).to.deep.equal(came)
    })
  })
}

import { expect } from 'chai'
import type { Held } from '../../desk/board.ts'
import { createPace } from '../../desk/pace.ts'
import type { Conversation } from '../../dialogs/conversation.ts'
import { take, vanish } from '../../dialogs/handoff.ts'
import { close } from '../../dialogs/wrapUp.ts'
import { atPeace, later, setting, talk } from '../dialogs/setting.ts'
import { granted, maja } from '../dialogs/states.ts'

const context = setting({ assess: atPeace })
const waiting = talk(['[human]', '[handover.confirm]'], context)
const taken = granted(take(waiting, maja, context))
const closedAfter = (minutes: number) => granted(close(taken, maja, taken.holderNumber, later(context, minutes * 60)))

describe('How long conversations take', () => {
  let tell: (id: string, conversation: Conversation | undefined) => void
  let held: Held[]
  let at: Date
  const open = () => {
    held = []
    at = context.now
    return createPace(
      onConversation => {
        tell = onConversation
        return () => undefined
      },
      { heldBy: () => held },
      () => at,
    )
  }
  const takes = (id: string, minutes: number) => {
    tell(id, taken)
    tell(id, closedAfter(minutes))
  }

  it('is not said before five have ended; then it is the one in the middle', () => {
    const pace = open()
    for (const [index, minutes] of [12, 90, 8, 20].entries()) takes(`c${index}`, minutes)
    expect(pace.minutesEach('kalundborg')).to.equal(undefined)
    takes('c9', 16)
    expect(pace.minutesEach('kalundborg')).to.equal(16)
    expect(pace.minutesEach('skive')).to.equal(undefined)
  })

  it('counts half for a counsellor who has two at a time', () => {
    const pace = open()
    held = [{ id: 'other', municipality: 'kalundborg', counsellor: 'maja', gone: false }]
    for (let index = 0; index < 5; index++) takes(`c${index}`, 20)
    expect(pace.minutesEach('kalundborg')).to.equal(10)
  })

  it('counts nothing that was not brought to an end, and forgets yesterday', () => {
    const pace = open()
    for (let index = 0; index < 5; index++) {
      tell(`c${index}`, taken)
      tell(`c${index}`, granted(vanish(taken, later(context, 120))))
    }
    expect(pace.minutesEach('kalundborg')).to.equal(undefined)
    for (let index = 0; index < 5; index++) takes(`d${index}`, 10)
    expect(pace.minutesEach('kalundborg')).to.equal(10)
    at = later(context, 24 * 3600).now
    expect(pace.minutesEach('kalundborg')).to.equal(undefined)
  })
})

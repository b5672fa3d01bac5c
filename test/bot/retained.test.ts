import { expect } from 'chai'
import { isForgotten } from '../../bot/commands/retained.ts'
import { atPeace, later, setting } from '../dialogs/setting.ts'
import { everyState } from '../dialogs/states.ts'

const context = setting({ assess: atPeace })
const states = new Map(everyState(context))

/** State -> the minutes after which a server would have forgotten it, with nobody at the desk. */
const forgottenAfter: [string, number][] = [
  ['mind', 30],
  ['offers', 30],
  ['ended by farewell', 5],
  ['waiting', 60 + 30],
  ['with counsellor', 24 * 60 + 24 * 60],
  ['waiting again', 60 + 24 * 60 + 30],
  ['given back', 24 * 60 + 30],
  ['closed by counsellor', 24 * 60],
]

describe('What a restore leaves out', () => {
  for (const [state, minutes] of forgottenAfter) {
    it(`is a conversation "${state}" after ${minutes} minutes, and not before`, () => {
      const conversation = states.get(state)
      if (conversation === undefined) throw new Error(`no such state: ${state}`)
      expect(isForgotten(conversation, later(context, (minutes - 1) * 60)), 'a minute before').to.equal(false)
      expect(isForgotten(conversation, later(context, (minutes + 1) * 60)), 'a minute after').to.equal(true)
    })
  }

  it('is nothing at once, and everything after a month', () => {
    for (const [name, conversation] of states) {
      expect(isForgotten(conversation, context), name).to.equal(false)
      expect(isForgotten(conversation, later(context, 30 * 24 * 3600)), name).to.equal(true)
    }
  })
})

import type { Outcome } from '../../desk/talkFigures.ts'
import { ask, done, newClientId } from './api.ts'
import type { Core } from './core.ts'
import type { Talking } from './talking.ts'

/** What is told with it: what came of it, as a count, and what the citizen reads when the bot gets the word back. */
export interface Told {
  outcome?: Outcome
  offerId?: string
  summary?: string
}

export type Ending = 'give-back' | 'close' | 'erase'

/** How one's part in a conversation ends. `end`: whether it did. */
export function createEnding(
  core: Core,
  { leave }: Pick<Talking, 'leave'>,
): { end(id: string, how: Ending, told?: Told): Promise<boolean> } {
  return {
    async end(id, how, told = {}) {
      const talk = core.state().talks.find(({ view }) => view.id === id)
      if (!talk) return true
      const sent = { clientId: newClientId(), holderNumber: talk.view.holderNumber, ...told }
      const answer = await ask<unknown>(`/conversations/${id}/${how}`, sent)
      if (done(answer)) {
        leave(id, how === 'erase' ? 'erased' : how === 'close' ? 'closed' : 'givenBack')
        return true
      }
      await core.checkSession(answer)
      return false
    },
  }
}

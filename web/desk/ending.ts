import { ask, done, newClientId } from './api.ts'
import type { Core } from './core.ts'
import type { Talking } from './talking.ts'

export type Ending = 'give-back' | 'close' | 'erase'

/** How one's part in a conversation ends. `end`: whether it did. */
export function createEnding(core: Core, { leave }: Pick<Talking, 'leave'>): { end(id: string, how: Ending): Promise<boolean> } {
  return {
    async end(id, how) {
      const talk = core.state().talks.find(({ view }) => view.id === id)
      if (!talk) return true
      const answer = await ask<unknown>(`/conversations/${id}/${how}`, { clientId: newClientId(), holderNumber: talk.view.holderNumber })
      if (done(answer)) {
        leave(id, how === 'erase' ? 'erased' : how === 'close' ? 'closed' : 'givenBack')
        return true
      }
      await core.checkSession(answer)
      return false
    },
  }
}

import type { Preferences } from '../../desk/preferences.ts'
import { ask, done } from './api.ts'
import type { Core } from './core.ts'

export interface Tooling {
  /** How one's desk is set up. Whether it was kept. */
  setUp(preferences: Preferences): Promise<boolean>
  /** Keeps the private note of a conversation. Whether it was kept. */
  keepNote(id: string, text: string): Promise<boolean>
}

/** What helps a counsellor beside the talk itself. */
export function createTooling(core: Core): Tooling {
  const { state } = core
  return {
    setUp: async preferences => done(await ask('/preferences', preferences)),
    async keepNote(id, text) {
      const talk = state().talks.find(({ view }) => view.id === id)
      if (!talk) return false
      return done(await ask(`/conversations/${id}/note`, { holderNumber: talk.view.holderNumber, text }))
    },
  }
}

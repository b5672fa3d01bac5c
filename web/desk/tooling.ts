import type { Preferences } from '../../desk/preferences.ts'
import { ask, done } from './api.ts'
import type { Core } from './core.ts'

export interface Tooling {
  /** How one's desk is set up, and the teams one belongs to where they were changed. Whether it was kept. */
  setUp(preferences: Preferences, teams?: string[]): Promise<boolean>
  /** Keeps the private note of a conversation. Whether it was kept. */
  keepNote(id: string, text: string): Promise<boolean>
}

/** What helps a counsellor beside the talk itself. */
export function createTooling(core: Core): Tooling {
  const { state } = core
  return {
    setUp: async (preferences, teams) =>
      done(await ask('/preferences', preferences)) && (teams === undefined || done(await ask('/teams', { teams }))),
    async keepNote(id, text) {
      const talk = state().talks.find(({ view }) => view.id === id)
      if (!talk) return false
      return done(await ask(`/conversations/${id}/note`, { holderNumber: talk.view.holderNumber, text }))
    },
  }
}

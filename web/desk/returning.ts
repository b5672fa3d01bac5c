import type { Core, Hears } from './core.ts'
import { withState } from './state.ts'

/** Everything anew, as the desk has it: at the beginning, and after a lost connection. */
export function createReturning(core: Core, looked: () => void): { hears: Hears<'state' | 'signedOut' | 'pong'> } {
  const { state, set, note, t } = core
  return {
    hears: {
      state({ me, now, presence, queue, conversations, colleagues, municipalities }) {
        const lost = state().talks.filter(({ view }) => !conversations.some(({ id }) => id === view.id))
        set({ ...withState(state(), conversations), me, presence, queue, colleagues, municipalities, skew: Date.parse(now) - Date.now() })
        for (const _ of lost) note(t().left.vanished)
        looked()
      },
      signedOut: () => core.tell('signedOut', undefined),
      pong: () => undefined,
    },
  }
}

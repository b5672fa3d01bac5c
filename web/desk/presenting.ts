import { ask } from './api.ts'
import type { Core, Hears } from './core.ts'
import type { Presence } from './state.ts'

export interface Presenting {
  choosePresence(presence: Presence): void
  hears: Hears<'presence'>
}

/** Whether one is here for the citizens, and who else is. */
export function createPresenting({ state, set }: Core): Presenting {
  return {
    choosePresence(presence) {
      set({ ...state(), presence, pausedUntil: undefined })
      void ask('/presence', { presence })
    },
    hears: {
      presence: ({ presence, colleagues }) => set({ ...state(), presence, colleagues }),
    },
  }
}

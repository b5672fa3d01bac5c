import { ask } from './api.ts'
import type { Core } from './core.ts'

export interface Pausing {
  /** Takes the suggested pause: nobody new, and those one has are still there. */
  pause(): void
  /** No pause now. It is suggested again after the next heavy one. */
  noPause(): void
}

const minutes = 10

/** The pause that is suggested after many heavy conversations in a row. It ends with a word, and nobody is made available by a clock. */
export function createPausing(core: Core): Pausing {
  const { state, set } = core
  return {
    pause() {
      set({ ...state(), heavyInARow: undefined, presence: 'busy', pausedUntil: Date.now() + minutes * 60_000 })
      void ask('/pause', {})
      setTimeout(() => {
        if (state().pausedUntil === undefined || state().phase !== 'room') return
        set({ ...state(), pausedUntil: undefined })
        if (state().presence !== 'available') core.note(core.t().pause.over)
      }, minutes * 60_000)
    },
    noPause: () => set({ ...state(), heavyInARow: undefined }),
  }
}

import type { ConversationView, WaitingView } from '../../desk/wire.ts'
import type { Core, Hears } from './core.ts'
import { type State, withState } from './state.ts'
import { counted, fill } from './words.ts'

/** Everything anew, as the desk has it: at the beginning, and after a lost connection; then it is said what came meanwhile. */
export function createReturning(core: Core, looked: () => void): { hears: Hears<'state' | 'setUp' | 'signedOut' | 'pong'> } {
  const { state, set, note, t } = core
  /** This page has had everything once, so that something can have come meanwhile. */
  let knows = false
  core.on('online', online => {
    if (!online) knows = state().everOnline
  })
  core.on('leaving', () => {
    knows = false
  })

  return {
    hears: {
      state({ me, now, presence, queue, conversations, colleagues, municipalities, preferences }) {
        const before = state()
        const lost = before.talks.filter(({ view }) => !conversations.some(({ id }) => id === view.id))
        const skew = Date.parse(now) - Date.now()
        set({ ...withState(before, conversations), me, presence, queue, colleagues, municipalities, preferences, skew })
        for (const _ of lost) note(t().left.vanished)
        const news = knows ? meanwhile(before, conversations, queue) : ''
        knows = false
        if (news !== '') note(news)
        looked()
      },
      setUp: ({ preferences, queue }) => set({ ...state(), preferences, queue }),
      signedOut: () => core.tell('signedOut', undefined),
      pong: () => undefined,
    },
  }

  function meanwhile(before: State, conversations: ConversationView[], queue: WaitingView[]): string {
    const w = t().meanwhile
    const fresh = conversations.map(({ id, lines }) => {
      const known = before.talks.find(({ view }) => view.id === id)?.lines.at(-1)?.number ?? Number.POSITIVE_INFINITY
      return lines.filter(({ number, who }) => number > known && who === 'citizen').length
    })
    const words = fresh.reduce((sum, count) => sum + count, 0)
    const talks = fresh.filter(count => count > 0).length
    const came = queue.filter(({ id }) => !before.queue.some(one => one.id === id))
    const acute = came.filter(({ urgency }) => urgency === 'acute').length
    const parts = [
      words > 0 && fill(counted(w.words_one, w.words_other, words), { talks: counted(w.talks_one, w.talks_other, talks) }),
      came.length > 0 && counted(w.came_one, w.came_other, came.length),
      acute > 0 && counted(w.acute_one, w.acute_other, acute),
    ].filter(part => part !== false)
    return parts.length > 0 ? fill(w.since, { news: parts.join(', ') }) : ''
  }
}

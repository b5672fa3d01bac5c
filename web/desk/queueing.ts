import type { ConversationView, WaitingView } from '../../desk/wire.ts'
import { type Answer, ask, done, newClientId } from './api.ts'
import type { Core, Hears } from './core.ts'
import { withConversation, withOpen, withWaiting } from './state.ts'
import { fill, who } from './words.ts'

export interface Queueing {
  take(id: string): Promise<void>
  takeNext(): Promise<void>
  hears: Hears<'waits' | 'waitsNoMore'>
}

type Taken = Answer<{ conversation?: ConversationView; heavyInARow?: number; why?: string; by?: string }>

/** Who waits, and taking them. `looked`: somebody looks at the open conversation right now. */
export function createQueueing(core: Core, looked: () => void): Queueing {
  const { state, set, note, announcer, t } = core
  let queueToldAt = 0

  return {
    take: id => taken(ask(`/conversations/${id}/take`, { clientId: newClientId() })),
    takeNext: () => taken(ask('/take-next', { clientId: newClientId() })),
    hears: {
      waits: ({ waiting, now }) => hearWaiting(waiting, now),
      waitsNoMore: ({ id: gone }) => set({ ...state(), queue: state().queue.filter(({ id }) => id !== gone) }),
    },
  }

  function hearWaiting(waiting: WaitingView, now: string): void {
    const before = state().queue.find(({ id }) => id === waiting.id)
    set({ ...state(), queue: withWaiting(state().queue, waiting), skew: Date.parse(now) - Date.now() })
    const acute = waiting.urgency === 'acute'
    if (before && (!acute || before.urgency === 'acute')) return
    // Queue news may wait: once in ten seconds, but an acute one is said at once.
    if (acute || Date.now() - queueToldAt > 10_000) {
      queueToldAt = Date.now()
      announcer.say(fill(t().queue.new, { who: `${acute ? `${t().urgency.acute}. ` : ''}${who(waiting, t())}` }), acute)
    }
    core.parts.onNews('waiting')
  }

  async function taken(asked: Promise<Taken>): Promise<void> {
    const answer = await asked
    if (done(answer) && answer.body.conversation) {
      const { conversation, heavyInARow } = answer.body
      set({ ...withOpen(withConversation(state(), conversation), conversation.id), heavyInARow })
      return looked()
    }
    if (done(answer)) return note(t().queue.noneLeft)
    if (answer !== 'offline' && answer.body.why === 'full')
      return note(fill(t().lines.full, { count: state().preferences.talksAtOnce ?? 0 }))
    if (answer !== 'offline' && answer.status === 409) return note(fill(t().queue.takenBy, { name: answer.body.by ?? '' }))
    if (!(await core.checkSession(answer))) note(answer === 'offline' ? t().connection.away : t().queue.gone)
  }
}

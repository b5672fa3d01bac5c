import { type Activity, EventFactory } from 'botbuilder'
import type { Logger } from 'pino'
import type { Conversation } from '../../dialogs/conversation.ts'
import { handoffIdOf } from '../../dialogs/holder.ts'
import type { Changes } from '../changes.ts'

type State = 'waiting' | 'accepted' | 'failed' | 'completed'

/** Tells the bot how a handoff goes on, as a hub does (handoff.status), whoever changed it: desk, citizen or the clock. */
export function followHandoffs(changes: Changes, send: (status: Partial<Activity>) => Promise<void>, log: Logger): () => void {
  const told = new Map<string, { state: State; sequence: number }>()

  return changes.listen((id, conversation) => {
    if (conversation === undefined) return void told.delete(id)
    const { holderNumber: sequence } = conversation
    const state = stateOf(conversation)
    const before = told.get(id)
    if (state === undefined || (before?.state === state && before.sequence === sequence)) return
    told.set(id, { state, sequence })
    // Waiting is what handoff.initiate said; and what never waited (nobody was here) cannot fail.
    if (state === 'waiting' || (state === 'failed' && before === undefined)) return
    const status = EventFactory.createHandoffStatus({ id } as Activity['conversation'], state) // the factory copies it and reads nothing else
    const value = { ...status.value, handoffId: handoffIdOf(conversation) ?? id, sequence }
    send({ ...status, value, channelId: 'directline' }).catch(() => log.error({ kind: 'HandoffStatus' }, 'a handoff status was not told'))
  })
}

function stateOf({ handoff }: Conversation): State | undefined {
  if (handoff === undefined) return undefined
  if (handoff.state === 'waiting') return 'waiting'
  if (handoff.state === 'with') return 'accepted'
  return handoff.why === 'done' || handoff.why === 'givenBack' ? 'completed' : 'failed'
}

import type { TalkContext } from './context.ts'
import type { Conversation, Handoff } from './conversation.ts'
import { passHolder } from './holder.ts'

/** The citizen can no longer be reached (blocked the bot, removed the app): the talk is over for all, and nothing more is said. Pure. */
export function citizenLeft(conversation: Conversation, context: TalkContext): Conversation {
  if (conversation.ended) return conversation
  const at = context.now.toISOString()
  const { holder, handoff } = conversation
  const left = holder.who === 'bot' ? conversation : passHolder(conversation, { who: 'bot' })
  return { ...left, ...closed(handoff, at), ended: { at, why: 'left' } }
}

function closed(handoff: Handoff | undefined, at: string): { handoff?: Handoff } {
  if (handoff === undefined || handoff.state === 'closed') return {}
  return { handoff: { state: 'closed', at, why: handoff.state === 'with' ? 'done' : 'withdrawn' } }
}

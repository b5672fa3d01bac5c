import type { TalkContext } from './context.ts'
import type { Conversation } from './conversation.ts'

/**
 * How many wait before this conversation as it stands now: what was heard in this very turn counts, before it is stored. undefined: not known.
 */
export function waitingAhead({ urgency, handoff }: Conversation, { counsellors }: TalkContext): number | undefined {
  // At an outside hub only that hub knows.
  if (handoff?.state === 'waiting' && handoff.hub) return handoff.hub.ahead
  const head = handoff?.state === 'waiting' && handoff.head === true
  return counsellors.waitingAheadAs?.({ urgency: urgency.level, head }) ?? counsellors.waitingAhead
}

import type { Conversation } from './conversation.ts'

/**
 * What was heard of danger, as far as it decides what is offered and how it is answered now. What was taken back no longer does, nor what was only
 * surmised and has not come again in two messages. The gravest stays with the conversation: for the queue, the counsellor, and the help at hand.
 */
export function urgencyNow({ urgency, log }: Conversation): Conversation['urgency'] {
  if (urgency.level === 'none') return urgency
  const over = urgency.takenBack !== undefined || (urgency.surmised === true && saidSince(log) >= calmAfter)
  return over ? { level: 'none', kinds: [] } : urgency
}
const calmAfter = 2

/** How many messages the citizen wrote after the last words of help. */
const saidSince = (log: Conversation['log']): number =>
  log.slice(log.findLastIndex(({ spoken }) => spoken.urgent === true) + 1).filter(({ from }) => from.who === 'citizen').length

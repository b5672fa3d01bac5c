import type { TalkContext } from '../../dialogs/context.ts'
import type { Conversation } from '../../dialogs/conversation.ts'
import { due, nextDue } from '../../dialogs/due.ts'

/** So many looks of the clock: an hour of waiting has sixty of them. */
const mostLooks = 10_000
const second = 1000

/**
 * Whether the clock would have forgotten the conversation by now, had a server gone on with it and nobody come to the desk: what the clock asks
 * (dialogs/due.ts) is played through from where it stands.
 */
export function isForgotten(conversation: Conversation, context: TalkContext): boolean {
  const now = context.now.getTime()
  let stands = conversation
  let clock = Number.NEGATIVE_INFINITY
  for (let looks = 0; looks < mostLooks; looks++) {
    clock = Math.max(nextDue(stands, context.takenKeptHours).getTime(), clock)
    if (clock > now) return false
    const asked = due(stands, { ...context, now: new Date(clock) })
    if (asked === undefined) clock += second
    else if ('forget' in asked) return true
    else stands = asked.conversation
  }
  return false
}

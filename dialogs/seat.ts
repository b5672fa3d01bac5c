import type { Conversation, CounsellorId } from './conversation.ts'

/** What someone at the desk is to a conversation: who has it, who came into it, who is asked for advice unseen. undefined: nothing. */
export type Seat = 'holder' | 'joined' | 'adviser'

export function seatOf({ ended, holder, handoff }: Conversation, { id }: { id: CounsellorId }): Seat | undefined {
  if (ended || handoff?.state !== 'with' || holder.who !== 'counsellor') return undefined
  if (holder.id === id) return 'holder'
  if (handoff.joined?.some(one => one.id === id)) return 'joined'
  return handoff.advisers?.some(one => one.id === id) ? 'adviser' : undefined
}

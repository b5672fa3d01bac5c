import type { TalkContext } from '../dialogs/context.ts'
import type { Conversation } from '../dialogs/conversation.ts'
import { markBack, markGone } from '../dialogs/handoff.ts'
import type { Level } from '../dialogs/urgency.ts'
import { openState } from '../registry/hours.ts'
import type { Sealed } from '../store/sealed.ts'
import type { Store } from '../store/store.ts'
import { type Board, type Follow, openBoard } from './board.ts'
import type { DeskHours } from './hours.ts'
import { createLockout, type Lockout } from './lockout.ts'
import { createPresence, type PresenceBoard } from './presence.ts'
import { aheadOf } from './queue.ts'
import { createSessions, type Sessions } from './sessions.ts'

/** All of the counsellors' room that outlives a request. */
export interface Desk {
  sessions: Sessions
  lockout: Lockout
  presence: PresenceBoard
  board: Board
  /** What a turn may know of the counsellors; with the conversation's id how many wait before that one, else before a newcomer. */
  counsellors(municipality: string, conversation?: string): TalkContext['counsellors']
  /** How many wait before this conversation with an urgency that was heard just now and is not stored yet. */
  waitingAhead(municipality: string, conversation: string | undefined, place: { urgency: Level; head: boolean }): number
  /** Sets every conversation's mark right: whether its counsellor is connected. Harmless to repeat. */
  markConnections(context: (municipality: string) => TalkContext): Promise<void>
  close(): void
}

/** Reads who waits from the conversations. `follow`: the feed of their newest states. */
export async function openDesk(parts: {
  store: Store
  conversations: Sealed<Conversation>
  follow: Follow
  hours: DeskHours
  now(): Date
}): Promise<Desk> {
  const { store, conversations, follow, hours, now } = parts
  const presence = createPresence()
  const board = await openBoard(conversations, follow)
  return {
    sessions: createSessions(store),
    lockout: createLockout(),
    presence,
    board,

    counsellors(municipality, conversation) {
      const present = presence.available(municipality)
      const opening = hours.get(municipality)
      // Someone who is available is available, whatever the clock says; the hours only tell when to come back.
      const opensAt = present === 0 && opening ? nextOpening(openState(opening, now())) : undefined
      const urgency = conversation === undefined ? 'none' : board.urgencyOf(conversation)
      const waitingAhead = aheadOf(board.queue(), municipality, conversation, urgency)
      return { present, waitingAhead, ...(opensAt && { opensAt }) }
    },

    waitingAhead: (municipality, conversation, { urgency, head }) => aheadOf(board.queue(), municipality, conversation, urgency, head),

    async markConnections(context) {
      const wrong = board.held().filter(({ gone, counsellor }) => gone === presence.connected(counsellor))
      await Promise.all(wrong.map(({ id }) => conversations.change(id, conversation => marked(conversation, presence, context))))
    },

    close: () => board.close(),
  }
}

const nextOpening = ({ open, opensAt }: { open: boolean | undefined; opensAt?: Date }) => (open === false ? opensAt : undefined)

function marked(conversation: Conversation, presence: PresenceBoard, context: (municipality: string) => TalkContext) {
  const { holder, municipality } = conversation
  if (holder.who !== 'counsellor') return { result: undefined }
  const change = (presence.connected(holder.id) ? markBack : markGone)(conversation, context(municipality))
  return change.ok ? { value: change.conversation, result: undefined } : { result: undefined }
}

import type { TalkContext } from '../dialogs/context.ts'
import type { Conversation } from '../dialogs/conversation.ts'
import { markBack, markGone } from '../dialogs/handoff.ts'
import type { Level } from '../dialogs/urgency.ts'
import type { Sealed } from '../store/sealed.ts'
import type { Store } from '../store/store.ts'
import { type Beside, createBeside } from './beside.ts'
import { type Board, createBoard, type Follow, type Held } from './board.ts'
import { type AllDeskSettings, nextOpening } from './deskSettings.ts'
import type { Duty } from './duty.ts'
import { createHeavyCount, type HeavyCount } from './heavy.ts'
import { createLockout, type Lockout } from './lockout.ts'
import { createPace } from './pace.ts'
import { createPreferences, type PreferenceKeeper } from './preferences.ts'
import { createPresence, type PresenceBoard } from './presence.ts'
import { createSessions, type Sessions } from './sessions.ts'
import { sharePresence } from './sharedPresence.ts'

/** All of the counsellors' room that outlives a request. */
export interface Desk {
  sessions: Sessions
  lockout: Lockout
  presence: PresenceBoard
  board: Board
  beside: Beside
  settings: AllDeskSettings
  preferences: PreferenceKeeper
  /** How many heavy conversations a counsellor had in a row. */
  heavy: HeavyCount
  /** What a turn may know of the counsellors; with the conversation's id how many wait before that one, else before a newcomer. */
  counsellors(municipality: string, conversation?: string): TalkContext['counsellors']
  /** How many wait before this conversation with an urgency that was heard just now and is not stored yet. */
  waitingAhead(municipality: string, conversation: string | undefined, place: { urgency: Level; head: boolean }): number
  /** From now on every conversation's mark is kept right: whether its counsellor is connected. Returns the end of it. */
  keepMarks(context: (municipality: string) => TalkContext, failed: (error: unknown) => void): () => void
  /** Forgets what is too old; for whoever has the duty, now and then. */
  tidy(): Promise<void>
  /** This process stops soon; what it knows of its counsellors stays known to other nodes until they had time to come back there. */
  leave(): Promise<void>
  close(): void
}

/** `follow`: tells every conversation once, and then its newest state at each change. `several`: this is one node of several. */
export async function openDesk(parts: {
  store: Store
  conversations: Sealed<Conversation>
  follow: Follow
  settings: AllDeskSettings
  duty: Duty
  secret: Buffer
  several: boolean
  now(): Date
}): Promise<Desk> {
  const { store, conversations, follow, settings, duty, now } = parts
  const presence = createPresence()
  const board = createBoard(follow)
  const beside = createBeside(follow)
  const pace = createPace(follow, board, now)
  const lockout = createLockout(store, parts.secret)
  const shared = parts.several ? await sharePresence(store, presence, duty.held) : undefined
  return {
    sessions: createSessions(store),
    lockout,
    presence,
    board,
    beside,
    settings,
    preferences: createPreferences(store),
    heavy: createHeavyCount(store),

    counsellors(municipality, conversation) {
      const present = presence.available(municipality)
      const staffed = settings.get(municipality)
      // Someone who is available is available, whatever the clock says; the hours only tell when to come back.
      const opensAt = present === 0 && staffed ? nextOpening(staffed, now()) : undefined
      const minutesEach = pace.minutesEach(municipality)
      const urgency = conversation === undefined ? 'none' : board.urgencyOf(conversation)
      const waitingAhead = board.ahead(municipality, conversation, urgency)
      const lastCame = board.lastCame()
      return {
        present,
        waitingAhead,
        ...(lastCame !== undefined && { lastCame }),
        ...(opensAt && { opensAt }),
        ...(minutesEach !== undefined && { minutesEach }),
        ...(staffed?.organisation && { organisation: staffed.organisation }),
      }
    },

    waitingAhead: (municipality, conversation, { urgency, head }) => board.ahead(municipality, conversation, urgency, head),

    keepMarks(context, failed) {
      // Only who has the duty marks: two nodes that have not heard of the same pages yet would undo each other's marks.
      const look = (held: Held | undefined) => {
        if (!held || !duty.held() || held.gone !== presence.connected(held.counsellor)) return
        conversations.change(held.id, conversation => marked(conversation, presence, context)).catch(failed)
      }
      const lookAtAll = () => board.held().forEach(look)
      const stops = [
        board.listen(({ id }) => look(board.heldAs(id))),
        presence.listen(id => board.heldBy(id).forEach(look)),
        duty.listen(lookAtAll),
      ]
      const rounds = setInterval(lookAtAll, triedAgain)
      rounds.unref()
      lookAtAll() // those who had conversations before a restart and do not come back lose them in time
      return () => {
        clearInterval(rounds)
        for (const stop of stops) stop()
      }
    },

    tidy: () => lockout.tidy(now()),
    leave: async () => shared?.leave(),

    close() {
      shared?.close()
      board.close()
      beside.close()
      pace.close()
    },
  }
}

/** Milliseconds; where the store was away when a mark was due. */
const triedAgain = 10_000

function marked(conversation: Conversation, presence: PresenceBoard, context: (municipality: string) => TalkContext) {
  const { holder, municipality } = conversation
  if (holder.who !== 'counsellor') return { result: undefined }
  const change = (presence.connected(holder.id) ? markBack : markGone)(conversation, context(municipality))
  return change.ok ? { value: change.conversation, result: undefined } : { result: undefined }
}

import type { Colleague, Conversation, CounsellorId, Offered } from '../dialogs/conversation.ts'
import { isAsked } from '../dialogs/transfer.ts'
import type { Level } from '../dialogs/urgency.ts'
import type { Follow } from './board.ts'
import { serves } from './roles.ts'

/** A conversation that a counsellor has, as colleagues and supervisors know of it: no words of anyone. */
export interface Attended {
  id: string
  municipality: string
  counsellor: Colleague
  since: string
  urgency: Level
  gone: boolean
  offered?: Offered
  /** Who reads along, or came in. */
  others: CounsellorId[]
}

/** Who may come to a conversation beside the one who has it. */
export interface Someone {
  id: CounsellorId
  teams?: readonly string[]
  municipalities: readonly string[]
}

/** Derived from the conversations, like the board: after a crash it is read from them again. */
export interface Beside {
  /** Those in which someone reads along or came in, and those they are asked to take over. */
  of(someone: Someone): Attended[]
  /** All in these municipalities, the gravest first. */
  all(serves: (municipality: string) => boolean): Attended[]
  close(): void
}

export function createBeside(follow: Follow): Beside {
  const attended = new Map<string, Attended>()
  const close = follow(
    (id, conversation) => {
      const now = conversation && attendedOf(conversation)
      if (now) attended.set(id, now)
      else attended.delete(id)
    },
    () => attended.keys(),
  )
  return {
    close,
    of: someone => [...attended.values()].filter(one => one.others.includes(someone.id) || asks(one, someone)),
    all: inMine =>
      [...attended.values()]
        .filter(({ municipality }) => inMine(municipality))
        .sort((a, b) => gravity[b.urgency] - gravity[a.urgency] || (a.since < b.since ? -1 : 1)),
  }
}

/** Whether someone is asked to take it over, and may. */
export const asks = ({ offered, municipality, counsellor }: Pick<Attended, 'offered' | 'municipality' | 'counsellor'>, someone: Someone) =>
  counsellor.id !== someone.id && serves(someone, municipality) && isAsked(offered, { id: someone.id, teams: someone.teams ?? [] })

/** undefined: none of our counsellors has it. */
export function attendedOf({ id, municipality, holder, handoff, urgency, ended }: Conversation): Attended | undefined {
  if (ended || holder.who !== 'counsellor' || handoff?.state !== 'with' || handoff.hub) return undefined
  return {
    id,
    municipality,
    counsellor: { id: holder.id, name: holder.name },
    since: handoff.since,
    urgency: urgency.level,
    gone: handoff.goneSince !== undefined,
    ...(handoff.offered && { offered: handoff.offered }),
    others: [...(handoff.joined ?? []), ...(handoff.advisers ?? [])].map(one => one.id),
  }
}

const gravity: Record<Level, number> = { none: 0, concern: 1, acute: 2 }

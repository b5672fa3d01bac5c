import type { Matcher } from '../registry/matching.ts'
import type { Registry } from '../registry/registry.ts'
import type { Assess, Level } from './urgency.ts'

/** What the coordinator last said of a group. */
export interface SeatsSet {
  free: number
  /** 2027-01-04 */
  nextStart?: string | undefined
  setAt: string
}

/** All that a turn may know beside the conversation: the clock, ids and the state of the desk are handed in. */
export interface TalkContext {
  registry: Registry
  matcher: Matcher
  assess: Assess
  now: Date
  newId(): string
  counsellors: {
    /** Available now. */
    present: number
    /** The next opening, when it is outside opening hours. */
    opensAt?: Date
    /** Whose counsellors they are, where they are not the municipality's own. */
    organisation?: string
    /** Handoffs go to an outside hub, and it is not known how many are there; `atOwnDesk`: how many are available here, should it fail. */
    hub?: { atOwnDesk: number }
    /** Minutes that one conversation has taken lately; absent: there are no figures yet. */
    minutesEach?: number
    /** How many wait before this conversation (flagged people first). Absent: not known. */
    waitingAhead?: number
    /** The latest in the order of coming among all who wait. Absent: nobody waits, or it is not known. */
    lastCame?: string
    /** The same as `waitingAhead` for this conversation with an urgency heard just now, not yet stored. Absent: `waitingAhead` is all that is known. */
    waitingAheadAs?(place: { urgency: Level; head: boolean }): number
  }
  /** A group's free seats and next start, as the coordinator last set them. Absent: nobody has. */
  seats?(offer: string): SeatsSet | undefined
  /** Hours a conversation is kept after a counsellor closed it; 24 unless the municipality says otherwise. */
  takenKeptHours?: number
}

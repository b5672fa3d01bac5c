import type { CodeHeard } from './courseTalk.ts'
import type { HandoverItemId, Spoken } from './spoken.ts'
import type { Talk } from './talk.ts'
import type { Level, RiskKind } from './urgency.ts'

export type Locale = 'da' | 'en'
export type CounsellorId = string

/** One chat from first word to erasure: the aggregate that a turn reads and writes. */
export interface Conversation {
  id: string
  channel: 'web' | 'teams'
  /** Teams: the keyed hash under which bot/ keeps how the citizen is reached. */
  address?: string
  municipality: string
  locale: Locale
  startedAt: string
  /** Last word of citizen or counsellor; idle time counts from here. */
  lastWordAt: string
  holder: Holder
  /** Rises by one at each change of holder, in the same write. Whoever speaks presents the number it knows. */
  holderNumber: number
  handoff?: Handoff
  talk: Talk
  log: Entry[]
  /**
   * The highest urgency heard so far; orders the queue. `surmised`: no rule has named it yet; `takenBack`: the number of
   * the entry in which the citizen said that it is not so.
   */
  urgency: { level: Level; kinds: RiskKind[]; surmised?: true; takenBack?: number }
  /** Ended for the citizen; readable until forgotten. */
  ended?: { at: string; why: 'farewell' | 'counsellorClosed' | 'idle' | 'left' }
  /** When the citizen was warned that an idle talk is soon forgotten. */
  idleWarnedAt?: string
  /** A counsellor took it at some time: retention 24 hours after the end. */
  taken: boolean
  /** The course that was opened in it, or whose code the citizen gave. */
  course?: string
  /** Log number up to which the counsellor has seen it. */
  seenByCounsellor?: number
  /** Log number up to which the citizen has seen it. */
  seenByCitizen?: number
  /** What counsellors say among themselves about it; the citizen never gets it. */
  asides?: Aside[]
  /** What counsellors noted for themselves; the citizen never gets it, and it goes with the conversation. */
  note?: Note
  /** What the last counsellor wrote when the bot got the word back; the citizen has read it too. */
  summary?: string
  /** The citizen's answer when a counsellor had ended it. */
  rating?: 'yes' | 'some' | 'no'
}

/** `began`: the handoff it was written in (Handoff.began); a later one, that the citizen asked for anew, does not get it. */
export interface Note {
  text: string
  at: string
  by: Colleague
  began: number
}

/** A word from counsellor to counsellor, beside the log. */
export interface Aside {
  id: string
  at: string
  from: Colleague
  text: string
  clientId?: string
}

export interface Colleague {
  id: CounsellorId
  name: string
}

export type Holder = { who: 'bot' } | { who: 'queue' } | { who: 'counsellor'; id: CounsellorId; name: string }

/** States are a union, each with only what is true in it. */
export type Handoff =
  | {
      state: 'waiting'
      since: string
      /** Its place in the order of coming, where the clock says that it came before others who waited already. */
      came?: string
      urgency: Level
      district?: string
      removed: HandoverItemId[]
      toldAt: string
      /** How many were ahead when the citizen was last told. */
      toldAhead?: number
      /** They were told that no counsellor is here. */
      toldNobody?: true
      /** The counsellor vanished: before everyone of the same urgency. */
      head?: boolean
      openLinesShown?: boolean
      /** Log number from which a counsellor reads along; what was said before is only in the handover card. */
      fromNumber?: number
      /** The holder number with which it began to wait: with the conversation's id the handoff's own id, whoever has it later. */
      began?: number
      /** Waits at an outside hub, not at our own desk; what that hub said of the place and of the minutes it may take. */
      hub?: AtHub & { ahead?: number; minutes?: number }
    }
  | {
      state: 'with'
      counsellor: CounsellorId
      since: string
      removed: HandoverItemId[]
      goneSince?: string
      fromNumber?: number
      began?: number
      /** The counsellor sits at an outside hub. */
      hub?: AtHub
      /** A colleague or a team is asked to take it over. Until one of them does, whoever has it has it. */
      offered?: Offered
      /** How the last such question ended, for the one who asked. */
      offerEnded?: { name: string; why: 'declined' | 'unanswered'; at: string }
      /** Asked for advice: they read along and write asides, unseen by the citizen. */
      advisers?: Colleague[]
      /** Came into the talk, and the citizen was told: they may write too. */
      joined?: Colleague[]
    }
  | { state: 'closed'; at: string; why: 'done' | 'withdrawn' | 'nobodyHere' | 'givenBack'; began?: number; hub?: AtHub }

/** The number of the newest event that the hub sent and that was taken in. */
export interface AtHub {
  heard: number
}

/** To whom a conversation is offered, and what becomes of it when nobody takes it. */
export interface Offered {
  to: ({ counsellor: CounsellorId } | { team: string }) & { name: string }
  at: string
  note?: string
  /** Nobody takes it: it stays with whoever has it, or goes to the head of the queue. */
  orElse: 'sender' | 'queue'
  declined: CounsellorId[]
}

/** One line of the log. `number` starts at 1 without gaps: it is the watermark. Timestamps never fall. */
export interface Entry {
  number: number
  /** The server's activity id. */
  id: string
  at: string
  from: { who: 'citizen' | 'bot' | 'system' } | { who: 'counsellor'; id: CounsellorId; name: string }
  spoken: Spoken
  /** What the client sent, so that it is recognised when it resends: its activity id or channelData.clientActivityID. */
  clientId?: string
  /** The value of the button pressed, when it was one. */
  choice?: string
}

/** A citizen's message as it comes in from any channel. */
export interface Incoming {
  text: string
  /** What a code in it led to; then `text` is without the code. */
  code?: CodeHeard
  choice?: string
  clientId?: string
}

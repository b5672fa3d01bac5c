import type { SeatsSet } from '../dialogs/context.ts'
import type { Course } from '../dialogs/course.ts'
import type { HandoverCard, OfferView, Spoken } from '../dialogs/spoken.ts'
import type { Level, RiskKind } from '../dialogs/urgency.ts'
import type { Preferences } from './preferences.ts'
import type { Presence } from './presence.ts'
import type { DeskRole, Right } from './roles.ts'
import type { TogetherFrame, WatchFrame } from './togetherWire.ts'

/** What travels between the desk and its page: types only, so that both ends agree. */

export interface Me {
  id: string
  name: string
  email: string
  roles: DeskRole[]
  may: Right[]
  /** A code from the phone at each sign-in; absent where the identity provider sees to it. */
  secondFactor?: 'on' | 'off'
  municipalities: string[]
  locale: 'da' | 'en'
}

/** Someone in the queue, worded for the counsellor who looks. */
export interface WaitingView {
  id: string
  municipality: string
  locale: 'da' | 'en'
  since: string
  urgency: Level
  kinds: RiskKind[]
  head: boolean
  /** The queue stands in the order of these texts. */
  place: string
  /** Not in one's own field: until then they stand here, behind one's own. */
  behind?: { until: string; place: string }
  district?: string
  role?: 'young' | 'parent' | 'relative' | 'professional'
  age?: number
  themes: string[]
}

/** One line of a conversation. */
export interface LineView {
  number: number
  id: string
  at: string
  who: 'citizen' | 'bot' | 'system' | 'counsellor'
  name?: string
  /** Said by the one who looks. */
  mine: boolean
  spoken: Pick<Spoken, 'text' | 'card' | 'urgent'>
  clientId?: string
}

/** A conversation as its counsellor sees it. `lines` may be only those beyond a number. */
export interface ConversationView {
  id: string
  /** In Teams nobody is anonymous; here too their name is not shown. */
  channel: 'web' | 'teams'
  municipality: string
  locale: 'da' | 'en'
  since: string
  holderNumber: number
  urgency: Level
  kinds: RiskKind[]
  role?: WaitingView['role']
  age?: number
  themes: string[]
  card: HandoverCard
  /** The words that raised the urgency, as they were written. */
  because: string[]
  suggested: OfferView[]
  /** The course that was opened here, or whose code the citizen gave. */
  course?: string
  lines: LineView[]
  /** One's own note, or that of the colleague one had it from. */
  note?: { text: string; by: string; mine: boolean }
  /** The language they seem to write, where it is not the one of the talk (BCP 47). */
  writesIn?: string
  seenByCitizen: number
  seenByCounsellor: number
}

/** A course as the desk sees it: never its code. */
export interface CourseView extends Omit<Course, 'code'> {
  /** Nobody has reached the citizen within a week. */
  late: boolean
  held: number
  /** Sessions that need no reason. */
  given: number
  /** The citizen has seen their code. */
  coded: boolean
}

/** A group with seats, for the coordinator. */
export interface SeatsView {
  offer: string
  name: { da: string; en: string }
  /** Seats there are. */
  most: number
  set: SeatsSet | undefined
  /** How many are on the list and have not been offered a seat. */
  waiting: number
}

export interface ColleagueView {
  name: string
  presence: Presence
  me: boolean
}

/** Why a conversation is no longer on someone's desk. */
export type Left = 'closed' | 'givenBack' | 'vanished' | 'erased' | 'taken'

/** Desk to page, over the socket. */
export type ToPage =
  | {
      type: 'state'
      me: Me
      now: string
      presence: Presence
      queue: WaitingView[]
      conversations: ConversationView[]
      colleagues: ColleagueView[]
      municipalities: { id: string; name: string }[]
      preferences: Preferences
    }
  | { type: 'waits'; now: string; waiting: WaitingView }
  | { type: 'waitsNoMore'; id: string }
  | { type: 'conversation'; conversation: ConversationView }
  | { type: 'left'; id: string; why: Left }
  | { type: 'typing'; id: string }
  | { type: 'presence'; presence: Presence; colleagues: ColleagueView[] }
  | TogetherFrame
  | { type: 'setUp'; preferences: Preferences; queue: WaitingView[] }
  | { type: 'signedOut' }
  | { type: 'pong' }

/** Page to desk, over the socket. What changes a conversation goes over HTTP instead, so that it is answered once it is saved. */
export type FromPage =
  /** `known`: the last line of each conversation that the page has; it is told those after. */
  | { type: 'hello'; presence?: Presence | undefined; known?: Record<string, number> | undefined }
  | { type: 'typing'; id: string }
  | WatchFrame
  | { type: 'active' }
  | { type: 'ping' }

import type { Level } from '../dialogs/urgency.ts'
import type { ConversationView, WaitingView } from './wire.ts'

/** What travels between the desk and its page where several counsellors have to do with one conversation: types only. */

/** What one is to it: `asked` to take it over, `watching` as supervisor. */
export type Part = 'holder' | 'joined' | 'adviser' | 'watching' | 'asked'

export interface TogetherView {
  id: string
  municipality: string
  part: Part
  counsellor: string
  holderNumber: number
  /** A colleague or a team is asked to take it over, until `until`. */
  offered?: { to: string; until: string; note?: string }
  offerEnded?: { to: string; why: 'declined' | 'unanswered'; at: string }
  people: { id: string; name: string; how: 'joined' | 'adviser'; me: boolean }[]
  asides: { id: string; at: string; name: string; mine: boolean; text: string }[]
  /** Who it is about; for someone who is asked, and has not seen more of it. */
  about?: Pick<WaitingView, 'locale' | 'urgency' | 'kinds' | 'role' | 'age' | 'themes'>
  /** For someone who reads along; `lines` only those beyond what the page has. */
  talk?: ConversationView
}

/** A conversation in a supervisor's list. */
export interface OverviewItem {
  id: string
  municipality: string
  counsellor: string
  since: string
  urgency: Level
  gone: boolean
}

export interface TeamView {
  id: string
  name: string
  municipality: string
  /** How many of them are here, oneself left out. */
  here: number
  mine: boolean
}

/** A colleague who can be asked. */
export interface ColleagueHere {
  id: string
  name: string
  presence: 'available' | 'busy'
}

/** Desk to page: what one has to do with a conversation beside the talk itself; absent: nothing any more. */
export type TogetherFrame = { type: 'together'; id: string; together?: TogetherView }

/** Page to desk, of a supervisor: which conversation they look at. */
export type WatchFrame = { type: 'watch'; id?: string | undefined }

import type { Preferences } from '../../desk/preferences.ts'
import type { TogetherView } from '../../desk/togetherWire.ts'
import type { ColleagueView, ConversationView, Left, LineView, Me, WaitingView } from '../../desk/wire.ts'
import type { Locale } from './words.ts'

export type Presence = ColleagueView['presence']

/** A message on its way. It leaves when the same line comes back from the server. */
export interface Outgoing {
  clientId: string
  text?: string
  offer?: { id: string; name: string }
  state: 'sending' | 'waiting' | 'saved' | 'refused'
}

export interface Talk {
  view: Omit<ConversationView, 'lines'>
  lines: LineView[]
  outgoing: Outgoing[]
  draft: string
  /** Log number up to which it has been looked at here. */
  read: number
  typing: boolean
  /** Earlier lines are shown too. */
  whole: boolean
}

/** What must be told, calmly, until it is put away. */
export interface Notice {
  id: number
  text: string
}

export interface State {
  phase: 'starting' | 'signIn' | 'link' | 'room' | 'done'
  /** Why one must sign in again. */
  signInWhy?: 'idle' | 'ended' | 'failed' | 'away' | 'noRole' | 'inAgain' | undefined
  locale: Locale
  me?: Me
  online: boolean
  everOnline: boolean
  presence: Presence
  colleagues: ColleagueView[]
  queue: WaitingView[]
  /** The server's clock minus ours, ms. */
  skew: number
  municipalities: { id: string; name: string }[]
  preferences: Preferences
  talks: Talk[]
  /** The one in use. */
  open?: string | undefined
  /** Those opened, the last one first: where there is room they stand side by side. */
  recent: string[]
  /** So many heavy ones in a row: a pause is suggested before the next is taken. */
  heavyInARow?: number | undefined
  /** A pause one takes, until then. */
  pausedUntil?: number | undefined
  notices: Notice[]
  /** What colleagues have to do with conversations, by id. */
  together: Record<string, TogetherView>
  idle: boolean
}

export const starting = (locale: Locale): State => ({
  phase: 'starting',
  locale,
  online: false,
  everOnline: false,
  presence: 'available',
  colleagues: [],
  queue: [],
  skew: 0,
  municipalities: [],
  preferences: { districts: [], themes: [], sideBySide: 1, sound: false, heavyInARow: 3 },
  talks: [],
  recent: [],
  notices: [],
  together: {},
  idle: false,
})

/** Lays a conversation from the server over what the page has: lines never double, drafts and unsent words stay. Pure. */
export function withConversation(state: State, { lines, ...view }: ConversationView): State {
  const before = state.talks.find(talk => talk.view.id === view.id)
  const known = new Set(before?.lines.map(({ number }) => number))
  const all = [...(before?.lines ?? []), ...lines.filter(({ number }) => !known.has(number))].sort((a, b) => a.number - b.number)
  const arrived = new Set(all.map(({ clientId }) => clientId))
  const talk: Talk = {
    view,
    lines: all,
    outgoing: before?.outgoing.filter(({ clientId }) => !arrived.has(clientId)) ?? [],
    draft: before?.draft ?? '',
    read: Math.max(before?.read ?? 0, view.seenByCounsellor, all.findLast(({ mine }) => mine)?.number ?? 0),
    typing: before?.typing === true && !lines.some(({ who }) => who === 'citizen'),
    whole: before?.whole ?? false,
  }
  const talks = before ? state.talks.map(one => (one === before ? talk : one)) : [...state.talks, talk]
  return { ...state, talks }
}

/** Everything anew, as after a broken connection; what is not ours any more goes, with its words. Pure. */
export function withState(state: State, conversations: ConversationView[]): State {
  const still = new Set(conversations.map(({ id }) => id))
  const kept = state.talks.filter(({ view }) => still.has(view.id))
  const merged = conversations.reduce(withConversation, { ...state, talks: kept })
  return state.open !== undefined && !still.has(state.open) ? { ...merged, open: undefined } : merged
}

/** Someone came to wait, or waits otherwise, in their place. Pure. */
export function withWaiting(queue: WaitingView[], waiting: WaitingView): WaitingView[] {
  const others = queue.filter(({ id }) => id !== waiting.id)
  const at = others.findIndex(({ place }) => place > waiting.place)
  return others.toSpliced(at < 0 ? others.length : at, 0, waiting)
}

/** The queue as it stands for this counsellor at this moment: their own districts and themes first, for a while. Pure. */
export function inOrder(queue: WaitingView[], now: number): WaitingView[] {
  const place = ({ place, behind }: WaitingView) => (behind && Date.parse(behind.until) > now ? behind.place : place)
  const places = new Map(queue.map(waiting => [waiting, place(waiting)]))
  return queue.toSorted((a, b) => ((places.get(a) ?? '') < (places.get(b) ?? '') ? -1 : 1))
}

/** Opens a conversation, beside those opened before it. Pure. */
export function withOpen(state: State, id: string | undefined): State {
  return { ...state, open: id, ...(id !== undefined && { recent: [id, ...state.recent.filter(one => one !== id)] }) }
}

/** The conversations that are shown, as many as there is room for, always in the order of the list. Pure. */
export function shownTalks({ talks, recent, open }: State, room: number): Talk[] {
  const there = recent.filter(id => talks.some(({ view }) => view.id === id))
  const ids = open === undefined ? [] : [open, ...there.filter(id => id !== open)].slice(0, room)
  return talks.filter(({ view }) => ids.includes(view.id))
}

export function without(state: State, id: string): State {
  return { ...state, talks: state.talks.filter(({ view }) => view.id !== id), ...(state.open === id && { open: undefined }) }
}

export function changeTalk(state: State, id: string, change: (talk: Talk) => Talk): State {
  return { ...state, talks: state.talks.map(talk => (talk.view.id === id ? change(talk) : talk)) }
}

export const changeOutgoing = (talk: Talk, clientId: string, state: Outgoing['state']): Talk => ({
  ...talk,
  outgoing: talk.outgoing.map(one => (one.clientId === clientId ? { ...one, state } : one)),
})

export const unread = ({ lines, read }: Talk): number => lines.filter(({ who, number }) => who === 'citizen' && number > read).length

export type { Left }

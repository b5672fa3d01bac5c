import type { Me, ToPage } from '../../desk/wire.ts'
import type { Announcer } from '../widget/announce.ts'
import { type Answer, ask, done } from './api.ts'
import type { State } from './state.ts'
import { type Locale, type Words, words } from './words.ts'

export type News = 'waiting' | 'word'

/** What a room is made with. */
export interface RoomParts {
  locale: Locale
  announcer: Announcer
  /** The token of the one-time link one came by. */
  link: string | undefined
  /** How a sign-in at the identity provider ended. */
  ended: State['signInWhy']
  /** Something came (no content goes along). */
  onNews(kind: News): void
}

/** What happens that several capabilities must follow. */
export interface Moments {
  /** Somebody is signed in; the live connection may be opened. */
  signedIn: undefined
  /** The session is over, though nobody said so: nothing is sent any more. */
  signedOut: undefined
  /** Somebody signs out. */
  leaving: undefined
  online: boolean
}

/** What every capability of the room builds on: the state, and a few ways to tell people something. */
export interface Core {
  parts: RoomParts
  state(): State
  set(next: State): void
  /** What is set in here came over the live connection: many such changes are drawn together, so that a hard day does not slow the keys. */
  hear(task: () => void): void
  listen(onChange: () => void): () => void
  /** The words in the language of the one who looks. */
  t(): Words
  /** Tells something calmly, until it is put away; said once to screen readers. */
  note(text: string): void
  announcer: Announcer
  on<M extends keyof Moments>(moment: M, follow: (value: Moments[M]) => void): void
  tell<M extends keyof Moments>(moment: M, value: Moments[M]): void
  /** Whether one is signed out, after an answer that may mean it; then the sign-in is shown, and what was being written stays. */
  checkSession(after: Answer<unknown>): Promise<boolean>
}

/** How a capability hears of what comes over the live connection. */
export type Hears<T extends ToPage['type']> = { [Type in T]: (frame: Extract<ToPage, { type: Type }>) => void }

/** Milliseconds. */
const drawnTogether = 100

export function createCore(parts: RoomParts, starting: State): Core {
  const listeners = new Set<() => void>()
  const followers: { [M in keyof Moments]: ((value: Moments[M]) => void)[] } = { signedIn: [], signedOut: [], leaving: [], online: [] }
  let state = starting
  let notices = 0
  let hearing = false
  let drawing: ReturnType<typeof setTimeout> | undefined
  const draw = () => {
    clearTimeout(drawing)
    drawing = undefined
    for (const onChange of listeners) onChange()
  }

  const core: Core = {
    parts,
    announcer: parts.announcer,
    state: () => state,
    set(next) {
      state = next
      if (!hearing) return draw()
      drawing ??= setTimeout(draw, drawnTogether)
    },
    hear(task) {
      hearing = true
      try {
        task()
      } finally {
        hearing = false
      }
    },
    listen(onChange) {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    t: () => words[state.locale],
    note(text) {
      core.set({ ...state, notices: [...state.notices.slice(-2), { id: ++notices, text }] })
      parts.announcer.say(text)
    },
    on: (moment, follow) => void followers[moment].push(follow),
    tell(moment, value) {
      for (const follow of followers[moment]) follow(value)
    },
    async checkSession(after) {
      if (state.phase !== 'room' || (after !== 'offline' && after.status !== 403)) return false
      const answer = await ask<{ me?: Me }>('/me')
      if (!done(answer) || answer.body.me) return false
      core.tell('signedOut', undefined)
      return true
    },
  }
  return core
}

import type { ConversationView, FromPage, LineView, Me, ToPage, WaitingView } from '../../desk/wire.ts'
import type { Announcer } from '../widget/announce.ts'
import { type Answer, ask, done, newClientId, passing } from './api.ts'
import { type Connection, connect } from './connection.ts'
import { createOutbox } from './outbox.ts'
import {
  changeOutgoing,
  changeTalk,
  type Outgoing,
  type Presence,
  type State,
  starting,
  unread,
  withConversation,
  without,
  withState,
  withWaiting,
} from './state.ts'
import { fill, type Locale, who, words } from './words.ts'

export type Ending = 'give-back' | 'close' | 'erase'

/** All that the page can do; the screens draw `state()` and call these. */
export interface Room {
  state(): State
  /** The token of the one-time link one came by. */
  link(): string | undefined
  listen(onChange: () => void): () => void
  /** Looks who is signed in, and goes to the sign-in, the link or the desk. */
  start(): Promise<void>
  entered(me: Me): void
  toSignIn(): void
  /** Somebody may have signed in, in a tab beside this one. */
  lookAgain(): void
  signOut(): Promise<void>
  choosePresence(presence: Presence): void
  speak(locale: Locale): void
  take(id: string): Promise<void>
  takeNext(): Promise<void>
  openTalk(id: string | undefined): void
  showWhole(id: string): void
  draft(id: string, text: string): void
  say(id: string, said: { text: string } | { offer: { id: string; name: string } }): void
  /** The one who is asked about an unsent message gives it up. */
  discard(id: string, clientId: string): void
  end(id: string, how: Ending): Promise<boolean>
  /** Somebody looks at the open conversation right now. */
  looked(): void
  active(): void
  setIdle(idle: boolean): void
  dismiss(notice: number): void
  isUnread(): number
}

/** `onNews`: something came while nobody looked (no content goes along). */
export function createRoom(parts: {
  locale: Locale
  announcer: Announcer
  link: string | undefined
  /** How a sign-in at the identity provider ended. */
  ended: State['signInWhy']
  onNews(kind: 'waiting' | 'word'): void
}): Room {
  const { announcer, onNews } = parts
  const listeners = new Set<() => void>()
  let state = starting(parts.locale)
  let connection: Connection | undefined
  /** Chosen before signing in. */
  let chosen: Locale | undefined
  let notices = 0
  let queueToldAt = 0
  const typingEnds = new Map<string, ReturnType<typeof setTimeout>>()
  const typingSent = new Map<string, number>()
  const outbox = createOutbox(deliver)

  const t = () => words[state.locale]
  const set = (next: State) => {
    state = next
    for (const onChange of listeners) onChange()
  }
  const note = (text: string) => {
    set({ ...state, notices: [...state.notices.slice(-2), { id: ++notices, text }] })
    announcer.say(text)
  }

  const room: Room = {
    state: () => state,
    link: () => parts.link,
    listen(onChange) {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },

    async start() {
      if (parts.link !== undefined) return set({ ...state, phase: 'link' })
      // The locked desk in the tab beside it is open again; a second one here would only confuse.
      if (parts.ended === 'inAgain') return set({ ...state, phase: 'done' })
      const answer = await ask<{ me?: Me }>('/me')
      if (done(answer) && answer.body.me) room.entered(answer.body.me)
      else set({ ...state, phase: 'signIn', signInWhy: parts.ended })
    },

    entered(me) {
      const same = state.me?.id === me.id
      const kept = same ? state : { ...starting(me.locale), talks: [] } // someone else's words are not for the next one
      const locale = chosen ?? me.locale
      set({ ...kept, phase: 'room', locale, me, signInWhy: undefined, idle: false })
      chosen = undefined
      outbox.flush()
      if (locale === me.locale) reconnect()
      else void ask('/me', { locale }).then(reconnect)
    },

    toSignIn: () => set({ ...state, phase: 'signIn' }),

    lookAgain() {
      if (state.phase !== 'signIn' || state.me === undefined) return
      void ask<{ me?: Me }>('/me').then(answer => {
        if (state.phase === 'signIn' && done(answer) && answer.body.me) room.entered(answer.body.me)
      })
    },

    async signOut() {
      connection?.close()
      connection = undefined
      const answer = await ask<{ goTo?: string }>('/sign-out', {})
      if (done(answer) && answer.body.goTo) location.assign(answer.body.goTo)
      set({ ...starting(state.locale), phase: 'signIn', signInWhy: 'ended' })
    },

    choosePresence(presence) {
      set({ ...state, presence })
      void ask('/presence', { presence })
    },

    speak(locale) {
      set({ ...state, locale })
      if (state.phase !== 'room') chosen = locale
      // The cards are worded by the desk: they come anew in the chosen language.
      else void ask('/me', { locale }).then(reconnect)
    },

    take: id => taken(ask(`/conversations/${id}/take`, { clientId: newClientId() })),
    takeNext: () => taken(ask('/take-next', { clientId: newClientId() })),

    openTalk: id => {
      set({ ...state, open: id })
      room.looked()
    },
    showWhole: id => set(changeTalk(state, id, talk => ({ ...talk, whole: true }))),

    draft(id, text) {
      set(changeTalk(state, id, talk => ({ ...talk, draft: text })))
      if (text === '' || Date.now() - (typingSent.get(id) ?? 0) < 3000) return
      typingSent.set(id, Date.now())
      connection?.send({ type: 'typing', id })
    },

    say(id, said) {
      const message: Outgoing = { clientId: newClientId(), state: state.online ? 'sending' : 'waiting', ...said }
      set(changeTalk(state, id, talk => ({ ...talk, outgoing: [...talk.outgoing, message], draft: 'text' in said ? '' : talk.draft })))
      typingSent.delete(id)
      outbox.add({ conversation: id, clientId: message.clientId })
    },

    discard: (id, clientId) =>
      set(changeTalk(state, id, talk => ({ ...talk, outgoing: talk.outgoing.filter(one => one.clientId !== clientId) }))),

    async end(id, how) {
      const talk = state.talks.find(({ view }) => view.id === id)
      if (!talk) return true
      const answer = await ask<unknown>(`/conversations/${id}/${how}`, { clientId: newClientId(), holderNumber: talk.view.holderNumber })
      if (done(answer)) {
        leave(id, how === 'erase' ? 'erased' : how === 'close' ? 'closed' : 'givenBack')
        return true
      }
      await checkSession(answer)
      return false
    },

    looked() {
      const talk = state.talks.find(({ view }) => view.id === state.open)
      const last = talk?.lines.at(-1)?.number ?? 0
      if (!talk || document.hidden || last <= talk.read) return
      set(changeTalk(state, talk.view.id, one => ({ ...one, read: last })))
      void ask(`/conversations/${talk.view.id}/seen`, { number: last })
    },

    active: () => connection?.send({ type: 'active' }),
    setIdle: idle => {
      if (idle !== state.idle) set({ ...state, idle })
    },
    dismiss: notice => set({ ...state, notices: state.notices.filter(({ id }) => id !== notice) }),
    isUnread: () => state.queue.length + state.talks.reduce((sum, talk) => sum + unread(talk), 0),
  }
  return room

  function reconnect(): void {
    connection?.close()
    connection = connect({ hello, frame: hear, online })
  }

  function hello(): FromPage {
    return state.everOnline ? { type: 'hello', presence: state.presence } : { type: 'hello' }
  }

  function online(isOnline: boolean): void {
    if (isOnline === state.online) return
    if (isOnline && state.everOnline) announcer.say(t().connection.back)
    if (!isOnline && state.everOnline && state.phase === 'room') announcer.say(t().connection.away)
    set({ ...state, online: isOnline, everOnline: state.everOnline || isOnline })
    if (isOnline) outbox.flush()
    else void checkSession('offline')
  }

  function hear(frame: ToPage): void {
    if (frame.type === 'state') hearState(frame)
    else if (frame.type === 'waits') hearWaiting(frame.waiting, frame.now)
    else if (frame.type === 'waitsNoMore') set({ ...state, queue: state.queue.filter(({ id }) => id !== frame.id) })
    else if (frame.type === 'conversation') hearConversation(frame.conversation)
    else if (frame.type === 'left') leave(frame.id, frame.why)
    else if (frame.type === 'typing') hearTyping(frame.id)
    else if (frame.type === 'presence') set({ ...state, presence: frame.presence, colleagues: frame.colleagues })
    else if (frame.type === 'signedOut') signedOut()
  }

  function hearState({ me, now, presence, queue, conversations, colleagues, municipalities }: Extract<ToPage, { type: 'state' }>): void {
    const lost = state.talks.filter(({ view }) => !conversations.some(({ id }) => id === view.id))
    set({ ...withState(state, conversations), me, presence, queue, colleagues, municipalities, skew: Date.parse(now) - Date.now() })
    for (const _ of lost) note(t().left.vanished)
    room.looked()
  }

  function hearWaiting(waiting: WaitingView, now: string): void {
    const before = state.queue.find(({ id }) => id === waiting.id)
    set({ ...state, queue: withWaiting(state.queue, waiting), skew: Date.parse(now) - Date.now() })
    const acute = waiting.urgency === 'acute'
    if (before && (!acute || before.urgency === 'acute')) return
    // Queue news may wait: once in ten seconds, but an acute one is said at once.
    if (acute || Date.now() - queueToldAt > 10_000) {
      queueToldAt = Date.now()
      announcer.say(fill(t().queue.new, { who: `${acute ? `${t().urgency.acute}. ` : ''}${who(waiting, t())}` }), acute)
    }
    if (document.hidden) onNews('waiting')
  }

  function hearConversation(conversation: ConversationView): void {
    const before = state.talks.find(({ view }) => view.id === conversation.id)
    const known = before?.lines.at(-1)?.number ?? Number.POSITIVE_INFINITY
    const fresh = conversation.lines.filter(({ number, mine }) => number > known && !mine)
    set(withConversation(state, conversation))
    for (const line of fresh) announce(conversation, line)
    if (document.hidden && fresh.some(({ who: speaker }) => speaker === 'citizen')) onNews('word')
    room.looked()
  }

  function announce(conversation: ConversationView, line: LineView): void {
    if (conversation.id === state.open)
      announcer.say(
        fill(t().talk.said, { who: t().talk[line.who === 'counsellor' ? 'me' : line.who], text: line.spoken.text }),
        line.spoken.urgent,
      )
    else if (line.who === 'citizen') announcer.say(fill(t().talk.saidIn, { who: who(conversation, t()) }))
  }

  function hearTyping(id: string): void {
    clearTimeout(typingEnds.get(id))
    set(changeTalk(state, id, talk => ({ ...talk, typing: true })))
    typingEnds.set(
      id,
      setTimeout(() => set(changeTalk(state, id, talk => ({ ...talk, typing: false }))), 5000),
    )
  }

  function leave(id: string, why: keyof typeof words.da.left): void {
    if (!state.talks.some(({ view }) => view.id === id)) return
    set(without(state, id))
    note(t().left[why])
  }

  async function taken(asked: Promise<Answer<{ conversation?: ConversationView; why?: string; by?: string }>>): Promise<void> {
    const answer = await asked
    if (done(answer) && answer.body.conversation) {
      set({ ...withConversation(state, answer.body.conversation), open: answer.body.conversation.id })
      return room.looked()
    }
    if (done(answer)) return note(t().queue.noneLeft)
    if (answer !== 'offline' && answer.status === 409) return note(fill(t().queue.takenBy, { name: answer.body.by ?? '' }))
    if (!(await checkSession(answer))) note(answer === 'offline' ? t().connection.away : t().queue.gone)
  }

  /** One message of the outbox. `again`: the network failed, and the same id is sent once more. */
  async function deliver({ conversation, clientId }: { conversation: string; clientId: string }): Promise<'done' | 'again'> {
    const talk = state.talks.find(({ view }) => view.id === conversation)
    const message = talk?.outgoing.find(one => one.clientId === clientId)
    if (!talk || !message) return 'done'
    const mark = (how: Outgoing['state']) => set(changeTalk(state, conversation, one => changeOutgoing(one, clientId, how)))
    const { text, offer } = message
    const answer = await ask(`/conversations/${conversation}/say`, {
      clientId,
      holderNumber: talk.view.holderNumber,
      ...(text !== undefined && { text }),
      ...(offer && { offerId: offer.id }),
    })
    if (done(answer)) mark('saved')
    else if (passing(answer) || (await checkSession(answer))) {
      mark('waiting')
      return 'again'
    } else mark('refused')
    return 'done'
  }

  /** Whether one is signed out; then the sign-in is shown, and what was being written stays. */
  async function checkSession(after: Answer<unknown>): Promise<boolean> {
    if (state.phase !== 'room' || (after !== 'offline' && after.status !== 403)) return false
    const answer = await ask<{ me?: Me }>('/me')
    if (!done(answer) || answer.body.me) return false
    signedOut()
    return true
  }

  function signedOut(): void {
    connection?.close()
    connection = undefined
    outbox.pause()
    set({ ...state, phase: 'signIn', signInWhy: 'idle', online: false, idle: false })
  }
}

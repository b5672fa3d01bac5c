import type { TogetherView, WatchFrame } from '../../desk/togetherWire.ts'
import { ask, done, newClientId } from './api.ts'
import type { Core, Hears } from './core.ts'
import { fill } from './words.ts'

export interface Together {
  /** Asks a colleague or a team to take the conversation over. Whether they could be asked; so for all that follows. */
  offer(id: string, to: { counsellor: string } | { team: string }, orElse: 'sender' | 'queue', note: string): Promise<boolean>
  takeOfferBack(id: string): Promise<boolean>
  accept(id: string): Promise<boolean>
  decline(id: string): Promise<boolean>
  consult(id: string, colleague: string): Promise<boolean>
  /** A word to the colleagues; the citizen never gets it. */
  aside(id: string, text: string): Promise<boolean>
  /** Of someone who came in: a word to the citizen. */
  sayToo(id: string, text: string): Promise<boolean>
  stepOut(id: string, who?: string): Promise<boolean>
  join(id: string): Promise<boolean>
  /** Of a supervisor: the conversation they read along in, if any. */
  watch(id: string | undefined): void
  hears: Hears<'together'>
}

/** What one does with colleagues about a conversation, and what they do about one's own. */
export function createTogether(core: Core, send: (frame: WatchFrame) => void): Together {
  const { state, set, note, t } = core
  let watching: string | undefined

  // Everything is told anew: what is no longer told is no longer so.
  core.on('online', isOnline => {
    if (!isOnline) return
    set({ ...state(), together: {} })
    if (watching !== undefined) send({ type: 'watch', id: watching })
  })

  return {
    offer: (id, to, orElse, note) => act(id, 'offer', { ...numbered(id), to, orElse, ...(note.trim() !== '' && { note: note.trim() }) }),
    takeOfferBack: id => act(id, 'offer/take-back', numbered(id)),
    async accept(id) {
      const accepted = await act(id, 'accept', { clientId: newClientId() })
      if (accepted) set({ ...state(), open: id })
      else note(t().together.failed)
      return accepted
    },
    decline: id => act(id, 'decline', { clientId: newClientId() }),
    consult: (id, colleague) => act(id, 'consult', { ...numbered(id), colleague }),
    aside: (id, text) => act(id, 'aside', { clientId: newClientId(), text }),
    sayToo: (id, text) => act(id, 'say-too', { ...numbered(id), text }),
    stepOut: (id, who) => act(id, 'step-out', { clientId: newClientId(), ...(who !== undefined && { who }) }),
    join: id => act(id, 'join', { clientId: newClientId() }),
    watch(id) {
      watching = id
      send({ type: 'watch', ...(id !== undefined && { id }) })
    },
    hears: { together: ({ id, together }) => hear(id, together) },
  }

  /** One's own conversation, or one that one came into. */
  function numbered(id: string) {
    const own = state().talks.find(({ view }) => view.id === id)?.view.holderNumber
    return { clientId: newClientId(), holderNumber: own ?? state().together[id]?.holderNumber ?? 0 }
  }

  async function act(id: string, what: string, body: object): Promise<boolean> {
    const answer = await ask<unknown>(`/conversations/${id}/${what}`, body)
    if (done(answer)) return true
    await core.checkSession(answer)
    return false
  }

  function hear(id: string, now: TogetherView | undefined): void {
    const { [id]: before, ...others } = state().together
    const closes =
      now === undefined && before?.talk !== undefined && state().open === id && !state().talks.some(({ view }) => view.id === id)
    if (closes) set({ ...state(), open: undefined })
    set({ ...state(), together: now ? { ...others, [id]: withEarlier(now, before) } : others })
    if (now?.part === 'asked' && before?.part !== 'asked') {
      note(fill(t().together.heard, { from: now.counsellor }))
      if (document.hidden) core.parts.onNews('waiting')
    }
    const ended = now?.offerEnded
    if (ended && ended.at !== before?.offerEnded?.at) note(fill(t().together[ended.why], { name: ended.to }))
    const word = now?.asides.at(-1)
    if (word && !word.mine && word.id !== before?.asides.at(-1)?.id) core.announcer.say(`${word.name}: ${word.text}`)
  }
}

/** Only new lines come. */
function withEarlier(now: TogetherView, before: TogetherView | undefined): TogetherView {
  if (!now.talk || !before?.talk) return now
  const first = now.talk.lines[0]?.number ?? Number.POSITIVE_INFINITY
  return { ...now, talk: { ...now.talk, lines: [...before.talk.lines.filter(({ number }) => number < first), ...now.talk.lines] } }
}

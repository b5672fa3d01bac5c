import type { ConversationView, LineView } from '../../desk/wire.ts'
import { ask } from './api.ts'
import type { Core, Hears } from './core.ts'
import { changeTalk, type Left, unread, withConversation, withOpen, without } from './state.ts'
import { fill, who } from './words.ts'

export interface Talking {
  openTalk(id: string | undefined): void
  showWhole(id: string): void
  /** Somebody looks at the open conversation right now. */
  looked(): void
  /** It is no longer on this desk. */
  leave(id: string, why: Left): void
  isUnread(): number
  hears: Hears<'conversation' | 'left' | 'typing'>
}

/** One's own conversations: what is said in them, which one is open, and what has been looked at. */
export function createTalking(core: Core): Talking {
  const { state, set, note, announcer, t } = core
  const typingEnds = new Map<string, ReturnType<typeof setTimeout>>()

  const talking: Talking = {
    openTalk(id) {
      set(withOpen(state(), id))
      talking.looked()
    },
    showWhole: id => set(changeTalk(state(), id, talk => ({ ...talk, whole: true }))),

    looked() {
      const talk = state().talks.find(({ view }) => view.id === state().open)
      const last = talk?.lines.at(-1)?.number ?? 0
      if (!talk || document.hidden || last <= talk.read) return
      set(changeTalk(state(), talk.view.id, one => ({ ...one, read: last })))
      void ask(`/conversations/${talk.view.id}/seen`, { number: last })
    },

    leave(id, why) {
      if (!state().talks.some(({ view }) => view.id === id)) return
      set(without(state(), id))
      note(t().left[why])
    },

    isUnread: () => state().queue.length + state().talks.reduce((sum, talk) => sum + unread(talk), 0),

    hears: {
      conversation: ({ conversation }) => hearConversation(conversation),
      left: ({ id, why }) => talking.leave(id, why),
      typing: ({ id }) => hearTyping(id),
    },
  }
  return talking

  function hearConversation(conversation: ConversationView): void {
    const before = state().talks.find(({ view }) => view.id === conversation.id)
    const known = before?.lines.at(-1)?.number ?? Number.POSITIVE_INFINITY
    const fresh = conversation.lines.filter(({ number, mine }) => number > known && !mine)
    set(withConversation(state(), conversation))
    for (const line of fresh) announce(conversation, line)
    const inSight = !document.hidden && conversation.id === state().open
    if (!inSight && fresh.some(({ who: speaker }) => speaker === 'citizen')) core.parts.onNews('word')
    talking.looked()
  }

  function announce(conversation: ConversationView, line: LineView): void {
    if (conversation.id === state().open)
      announcer.say(
        fill(t().talk.said, { who: t().talk[line.who === 'counsellor' ? 'me' : line.who], text: line.spoken.text }),
        line.spoken.urgent,
      )
    else if (line.who === 'citizen') announcer.say(fill(t().talk.saidIn, { who: who(conversation, t()) }))
  }

  function hearTyping(id: string): void {
    clearTimeout(typingEnds.get(id))
    set(changeTalk(state(), id, talk => ({ ...talk, typing: true })))
    typingEnds.set(
      id,
      setTimeout(() => set(changeTalk(state(), id, talk => ({ ...talk, typing: false }))), 5000),
    )
  }
}

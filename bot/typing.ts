import { EventEmitter } from 'node:events'
import type { Entry } from '../dialogs/conversation.ts'
import type { Signals } from '../store/signals.ts'

export interface TypingNews {
  conversation: string
  from: Entry['from']
}

/** Who types right now, at any node. Passed on to whoever looks, never kept. */
export interface Typing {
  tell(news: TypingNews): void
  listen(onTyping: (news: TypingNews) => void): () => void
}

/** Other nodes hear of the same one no more often. */
const tellEvery = 1000
const remembered = 5000

/** `nameOf`: a counsellor's name; other nodes are told their id only. */
export function createTyping(signals: Signals, nameOf: (counsellor: string) => string): Typing {
  const bus = new EventEmitter().setMaxListeners(0)
  const toldAt = new Map<string, number>()

  signals.listen(signal => {
    const [kind, conversation, who, id] = signal.split(' ')
    if (kind !== 'typing' || conversation === undefined) return
    const from = fromOf(who, id)
    if (from) bus.emit('typing', { conversation, from } satisfies TypingNews)
  })

  return {
    tell(news) {
      bus.emit('typing', news)
      const { conversation, from } = news
      const signal = ['typing', conversation, from.who, ...(from.who === 'counsellor' ? [from.id] : [])].join(' ')
      const now = performance.now()
      if (now - (toldAt.get(signal) ?? Number.NEGATIVE_INFINITY) < tellEvery) return
      toldAt.delete(signal)
      toldAt.set(signal, now)
      if (toldAt.size > remembered) toldAt.delete(toldAt.keys().next().value!) // size > 0: there is an oldest
      signals.tell(signal)
    },
    listen(onTyping) {
      bus.on('typing', onTyping)
      return () => bus.off('typing', onTyping)
    },
  }

  function fromOf(who: string | undefined, id: string | undefined): Entry['from'] | undefined {
    if (who === 'citizen' || who === 'bot') return { who }
    return who === 'counsellor' && id !== undefined ? { who, id, name: nameOf(id) } : undefined
  }
}

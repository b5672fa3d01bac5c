import { EventEmitter } from 'node:events'
import type { Entry } from '../dialogs/conversation.ts'

export interface TypingNews {
  conversation: string
  from: Entry['from']
}

/** Who types right now. Passed on to whoever looks, never kept. */
export interface Typing {
  tell(news: TypingNews): void
  listen(onTyping: (news: TypingNews) => void): () => void
}

export function createTyping(): Typing {
  const bus = new EventEmitter().setMaxListeners(0)
  return {
    tell: news => void bus.emit('typing', news),
    listen(onTyping) {
      bus.on('typing', onTyping)
      return () => bus.off('typing', onTyping)
    },
  }
}

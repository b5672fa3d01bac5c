import type { Logger } from 'pino'
import type { Conversation } from '../dialogs/conversation.ts'
import type { Sealed } from '../store/sealed.ts'
import { kindOf } from './answer.ts'

export type OnConversation = (id: string, conversation: Conversation | undefined) => void

/** The newest state of every changed conversation, read once for all who listen; undefined: forgotten. */
export interface Changes {
  listen(onConversation: OnConversation): () => void
  close(): void
}

/** Changes that follow each other closely are told as one, always with the newest state. */
export function followChanges(conversations: Sealed<Conversation>, log: Logger): Changes {
  const listeners = new Set<OnConversation>()
  const reading = new Set<string>()
  const again = new Set<string>()

  const close = conversations.watch(id => void tell(id))
  return {
    listen(onConversation) {
      listeners.add(onConversation)
      return () => listeners.delete(onConversation)
    },
    close,
  }

  async function tell(id: string): Promise<void> {
    if (reading.has(id)) {
      again.add(id)
      return
    }
    reading.add(id)
    try {
      do {
        again.delete(id)
        const conversation = (await conversations.read(id))?.value
        for (const onConversation of listeners) onConversation(id, conversation)
      } while (again.has(id))
    } catch (error) {
      log.error({ kind: kindOf(error) }, 'a change could not be told')
    } finally {
      reading.delete(id)
    }
  }
}

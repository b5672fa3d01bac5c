import type { Logger } from 'pino'
import type { Conversation } from '../dialogs/conversation.ts'
import type { Sealed } from '../store/sealed.ts'
import type { Store } from '../store/store.ts'
import { kindOf } from './kindOf.ts'

export type OnConversation = (id: string, conversation: Conversation | undefined) => void

/** The newest state of every changed conversation, on whatever node it changed, read once for all who listen; undefined: forgotten. */
export interface Changes {
  /** `mine`: those whose newest state this listener must be told when the feed was cut, since a change of them may have been missed. */
  listen(onConversation: OnConversation, mine?: () => Iterable<string>): () => void
  /** Reads every conversation once and tells all who listen by now. What fell to nobody while nothing ran is seen here. */
  tellAll(): Promise<void>
  close(): void
}

/** So many are read at a time; the rest of the store's connections are for whoever writes. */
const atOnce = 6
const saidAfter = 2000
const triedAgainAfter = 1000

/** Changes that follow each other closely are told as one, always with the newest state. */
export function followChanges(conversations: Sealed<Conversation>, store: Pick<Store, 'watch'>, log: Logger): Changes {
  const listeners = new Map<OnConversation, () => Iterable<string>>()
  const reading = new Set<string>()
  const again = new Set<string>()
  /** Could not be read: the store is away. */
  const late = new Set<string>()
  let tryAgain: NodeJS.Timeout | undefined

  const deaf = [
    conversations.watch(id => void tell(id)),
    store.watch(nothing, feed => {
      if (feed === 'whole') void tellEach(new Set([...listeners.values()].flatMap(mine => [...mine()])).values())
    }),
  ]
  return {
    listen(onConversation, mine = () => []) {
      listeners.set(onConversation, mine)
      return () => listeners.delete(onConversation)
    },

    async tellAll() {
      const from = performance.now()
      let read = 0
      const say = setInterval(() => log.warn({ read, seconds: secondsSince(from) }, 'reading the conversations'), saidAfter)
      await tellEach(conversations.ids(), () => read++)
      clearInterval(say)
      if (performance.now() - from > saidAfter) log.warn({ read, seconds: secondsSince(from) }, 'all conversations are read')
    },

    close() {
      for (const stop of deaf) stop()
      clearTimeout(tryAgain)
      listeners.clear()
    },
  }

  async function tellEach(ids: AsyncIterable<string> | Iterator<string>, told: () => void = nothing): Promise<void> {
    const next = Symbol.asyncIterator in ids ? ids[Symbol.asyncIterator]() : ids
    const worker = async () => {
      for (let one = await next.next(); !one.done; one = await next.next()) {
        await tell(one.value)
        told()
      }
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
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
        for (const onConversation of listeners.keys()) {
          // What one listener cannot take is no reason to keep it from the others, nor to tell it anew.
          try {
            onConversation(id, conversation)
          } catch (error) {
            log.error({ kind: kindOf(error) }, 'a change was told, and one who listens could not take it')
          }
        }
      } while (again.has(id))
    } catch (error) {
      if (late.size === 0) log.error({ kind: kindOf(error) }, 'a change could not be told; it is tried again')
      late.add(id)
      again.delete(id)
      tryAgain ??= setTimeout(tellLate, triedAgainAfter)
    } finally {
      reading.delete(id)
    }
  }

  function tellLate() {
    tryAgain = undefined
    const ids = [...late]
    late.clear()
    void tellEach(ids.values())
  }
}

const secondsSince = (from: number) => Math.round((performance.now() - from) / 1000)
const nothing = () => undefined

import { backoff, pause, wake } from '../widget/pause.ts'

export interface Outbox {
  add(message: Message): void
  /** Goes on at once: the network is back, or somebody signed in again. */
  flush(): void
  /** Sends nothing until `flush`. */
  pause(): void
}

export interface Message {
  conversation: string
  clientId: string
}

/** One message at a time for each conversation, in order; each is sent until it is answered, always with the same id. */
export function createOutbox(deliver: (message: Message) => Promise<'done' | 'again'>): Outbox {
  const lines = new Map<string, Message[]>()
  const busy = new Set<string>()
  let paused = false

  async function work(conversation: string): Promise<void> {
    if (busy.has(conversation)) return
    busy.add(conversation)
    const line = lines.get(conversation) ?? []
    for (let tries = 0; line[0] && !paused; ) {
      if ((await deliver(line[0])) === 'done') {
        line.shift()
        tries = 0
      } else if (!paused) await pause(backoff(tries++))
    }
    busy.delete(conversation)
    if (line.length === 0) lines.delete(conversation)
  }

  return {
    add(message) {
      const line = lines.get(message.conversation) ?? []
      line.push(message)
      lines.set(message.conversation, line)
      void work(message.conversation)
    },
    flush() {
      paused = false
      wake()
      for (const conversation of lines.keys()) void work(conversation)
    },
    pause() {
      paused = true
      wake()
    },
  }
}

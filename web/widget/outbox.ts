import { isPassing } from './ask.ts'
import type { Listener } from './directLine.ts'
import { backoff, pause, wake } from './pause.ts'
import type { Activity } from './wire.ts'

export interface Outbox {
  add(activity: Activity): void
  flush(): void
  /** Takes note of our own messages that came back on the stream. */
  echoed(activities: Activity[]): void
  /** Something was saved a while ago and never came back: the stream is dead, though it looks alive. */
  unechoed(): boolean
  stop(): void
}

/** Messages on their way: one at a time, in order, each with its own id until the server has answered for it. */
export function createOutbox(post: (activity: Activity) => Promise<unknown>, ready: () => boolean, on: Pick<Listener, 'sent'>): Outbox {
  const waiting: Activity[] = []
  const savedAt = new Map<string, number>()
  const echoes = new Set<string>()
  let busy = false
  let stopped = false

  async function flush(): Promise<void> {
    if (busy) return wake()
    busy = true
    for (let tries = 0; waiting[0] && ready() && !stopped; ) {
      const activity = waiting[0]
      const id = activity.channelData?.clientActivityID ?? ''
      try {
        await post(activity)
        if (!echoes.has(id)) savedAt.set(id, Date.now())
        done(id, 'saved')
        tries = 0
      } catch (error) {
        if (stopped) break
        if (isPassing(error)) {
          on.sent(id, 'again')
          await pause(backoff(tries++))
        } else done(id, 'refused')
      }
    }
    busy = false
  }

  function done(id: string, how: 'saved' | 'refused') {
    waiting.shift()
    on.sent(id, how)
  }

  return {
    add: activity => {
      waiting.push(activity)
      void flush()
    },
    flush: () => void flush(),
    echoed: activities => {
      for (const { channelData } of activities) {
        const id = channelData?.clientActivityID
        if (!id) continue
        echoes.add(id)
        savedAt.delete(id)
      }
    },
    unechoed: () => {
      const late = [...savedAt].filter(([, at]) => Date.now() - at > 4000)
      for (const [id] of late) savedAt.delete(id)
      return late.length > 0
    },
    stop: () => {
      stopped = true
      waiting.length = 0
    },
  }
}

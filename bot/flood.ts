import { Refusal } from './refusal.ts'

/** Evens out one conversation's messages, so that others do not wait for it. Knows ids only while they are busy, and nobody's address. */
export interface Flood {
  /** Returns when it is their turn; refuses with 503 when too much already waits. Never 429: clients take that for success. */
  admit(conversation: string): Promise<void>
}

/** `burst` messages at once, then `perSecond`; `longest` is the wait in seconds beyond which we refuse. */
export function createFlood({ burst = 40, perSecond = 4, longest = 8 } = {}): Flood {
  const interval = 1000 / perSecond
  // When the conversation's allowance will be whole again, in milliseconds of the process's clock.
  const whole = new Map<string, number>()

  return {
    async admit(conversation) {
      const now = performance.now()
      const until = Math.max(whole.get(conversation) ?? now, now) + interval
      const wait = until - now - burst * interval
      if (wait > longest * 1000) throw new Refusal(503, 'TooMuchAtOnce')
      whole.set(conversation, until)
      if (whole.size > 5000) forgetWhole(now)
      if (wait > 0) await new Promise(resolve => setTimeout(resolve, wait))
    },
  }

  function forgetWhole(now: number) {
    for (const [conversation, until] of whole) if (until <= now) whole.delete(conversation)
  }
}

import { createHmac } from 'node:crypto'
import { Conflict, type Key, type Store } from '../store/store.ts'
import { tidyEmail } from './accounts.ts'

/** Wrong passwords that are let pass; from then on there is a pause after each. */
export const freeTries = 5

/**
 * Pauses after repeated wrong passwords: one minute, then two, four ... a quarter of an hour at most. It counts for an e-mail address whether
 * or not somebody has an account under it, so that the pause gives nothing away. It lies in the store, under a keyed hash of the address, and so
 * counts over all nodes.
 */
export interface Lockout {
  /**
   * Counts a try before its password is looked at, so that many at once on several nodes get no more tries than one after the other. Returns
   * until when there is a pause; then nothing may be tried. undefined: try.
   */
  admit(email: string, now: Date): Promise<Date | undefined>
  succeeded(email: string): Promise<void>
  /** Forgets what is a day old. */
  tidy(now: Date): Promise<void>
}

interface Tries {
  count: number
  /** Milliseconds since 1970. */
  last: number
}

/** `secret`: nobody can try addresses against what lies in the store without it. */
export function createLockout(store: Store, secret: Buffer): Lockout {
  const keyOf = (email: string): Key => `lockouts/${createHmac('sha256', secret).update(tidyEmail(email)).digest('hex').slice(0, 40)}`

  return {
    async admit(email, now) {
      const key = keyOf(email)
      for (;;) {
        const found = await store.read<Tries>(key)
        const known = found && now.getTime() - found.value.last < forgottenAfter ? found.value : { count: 0, last: 0 }
        const until = known.count < freeTries ? 0 : known.last + pause(known.count)
        if (until > now.getTime()) return new Date(until)
        try {
          await store.write<Tries>(key, { count: known.count + 1, last: now.getTime() }, found?.etag ?? 'absent')
          return undefined
        } catch (error) {
          if (!(error instanceof Conflict)) throw error // another try at the same moment: count again
        }
      }
    },

    succeeded: email => store.forget(keyOf(email)),

    async tidy(now) {
      for await (const key of store.keys('lockouts/')) {
        const found = await store.read<Tries>(key)
        if (found && now.getTime() - found.value.last >= forgottenAfter) await store.forget(key)
      }
    },
  }
}

const minute = 60_000
const forgottenAfter = 24 * 60 * minute
const pause = (count: number) => Math.min(minute * 2 ** (count - freeTries), 15 * minute)

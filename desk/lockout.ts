/** Wrong passwords that are let pass; from then on there is a pause after each. */
export const freeTries = 5

/**
 * Pauses after repeated wrong passwords: one minute, then two, four ... a quarter of an hour at most. It counts for an e-mail address whether
 * or not somebody has an account under it, so that the pause gives nothing away. In memory only.
 */
export interface Lockout {
  /** When one may try again; undefined: now. */
  lockedUntil(email: string, now: Date): Date | undefined
  failed(email: string, now: Date): void
  succeeded(email: string): void
}

export function createLockout(): Lockout {
  const failures = new Map<string, { count: number; last: number }>()
  return {
    lockedUntil(email, now) {
      const known = failures.get(email)
      if (known === undefined || known.count < freeTries) return undefined
      const until = known.last + pause(known.count)
      return until > now.getTime() ? new Date(until) : undefined
    },
    failed(email, now) {
      const known = failures.get(email)
      const count = known !== undefined && now.getTime() - known.last < forgottenAfter ? known.count + 1 : 1
      failures.delete(email)
      failures.set(email, { count, last: now.getTime() })
      if (failures.size > remembered) failures.delete(failures.keys().next().value!) // size > 0: there is an oldest
    },
    succeeded: email => void failures.delete(email),
  }
}

const minute = 60_000
const forgottenAfter = 24 * 60 * minute
const remembered = 10_000
const pause = (count: number) => Math.min(minute * 2 ** (count - freeTries), 15 * minute)

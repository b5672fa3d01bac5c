import type { Keys, SigningKey } from './keys.ts'

/**
 * Tokens that were found to hold. Teams sends the same one for an hour, and its signature says the same each time: so it is looked at once, and holds
 * until it runs out, or until the key that signed it is no longer its signer's (or was fetched anew).
 */
export interface KnownTokens<V> {
  find(token: string): Promise<V | undefined>
  add(token: string, held: Held<V>): void
}

interface Held<V> {
  value: V
  kid: string
  signer: SigningKey
  /** Milliseconds since 1970. */
  until: number
}

const mostKnown = 500

export function createKnownTokens<V>(keys: Keys, now: () => number): KnownTokens<V> {
  const known = new Map<string, Held<V>>()
  return {
    async find(token) {
      const held = known.get(token)
      if (held === undefined) return undefined
      if (now() < held.until && (await keys.find(held.kid)) === held.signer) return held.value
      known.delete(token)
      return undefined
    },
    add(token, held) {
      known.set(token, held)
      if (known.size > mostKnown) known.delete(known.keys().next().value!) // size > 0: there is an oldest
    },
  }
}

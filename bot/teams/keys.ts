import { type CryptoKey, importJWK } from 'jose'
import { z } from 'zod'

/** The keys of whoever signs for Bot Framework: from the one place that the settings name, whatever a token says. */
export interface Keys {
  /** undefined: there is no such key. Throws where the keys cannot be fetched and none are known. */
  find(kid: string): Promise<SigningKey | undefined>
}

export interface SigningKey {
  key: CryptoKey | Uint8Array
  /** The channels for which it may sign. */
  endorsements: readonly string[]
}

/** Milliseconds. Microsoft asks for new keys once a day at least; a key that is not known is asked for no more often than this. */
const fresh = 12 * 60 * 60_000
const askedAgain = 60_000
const patience = 10_000

export function openKeys(metadataUrl: string, now: () => number = Date.now): Keys {
  let known = new Map<string, SigningKey>()
  let fetchedAt = Number.NEGATIVE_INFINITY
  let askedAt = Number.NEGATIVE_INFINITY
  let fetching: Promise<void> | undefined

  return {
    async find(kid) {
      const old = now() - fetchedAt > fresh
      if ((old || !known.has(kid)) && now() - askedAt > askedAgain) {
        askedAt = now()
        fetching = fetchKeys().finally(() => {
          fetching = undefined
        })
      }
      if (!known.has(kid)) await fetching
      else fetching?.catch(() => undefined) // the old ones still hold
      return known.get(kid)
    },
  }

  async function fetchKeys() {
    try {
      const { jwks_uri } = metadata.parse(await fetchJson(metadataUrl))
      const { keys } = keySet.parse(await fetchJson(jwks_uri))
      const read = keys.map(async ({ endorsements, ...jwk }) => [jwk.kid, { key: await importJWK(jwk, 'RS256'), endorsements }] as const)
      known = new Map(await Promise.all(read))
      fetchedAt = now()
    } catch (error) {
      askedAt = Number.NEGATIVE_INFINITY
      throw new Unavailable(error)
    }
  }
}

/** Nobody can be let in just now; they come again (bot/answer.ts). */
class Unavailable extends Error {
  constructor(cause: unknown) {
    super('the keys of Bot Framework cannot be fetched', { cause })
    this.name = 'Unavailable'
  }
}

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(patience) })
  if (!response.ok) throw new Error(`${new URL(url).host} answered ${response.status}`)
  return response.json()
}

const metadata = z.looseObject({ jwks_uri: z.url() })

/** 2048 bits are 342 letters of base64. What is no RSA key is passed over. */
const rsaKey = z.object({
  kid: z.string(),
  kty: z.literal('RSA'),
  n: z.string().min(342),
  e: z.string(),
  endorsements: z.array(z.string()).default([]),
})
const keySet = z.looseObject({
  keys: z.array(z.unknown()).transform(keys => keys.flatMap(key => rsaKey.safeParse(key).data ?? [])),
})

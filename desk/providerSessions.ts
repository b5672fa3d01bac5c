import { createSecretKey, hkdfSync } from 'node:crypto'
import { createSealer } from '../store/sealing.ts'
import type { Key, Store } from '../store/store.ts'
import { type Sessions, wholeLimit } from './sessions.ts'
import { hashOf } from './tokens.ts'

/** Which of our sessions came from which session at the identity provider, so that each end can end the other. */
export interface ProviderSessions {
  /** `session`: ours, by its id. */
  remember(session: string, from: { subject: string; sid?: string | undefined; idToken: string }, now: Date): Promise<void>
  /** The ID token of a session, once; undefined: it did not come from the provider. */
  takeIdToken(session: string): Promise<string | undefined>
  /** Ends those of one session at the provider; where it names none, all of that person. Returns how many. */
  end(which: { subject?: string | undefined; sid?: string | undefined }): Promise<number>
}

interface Remembered {
  subject: string
  sid?: string
  /** Sealed: it tells who they are. */
  idToken: string
  at: number
}

const prefix = 'provider-sessions/'

export function createProviderSessions(store: Store, masterKey: Buffer, sessions: Sessions): ProviderSessions {
  const sealer = createSealer(masterKey)
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', masterKey, '', 'brobygger ID token', 32)))
  const keyOf = (session: string): Key => `${prefix}${session}`

  async function* all(): AsyncIterable<{ session: string; value: Remembered }> {
    for await (const key of store.keys(prefix)) {
      const found = await store.read<Remembered>(key)
      if (found) yield { session: key.slice(prefix.length), value: found.value }
    }
  }

  return {
    async remember(session, { subject, sid, idToken }, now) {
      for await (const old of all()) if (now.getTime() - old.value.at > wholeLimit) await store.forget(keyOf(old.session))
      const value: Remembered = {
        subject,
        ...(sid !== undefined && { sid: hashOf(sid) }),
        idToken: sealer.seal(key, idToken, session),
        at: now.getTime(),
      }
      await store.write(keyOf(session), value, 'absent')
    },

    async takeIdToken(session) {
      const found = await store.read<Remembered>(keyOf(session))
      if (!found) return undefined
      await store.forget(keyOf(session))
      return sealer.open(key, found.value.idToken, session)
    },

    async end({ subject, sid }) {
      let ended = 0
      for await (const { session, value } of all()) {
        const meant =
          sid === undefined ? value.subject === subject : value.sid === hashOf(sid) && (subject === undefined || value.subject === subject)
        if (!meant) continue
        await sessions.endSession(session)
        await store.forget(keyOf(session))
        ended++
      }
      return ended
    },
  }
}

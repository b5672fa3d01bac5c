import { Conflict, type Store } from '../store/store.ts'
import { type Account, accountKey, readAccount } from './accounts.ts'
import { hashOf, newToken } from './tokens.ts'

const minute = 60_000
/** Without a key or a pointer for so long, one must sign in again. */
export const idleLimit = 10 * minute
/** However active: a working day. */
export const wholeLimit = 12 * 60 * minute
/** How often activity is written down; a restart may so shorten a session by this much, never lengthen it. */
const writtenEvery = minute

interface Session {
  account: string
  openedAt: number
  activeAt: number
}

/** Who is signed in. The browser holds a random token, the store its hash. */
export interface Sessions {
  open(account: Account, now: Date): Promise<string>
  /** The one who is signed in with this token; undefined: nobody, or no longer. Looking is not activity. */
  read(token: string, now: Date): Promise<{ id: string; account: Account } | undefined>
  /** Somebody touched the keyboard. */
  touch(token: string, now: Date): Promise<void>
  end(token: string): Promise<void>
  /** Signs an account out everywhere. */
  endAll(email: string): Promise<void>
  /** Told of every session that ended, by its id. */
  listen(onEnd: (id: string) => void): () => void
}

export function createSessions(store: Store): Sessions {
  /** Activity since it was last written. */
  const active = new Map<string, number>()
  const listeners = new Set<(id: string) => void>()

  async function end(id: string): Promise<void> {
    active.delete(id)
    await store.forget(`sessions/${id}`)
    for (const onEnd of listeners) onEnd(id)
  }

  async function alive(id: string, now: Date) {
    const found = await store.read<Session>(`sessions/${id}`)
    if (!found) return undefined
    const activeAt = Math.max(found.value.activeAt, active.get(id) ?? 0)
    if (now.getTime() - activeAt < idleLimit && now.getTime() - found.value.openedAt < wholeLimit) return found
    await end(id)
    return undefined
  }

  return {
    async open(account, now) {
      await forgetExpired(store, now)
      const token = newToken()
      const session: Session = { account: accountKey(account.email), openedAt: now.getTime(), activeAt: now.getTime() }
      await store.write(`sessions/${hashOf(token)}`, session, 'absent')
      return token
    },

    async read(token, now) {
      const id = hashOf(token)
      const session = await alive(id, now)
      const found = session && (await readAccount(store, session.value.account))
      return found && { id, account: found.account }
    },

    async touch(token, now) {
      const id = hashOf(token)
      const session = await alive(id, now)
      if (!session) return
      active.set(id, now.getTime())
      if (now.getTime() - session.value.activeAt < writtenEvery) return
      try {
        await store.write(`sessions/${id}`, { ...session.value, activeAt: now.getTime() }, session.etag)
      } catch (error) {
        if (!(error instanceof Conflict)) throw error // two touches at once: the other one wrote it
      }
    },

    end: token => end(hashOf(token)),

    async endAll(email) {
      for await (const key of store.keys('sessions/')) {
        const session = await store.read<Session>(key)
        if (session?.value.account === accountKey(email)) await end(key.slice('sessions/'.length))
      }
    },

    listen(onEnd) {
      listeners.add(onEnd)
      return () => listeners.delete(onEnd)
    },
  }
}

async function forgetExpired(store: Store, now: Date): Promise<void> {
  for await (const key of store.keys('sessions/')) {
    const session = await store.read<Session>(key)
    if (session && now.getTime() - session.value.openedAt >= wholeLimit) await store.forget(key)
  }
}

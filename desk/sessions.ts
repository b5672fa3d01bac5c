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

/** Who is signed in, on whatever node. The browser holds a random token, the store its hash. */
export interface Sessions {
  open(account: Account, now: Date): Promise<string>
  /** The one who is signed in with this token; undefined: nobody, or no longer. Looking is not activity. */
  read(token: string, now: Date): Promise<{ id: string; account: Account } | undefined>
  /** Somebody touched the keyboard. */
  touch(token: string, now: Date): Promise<void>
  end(token: string): Promise<void>
  /** Ends one by its id. */
  endSession(id: string): Promise<void>
  /** Signs an account out everywhere; a local one may be told by its e-mail address. */
  endAll(of: string | Pick<Account, 'email' | 'subject'>): Promise<void>
  /** Told of every session that ended, by its id, whichever node ended it. */
  listen(onEnd: (id: string) => void): () => void
}

export function createSessions(store: Store): Sessions {
  /** Activity since it was last written. */
  const active = new Map<string, number>()

  async function end(id: string): Promise<void> {
    active.delete(id)
    await store.forget(keyOf(id))
  }

  async function alive(id: string, now: Date) {
    const found = await store.read<Session>(keyOf(id))
    if (!found) return undefined
    const activeAt = Math.max(found.value.activeAt, active.get(id) ?? 0)
    if (now.getTime() - activeAt < idleLimit && now.getTime() - found.value.openedAt < wholeLimit) return found
    await end(id)
    return undefined
  }

  /** What a change of a session was. Where it cannot be read, whoever has it open asks again by themselves (bot/deskSocket.ts). */
  async function lookAfter(id: string, onEnd: (id: string) => void): Promise<void> {
    const found = await store.read(keyOf(id)).catch(() => 'unknown')
    if (found !== undefined) return
    active.delete(id)
    onEnd(id)
  }

  return {
    async open(account, now) {
      await forgetExpired(store, now)
      const token = newToken()
      const session: Session = { account: accountKey(account), openedAt: now.getTime(), activeAt: now.getTime() }
      await store.write(keyOf(hashOf(token)), session, 'absent')
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
        await store.write(keyOf(id), { ...session.value, activeAt: now.getTime() }, session.etag)
      } catch (error) {
        if (!(error instanceof Conflict)) throw error // two touches at once: the other one wrote it
      }
    },

    end: token => end(hashOf(token)),

    endSession: end,

    async endAll(of) {
      for await (const key of store.keys(keyOf(''))) {
        const session = await store.read<Session>(key)
        if (session?.value.account === accountKey(of)) await end(key.slice(keyOf('').length))
      }
    },

    listen: onEnd =>
      store.watch(key => {
        if (key.startsWith(keyOf(''))) void lookAfter(key.slice(keyOf('').length), onEnd)
      }),
  }
}

const keyOf = (id: string) => `sessions/${id}`

async function forgetExpired(store: Store, now: Date): Promise<void> {
  for await (const key of store.keys(keyOf(''))) {
    const session = await store.read<Session>(key)
    if (session && now.getTime() - session.value.openedAt >= wholeLimit) await store.forget(key)
  }
}

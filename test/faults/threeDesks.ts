import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Scheduler } from 'fast-check'
import { followChanges } from '../../bot/changes.ts'
import { createLog } from '../../bot/log.ts'
import { type DueTimes, followDueTimes } from '../../bot/upkeep/dueTimes.ts'
import { type Board, createBoard } from '../../desk/board.ts'
import type { TalkContext } from '../../dialogs/context.ts'
import type { Conversation } from '../../dialogs/conversation.ts'
import { jsonOf } from '../../store/json.ts'
import { openLowdbStore } from '../../store/lowdbStore.ts'
import { openPostgresStore } from '../../store/postgresStore.ts'
import type { Sealed } from '../../store/sealed.ts'
import { createSealed } from '../../store/sealedDocuments.ts'
import { createSealer } from '../../store/sealing.ts'
import type { Store } from '../../store/store.ts'
import { atPeace, setting, tuesday } from '../dialogs/setting.ts'
import { openTestDatabase } from '../postgres.ts'

/** Three nodes' conversations, queues and due times over one store, and every version of a conversation that the store ever held. */
export interface ThreeDesks {
  nodes: Desk[]
  clock: { now: Date }
  /** From its first version on, as compare-and-set put one upon the other. */
  versions(id: string): Conversation[]
  /** What was seen of all versions is let go: there are ten thousand plays. */
  letGo(): void
  /** Whether anything of it lies in the store. */
  lies(id: string): Promise<boolean>
  /** In what order what is asked of the store is done, and is heard of elsewhere; undefined: as it comes. */
  schedule: Scheduler | undefined
  close(): Promise<void>
}

export interface Desk {
  conversations: Sealed<Conversation>
  board: Board
  dueTimes: DueTimes
  context(municipality: string, conversation?: string): TalkContext
}

/** In memory where the system has a place for that: ten thousand plays are not about the disk. */
const quick = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** Over one embedded store. Each call waits for its turn, and what one node writes the others hear of when it is that news' turn. */
export async function openThreeFast(): Promise<ThreeDesks> {
  const folder = await mkdtemp(join(quick, 'brobygger-'))
  const store = await openLowdbStore(folder)
  let writer: Store | undefined
  const desks = threeDesks(() => {
    const inTurn = <R>(label: string, task: () => Promise<R>) => {
      const { schedule } = desks
      if (!schedule) return task()
      return new Promise<R>((resolve, reject) => {
        schedule.scheduleSequence([{ label, builder: () => task().then(resolve, reject) }])
      })
    }
    const changing = <R>(task: () => Promise<R>) => {
      writer = mine
      return task().finally(() => {
        writer = undefined
      })
    }
    const mine: Store = {
      ...store,
      read: key => inTurn(`read ${key}`, () => store.read(key)),
      write: (key, value, expected) => inTurn(`write ${key}`, () => changing(() => store.write(key, value, expected))),
      forget: key => inTurn(`forget ${key}`, () => changing(() => store.forget(key))),
      watch(onChange) {
        listeners.add(onChange)
        return () => listeners.delete(onChange)
      },
    }
    const listeners = new Set<(key: string) => void>()
    const tell = (key: string) => {
      for (const listener of listeners) listener(key)
    }
    store.watch(key => {
      if (writer === mine) tell(key)
      else void inTurn(`news of ${key}`, async () => tell(key))
    })
    return mine
  })
  return {
    ...desks,
    get schedule() {
      return desks.schedule
    },
    set schedule(schedule) {
      desks.schedule = schedule
    },
    lies: liesIn(store),
    async close() {
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Each with connections of its own to one PostgreSQL: what comes when is up to it. */
export async function openThreeOnPostgres(): Promise<ThreeDesks> {
  const database = await openTestDatabase()
  const stores = await Promise.all([1, 2, 3].map(() => openPostgresStore({ url: database.url, connections: 4 })))
  const [first] = stores
  if (!first) throw new Error('there are three')
  let next = 0
  const desks = threeDesks(() => stores[next++] ?? first)
  return {
    ...desks,
    lies: liesIn(first),
    async close() {
      await Promise.all(stores.map(store => store.close()))
      await database.drop()
    },
  }
}

function threeDesks(storeOf: () => Store): Omit<ThreeDesks, 'lies' | 'close'> {
  const sealer = createSealer(Buffer.alloc(32, 7))
  const clock = { now: tuesday }
  /** By what each was written upon. */
  const followers = new Map<string, { etag: string; value: Conversation }>()
  /** What a node has just sealed, by the sealed text's JSON: the store sees no more than that. */
  const meant = new Map<string, Conversation>()
  let ids = 0

  const nodes = [1, 2, 3].map((): Desk => {
    const store = storeOf()
    const recorded: Store = {
      ...store,
      async write(key, value, expected) {
        const etag = await store.write(key, value, expected)
        const conversation = meant.get(jsonOf(value))
        if (conversation) followers.set(`${conversation.id} ${expected}`, { etag, value: conversation })
        return etag
      },
    }
    const readable = {
      ...sealer,
      seal(...[key, text, id]: Parameters<typeof sealer.seal>) {
        const sealed = sealer.seal(key, text, id)
        meant.set(jsonOf(sealed), JSON.parse(text))
        return sealed
      },
    }
    const conversations = createSealed<Conversation>(recorded, readable, 'conversations')
    const changes = followChanges(conversations, recorded, createLog({ logLevel: 'silent' }))
    const board = createBoard(changes.listen)
    const dueTimes = followDueTimes(
      changes,
      () => clock.now,
      () => undefined,
    )
    const context = (municipality: string, conversation?: string) =>
      setting({
        now: clock.now,
        newId: () => `line-${++ids}`,
        assess: atPeace,
        counsellors: { present: 1, waitingAhead: board.ahead(municipality, conversation) },
      })
    return { conversations, board, dueTimes, context }
  })

  return {
    nodes,
    clock,
    schedule: undefined,
    letGo() {
      followers.clear()
      meant.clear()
    },
    versions(id) {
      const found: Conversation[] = []
      for (let next = followers.get(`${id} absent`); next; next = followers.get(`${id} ${next.etag}`)) found.push(next.value)
      return found
    },
  }
}

const liesIn = (store: Store) => async (id: string) =>
  (await store.read(`conversations/${id}`)) !== undefined || (await store.read(`conversations-keys/${id}`)) !== undefined

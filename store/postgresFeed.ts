import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { connectionSettings, pause } from './postgresDatabase.ts'
import { tables } from './postgresSchema.ts'
import { createSerial } from './serial.ts'
import type { Key } from './store.ts'

/** The number of a transaction (xid8) as PostgreSQL writes it. */
export type TransactionId = string

/**
 * Tells of every change on every node. Two ways that complete each other: a bell (NOTIFY), rung right after the commit by whoever wrote, which
 * carries keys and is heard in a millisecond or two; and a look, each second and after every cut, at what was changed since the last look. The bell
 * may fail, the look misses nothing.
 *
 * The bell is rung after the commit, not in it: PostgreSQL lets transactions with NOTIFY commit one at a time, which would take away that many
 * writers share one sync of the disk.
 *
 * The look: every row holds the number of the transaction that changed it. All transactions below pg_snapshot_xmin had ended when the last look was
 * taken, so whatever commits later, however long it was under way, has a number from there on.
 */
export interface Feed {
  /** Connects and listens; what is told begins here. Throws where the database will not have us. */
  open(): Promise<void>
  /** We changed this key, and it is durable: tells here at once, rings for the others. */
  changed(key: Key, changedIn: TransactionId): void
  close(): Promise<void>
}

const channel = 'brobygger'
const second = 1000
const lookEvery = second
/** A connection that does not answer for so many seconds leads nowhere. */
const answerWithin = 2
/** PostgreSQL's limit is 8000 bytes. */
const longestBell = 7_900

const look = `
  select '' as key, pg_snapshot_xmin(pg_current_snapshot())::text as changed_in
  ${Object.values(tables)
    .map(table => `union all select key, changed_in::text from ${table} where changed_in >= $1::xid8`)
    .join('\n')}`

export function createFeed(parts: {
  url: string
  tell(key: Key): void
  /** The connection broke: changes of others may be missed until `whole`. */
  cut(): void
  /** Connected, and all that was missed is told. */
  whole(): void
}): Feed {
  const me = randomUUID().slice(0, 8)
  /** The latest told of each key since `floor`, so that nothing is told twice. */
  const told = new Map<Key, TransactionId>()
  let floor: TransactionId | undefined
  let client: pg.Client | undefined
  const inTurn = createSerial()
  let closed = false
  let toRing: string[] = []
  let ringing = false
  let rung = Promise.resolve()
  let lookAgain: NodeJS.Timeout | undefined

  return {
    open: connect,
    changed(key, changedIn) {
      tellOnce(key, changedIn)
      toRing.push(`${key} ${changedIn}`)
      if (!ringing) rung = ring()
    },
    async close() {
      closed = true
      clearTimeout(lookAgain)
      await rung
      await Promise.race([client?.end(), pause(second)])
    },
  }

  async function connect(): Promise<void> {
    const fresh = new pg.Client({ ...connectionSettings(parts.url), application_name: 'brobygger feed' })
    fresh.on('error', () => broken(fresh))
    fresh.on('end', () => broken(fresh))
    fresh.on('notification', ({ payload }) => hear(payload ?? ''))
    try {
      await fresh.connect()
      await fresh.query(`listen ${channel}`)
      await lookWith(fresh)
    } catch (error) {
      drop(fresh)
      throw error
    }
    if (closed) return drop(fresh)
    client = fresh
    parts.whole()
    lookLater()
  }

  /** However it broke: it is let go of, and another is sought until there is one. */
  function broken(which: pg.Client) {
    if (closed || which !== client) return
    client = undefined
    clearTimeout(lookAgain)
    drop(which)
    parts.cut()
    void reconnect()
  }

  async function reconnect() {
    for (let tries = 0; !closed; tries++) {
      try {
        return await connect()
      } catch {
        await pause(Math.min(100 * 2 ** tries, 2 * second))
      }
    }
  }

  function lookLater() {
    if (closed) return
    lookAgain = setTimeout(async () => {
      const asked = client
      if (!asked) return
      try {
        await lookWith(asked)
        lookLater()
      } catch {
        broken(asked)
      }
    }, lookEvery)
  }

  async function lookWith(connection: pg.Client): Promise<void> {
    // Nobody remembers anything from before the first look.
    const statement = { name: 'look', text: look, values: [floor ?? '9223372036854775807'] }
    const { rows } = await ask<{ key: Key; changed_in: TransactionId }>(connection, statement)
    const [first, ...changed] = rows
    for (const { key, changed_in } of changed) tellOnce(key, changed_in)
    // Up to the look before this one: a bell may still be on its way of what this look has told.
    for (const [key, changedIn] of told) if (BigInt(changedIn) < BigInt(floor ?? 0)) told.delete(key)
    floor = first?.changed_in
  }

  function tellOnce(key: Key, changedIn: TransactionId) {
    if (told.get(key) === changedIn) return
    told.set(key, changedIn)
    parts.tell(key)
  }

  function hear(bell: string) {
    const [who, ...changes] = bell.split('\n')
    if (who === me) return
    for (const change of changes) {
      const [key, changedIn] = change.split(' ')
      if (key && changedIn) tellOnce(key, changedIn)
    }
  }

  /** One after the other, as one connection wants it. Throws where no answer comes. */
  function ask<R extends pg.QueryResultRow>(connection: pg.Client, statement: pg.QueryConfig): Promise<pg.QueryResult<R>> {
    return inTurn('', () => answered(connection.query<R>(statement)))
  }

  /** What is changed while a bell rings goes with the next one. */
  async function ring(): Promise<void> {
    ringing = true
    while (toRing.length > 0 && client) {
      const bells = packed(me, toRing)
      toRing = []
      const statement = { name: 'ring', text: `select pg_notify('${channel}', bell) from unnest($1::text[]) bell`, values: [bells] }
      await ask(client, statement).catch(nothing)
    }
    toRing = [] // no connection: the others look by themselves
    ringing = false
  }
}

/** Lines under a head, in as many pieces as their length asks for. */
function packed(head: string, lines: string[]): string[] {
  const bells: string[] = []
  let bell = head
  for (const line of lines) {
    if (bell.length + 1 + line.length > longestBell) {
      bells.push(bell)
      bell = head
    }
    bell += `\n${line}`
  }
  return [...bells, bell]
}

/** The answer, or a throw where none comes. Counted in short steps: when this process itself was held up, what lay there is read before the next. */
function answered<R>(answer: Promise<R>): Promise<R> {
  return new Promise((resolve, reject) => {
    let steps = 0
    const timer = setInterval(() => {
      if (++steps === answerWithin) reject(new Error('no answer'))
    }, second)
    answer.then(resolve, reject).finally(() => clearInterval(timer))
  })
}

function drop(client: pg.Client) {
  // Not end(): that waits for an answer of whom no answer comes from.
  client.connection.stream.destroy()
}

const nothing = () => undefined

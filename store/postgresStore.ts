import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { jsonOf } from './json.ts'
import { checkKey } from './key.ts'
import { createDatabase } from './postgresDatabase.ts'
import { createFeed } from './postgresFeed.ts'
import { openWhenThere, type Waiting } from './postgresOpening.ts'
import { tableOf, tables } from './postgresSchema.ts'
import { createUpkeep } from './postgresUpkeep.ts'
import { Conflict, type Etag, type Key, type Store } from './store.ts'

export interface PostgresSettings {
  /** postgres://role:password@host:port/database */
  url: string
  /** Connections of this process at most, besides the one for the feed. */
  connections?: number
  /** How long a caller waits while the database is away, in milliseconds, before it hears Unavailable. */
  patience?: number
  /** Told every few seconds while the database is not there yet at start. */
  waiting?: Waiting
}

export interface PostgresStore extends Store {
  /** Makes erasing whole; for one node at a time, now and then. Returns what was left undone, each with its remedy (postgresUpkeep.ts). */
  upkeep(): Promise<string[]>
}

const pageLength = 500

/**
 * The store for several nodes. Waits until the database is there; makes or renews its tables. Throws DatabaseRefused where waiting does not help
 * (wrong password, no such database, a newer schema).
 */
export async function openPostgresStore({ url, connections = 10, patience = 12_000, waiting }: PostgresSettings): Promise<PostgresStore> {
  const database = createDatabase({ url, connections, patience })
  const changes = new EventEmitter().setMaxListeners(0)
  const feed = createFeed({
    url,
    tell: key => changes.emit('change', key),
    cut() {
      database.renew() // what cut one connection has likely cut them all
      changes.emit('cut')
    },
    whole: () => changes.emit('whole'),
  })
  try {
    await openWhenThere(url, () => feed.open(), waiting)
  } catch (error) {
    await database.close()
    throw error
  }

  return {
    async read<T>(key: Key) {
      const table = tableOf(checkKey(key))
      const { rows } = await database.ask<{ value: string; etag: Etag }>({
        name: `read ${table}`,
        text: `select value, etag from ${table} where key = $1 and value is not null`,
        values: [key],
      })
      const found = rows[0]
      return found && { value: JSON.parse(found.value) as T, etag: found.etag } // our own document: what write() put there
    },

    async write(key, value, expected) {
      const etag = randomUUID()
      const text = jsonOf(value)
      const { rows, repeated } = await database.ask<Changed>(
        expected === 'absent' ? insertion(checkKey(key), text, etag) : update(checkKey(key), text, etag, expected),
      )
      const changed = rows[0] ?? (repeated ? await stoodAlready(key, etag) : undefined)
      if (!changed) throw new Conflict(key)
      feed.changed(key, changed.changed_in)
      return etag
    },

    async forget(key) {
      const table = tableOf(checkKey(key))
      const { rows } = await database.ask<Changed>({
        name: `forget ${table}`,
        text: `update ${table} set value = null, etag = null, before = null, changed_in = pg_current_xact_id(), forgotten_at = now()
          where key = $1 and value is not null returning changed_in::text`,
        values: [key],
      })
      if (rows[0]) feed.changed(key, rows[0].changed_in)
    },

    async *keys(prefix) {
      for (const table of Object.values(tables)) {
        for (let after = '', full = true; full; ) {
          const { rows } = await database.ask<{ key: Key }>({
            name: `keys ${table}`,
            // '~' comes after everything that stands in a key; the column is ordered by bytes (COLLATE "C").
            text: `select key from ${table} where key >= $1 and key > $2 and key < $1 || '~' and value is not null order by key limit ${pageLength}`,
            values: [prefix, after],
          })
          for (const { key } of rows) yield key
          full = rows.length === pageLength
          after = rows.at(-1)?.key ?? ''
        }
      }
    },

    watch(onChange, onFeed) {
      const cut = () => onFeed?.('cut')
      const whole = () => onFeed?.('whole')
      changes.on('change', onChange).on('cut', cut).on('whole', whole)
      return () => changes.off('change', onChange).off('cut', cut).off('whole', whole)
    },

    upkeep: createUpkeep(url),

    async close() {
      await feed.close()
      await database.close()
    },
  }

  /** A write whose answer was lost was tried again and found its own etag, or one that followed it. */
  async function stoodAlready(key: Key, etag: Etag): Promise<Changed | undefined> {
    const table = tableOf(key)
    const { rows } = await database.ask<Changed>({
      name: `stood ${table}`,
      text: `select changed_in::text from ${table} where key = $1 and (etag = $2 or $2 = any(before))`,
      values: [key, etag],
    })
    return rows[0]
  }
}

interface Changed {
  changed_in: string
}

function insertion(key: Key, value: string, etag: Etag) {
  const table = tableOf(key)
  return {
    name: `insert ${table}`,
    text: `insert into ${table} as old (key, value, etag, changed_in) values ($1, $2, $3, pg_current_xact_id())
      on conflict (key) do update set value = $2, etag = $3, before = null, changed_in = pg_current_xact_id(), forgotten_at = null
      where old.value is null returning changed_in::text`,
    values: [key, value, etag],
  }
}

function update(key: Key, value: string, etag: Etag, expected: Etag) {
  const table = tableOf(key)
  return {
    name: `update ${table}`,
    text: `update ${table} set value = $2, etag = $3, before = (array[etag] || before)[1:4], changed_in = pg_current_xact_id()
      where key = $1 and etag = $4 returning changed_in::text`,
    values: [key, value, etag, expected],
  }
}

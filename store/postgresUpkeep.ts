import pg from 'pg'
import { connectionSettings, pause } from './postgresDatabase.ts'
import { tables } from './postgresSchema.ts'

/**
 * Makes erasing whole. A key that was forgotten still lies in the old pages of its table and in the write-ahead log, and whoever has those files and
 * the master key could open what it sealed. So the small table of keys is written anew without it (VACUUM FULL: a new file, some milliseconds for
 * thousands of keys), a new log is begun and a checkpoint made, after which the server removes the old log. Texts without a key may lie on:
 * they are noise.
 *
 * Returns what was left undone, each with its remedy; empty: nothing erased before the call lies in the server's data folder any more. Where nothing was
 * erased since the last time, nothing is written.
 */
export function createUpkeep(url: string): () => Promise<string[]> {
  let doneUpTo: string | undefined

  return async () => {
    const client = new pg.Client({
      ...connectionSettings(url),
      application_name: 'brobygger upkeep',
      statement_timeout: 0,
      query_timeout: 10 * minute,
    })
    client.on('error', () => undefined) // whoever waits for the answer hears of it
    try {
      await client.connect()
      for (const table of Object.values(tables)) {
        await client.query(`delete from ${table} where value is null and forgotten_at < now() - interval '${heardWithin}'`)
      }
      const latest = await latestErasure(client)
      const undone = latest === doneUpTo ? [] : await destroy(client)
      if (undone.length === 0) doneUpTo = latest
      return [...undone, ...(await keptElsewhere(client))]
    } finally {
      await Promise.race([client.end(), pause(1000)]).catch(() => undefined)
    }
  }
}

const minute = 60_000
/** A node that was cut off hears of what was erased for so long; then the row goes that says so. */
const heardWithin = '1 day'

const destroy = async (client: pg.Client): Promise<string[]> => [
  ...(await seenByOthers(client)),
  ...(await rewriteKeys(client)),
  ...(await beginNewLog(client)),
]

async function latestErasure(client: pg.Client): Promise<string> {
  const { rows } = await client.query(
    `select changed_in::text as latest from ${tables.keys} where value is null order by changed_in desc limit 1`,
  )
  return rows[0]?.latest ?? 'none'
}

/** What an older snapshot may still see is written into the new file too. */
async function seenByOthers(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query(`
    select application_name as program, pid from pg_stat_activity
    where (datname = current_database() or backend_type = 'walsender') and pid <> pg_backend_pid() and age(backend_xmin) >=
      (select min(age(changed_in::xid)) from ${tables.keys} where value is null)`)
  return rows.map(({ program, pid }) => `"${program}" (process ${pid}) has had a transaction open since before the latest erasure: end it`)
}

async function rewriteKeys(client: pg.Client): Promise<string[]> {
  const warnings: string[] = []
  const hear = (notice: { severity?: string | undefined; message?: string | undefined }) => {
    if (notice.severity === 'WARNING') warnings.push(`${notice.message}: run Brobygger as the role that owns its tables`)
  }
  client.on('notice', hear)
  try {
    await client.query("set lock_timeout = '1s'") // whoever writes meanwhile stands in line behind us
    await client.query(`vacuum (full) ${tables.keys}`)
    return warnings
  } catch (error) {
    if (codeOf(error) !== '55P03') throw error
    return [`${tables.keys} is locked by another program: end it`]
  } finally {
    client.off('notice', hear)
  }
}

async function beginNewLog(client: pg.Client): Promise<string[]> {
  const left: string[] = []
  for (const [statement, remedy] of [
    ['select pg_switch_wal()', 'grant execute on function pg_switch_wal() to this role'],
    ['checkpoint', 'grant pg_checkpoint to this role (PostgreSQL 15 and newer)'],
  ] as const) {
    try {
      await client.query(statement)
    } catch (error) {
      if (codeOf(error) !== '42501') throw error
      left.push(`the write-ahead log keeps erased keys until the server begins a new one by itself: ${remedy}`)
    }
  }
  return left
}

/** Settings of the server by which a log, or a line of it, lives longer than its checkpoint. */
async function keptElsewhere(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ reason: string }>(`
    select reason from (values
      (current_setting('wal_recycle') = 'on', 'old write-ahead logs are kept for use again, unwiped: set wal_recycle = off'),
      (current_setting('wal_keep_size') <> '0', 'old write-ahead logs are kept: set wal_keep_size = 0'),
      (current_setting('archive_mode') <> 'off', 'write-ahead logs are archived: what is erased can be restored from there for as long as they are kept'),
      (exists (select from pg_replication_slots), 'a replication slot keeps write-ahead logs until its replica has read them'),
      ((current_setting('log_statement') in ('mod', 'all') or current_setting('log_min_duration_statement') <> '-1'
        or current_setting('log_min_duration_sample') <> '-1') and current_setting('log_parameter_max_length') <> '0',
        'the server''s log holds the values of statements: set log_parameter_max_length = 0')
    ) as checks (found, reason) where found`)
  return rows.map(({ reason }) => reason)
}

const codeOf = (error: unknown) => (error instanceof pg.DatabaseError ? error.code : undefined)

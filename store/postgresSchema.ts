import type { ClientBase } from 'pg'
import { DatabaseRefused } from './postgresErrors.ts'

/**
 * Keys lie apart from documents, so that the small table of keys can be rewritten often (postgresErasure.ts): in an ordinary table what was
 * deleted stays in the pages until they are used again.
 */
export const tables = { documents: 'brobygger_documents', keys: 'brobygger_keys' } as const

/** What lies under `<name>-keys/` are wrapped keys (sealedDocuments.ts). */
export const tableOf = (key: string): string => (/^[^/]*-keys\//.test(key) ? tables.keys : tables.documents)

/** Each brings the schema one version further; what has been released is never changed, only followed by another. */
const migrations: string[] = [
  Object.values(tables)
    .map(
      table => `
        create table ${table} (
          key text collate "C" primary key,
          value text,                    -- null: forgotten; the row stays a while, so that every node hears of it
          etag text,
          before text[],                 -- the latest etags before this one: whoever lost the answer to a write can tell that it stood
          changed_in xid8 not null,      -- the transaction: what a node has not heard of yet is found by it (postgresFeed.ts)
          forgotten_at timestamptz
        );
        create index ${table}_changed on ${table} (changed_in);
        -- Sealed texts do not compress, and a sample of them for the planner would be a copy that no erasure reaches.
        alter table ${table} alter column value set storage external, alter column value set statistics 0;
        alter table ${table} set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);`,
    )
    .join('\n'),
]

const oldestServer = 140_000

/**
 * Brings the schema to this version, once for all nodes however many start at a time. Throws DatabaseRefused where the server is too old, where the
 * schema is newer than this program, or where the role may not make tables.
 */
export async function migrate(client: ClientBase): Promise<void> {
  await checkServer(client)
  if ((await versionOf(client)) === migrations.length) return
  await client.query('begin')
  try {
    await client.query('set local statement_timeout = 0')
    await client.query("select pg_advisory_xact_lock(hashtext('brobygger_schema'))")
    await client.query('create table if not exists brobygger_schema (version int not null)')
    const found = await versionOf(client)
    if (found > migrations.length) throw newer(found)
    for (const step of migrations.slice(found)) await client.query(step)
    await client.query('delete from brobygger_schema')
    await client.query('insert into brobygger_schema values ($1)', [migrations.length])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined) // the first error says more
    throw error
  }
}

/** After a restore from a dump the transactions' numbers are another server's: what looks like the future would be told again and again. */
export async function renumber(client: ClientBase): Promise<void> {
  for (const table of Object.values(tables)) {
    await client.query(`update ${table} set changed_in = pg_current_xact_id() where changed_in > pg_snapshot_xmax(pg_current_snapshot())`)
  }
}

async function versionOf(client: ClientBase): Promise<number> {
  const there = await client.query<{ there: boolean }>("select to_regclass('brobygger_schema') is not null as there")
  if (!there.rows[0]?.there) return 0
  const found = await client.query<{ version: number }>('select version from brobygger_schema')
  return found.rows[0]?.version ?? 0
}

async function checkServer(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ version: number; commit: string }>(
    "select current_setting('server_version_num')::int as version, current_setting('synchronous_commit') as commit",
  )
  const { version, commit } = rows[0] ?? { version: 0, commit: 'off' }
  if (version < oldestServer) throw new DatabaseRefused(`the server is PostgreSQL ${Math.floor(version / 10_000)}; 14 or newer is needed`)
  if (commit === 'off') {
    throw new DatabaseRefused(
      'synchronous_commit is off for this role: acknowledged messages could be lost. Mend it with: alter role … set synchronous_commit = on',
    )
  }
}

const newer = (found: number) =>
  new DatabaseRefused(
    `the database was used by a newer Brobygger (schema ${found}, this one knows ${migrations.length}); start that version or a newer one`,
  )

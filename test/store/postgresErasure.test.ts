import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import pg from 'pg'
import { openPostgresStore, type PostgresStore } from '../../store/postgresStore.ts'
import { createSealed } from '../../store/sealedDocuments.ts'
import { createSealer } from '../../store/sealing.ts'
import { type PostgresServer, startPostgres } from '../postgres.ts'

const masterKey = randomBytes(32)
const sealer = createSealer(masterKey)
const canary = 'kanariefuglen'

let server: PostgresServer
let stores: PostgresStore[]

describe('An erased conversation in PostgreSQL', () => {
  before(async () => {
    server = await startPostgres({ wal_recycle: 'off' })
  })
  after(() => server.remove())
  beforeEach(() => {
    stores = []
  })
  afterEach(() => Promise.all(stores.map(store => store.close())))

  it('is in no file of the server after the upkeep: no word of it, and no key that opens it with the master key in hand', async () => {
    const { store, conversations } = await talkedAbout('first', 'kept', 'last')
    const erased = await Promise.all(['first', 'last'].map(id => wrappedKey(store, id)))
    for (const key of erased) expect(filesWith(key), 'the scan finds what is there').not.to.equal(0)
    await conversations.forget('first')
    await conversations.forget('last')
    expect(await store.upkeep()).to.deep.equal([])

    expect(filesWith(canary)).to.equal(0)
    for (const key of erased) expect(filesWith(key)).to.equal(0)
    for (const id of ['first', 'last']) expect(keysThatOpen(id)).to.equal(0)
    expect(keysThatOpen('kept'), 'the search opens what is not erased').not.to.equal(0)
    expect((await conversations.read('kept'))?.value.words).to.include(canary)
  }).timeout(60_000)

  it('was seen by a transaction that is still open: the upkeep says so, and does it when that has ended', async () => {
    const { store, conversations } = await talkedAbout('c', 'd')
    const erased = await wrappedKey(store, 'c')
    const reader = new pg.Client({ connectionString: server.url(), application_name: 'dump' })
    await reader.connect()
    await reader.query('begin isolation level repeatable read')
    await reader.query('select 1 from brobygger_documents')
    await conversations.forget('c')
    expect((await store.upkeep()).join())
      .to.include('"dump"')
      .and.include('transaction')
    expect(filesWith(erased)).not.to.equal(0)
    await reader.query('commit')
    await reader.end()
    expect(await store.upkeep()).to.deep.equal([])
    expect(filesWith(erased)).to.equal(0)
  }).timeout(60_000)

  it('is asked about before the upkeep does anything: where nothing was erased it begins no new log', async () => {
    const { store, conversations } = await talkedAbout('e')
    await conversations.forget('e')
    await store.upkeep()
    const before = await query('select pg_walfile_name(pg_current_wal_lsn()) as log')
    expect(await store.upkeep()).to.deep.equal([])
    expect(await query('select pg_walfile_name(pg_current_wal_lsn()) as log')).to.deep.equal(before)
  })

  it('may lie on where the role is not allowed the upkeep: it says what to grant', async () => {
    await query("create role node login password 'node'")
    await query('create database andet owner node')
    const store = await openPostgresStore({ url: server.url('andet', 'node', 'node') })
    stores.push(store)
    await store.write('talks-keys/a', 'x', 'absent')
    await store.forget('talks-keys/a')
    expect((await store.upkeep()).join('\n'))
      .to.include('grant execute on function pg_switch_wal()')
      .and.include('grant pg_checkpoint')
  })

  it('leaves no sample of keys or texts in the planner’s statistics', async () => {
    await talkedAbout('f', 'g')
    await query('analyze')
    expect(await query(`select attname from pg_stats where tablename like 'brobygger%' and attname = 'value'`)).to.deep.equal([])
  })
})

async function talkedAbout(...ids: string[]) {
  const store = await openPostgresStore({ url: server.url() })
  stores.push(store)
  const conversations = createSealed<{ words: string[] }>(store, sealer, 'talks')
  for (const id of ids) {
    await conversations.create(id, { words: [canary] })
    for (let n = 0; n < 10; n++) await conversations.change(id, ({ words }) => ({ value: { words: [...words, canary] }, result: n }))
  }
  await query('checkpoint') // so that it lies in the table's file, too
  return { store, conversations }
}

async function wrappedKey(store: PostgresStore, id: string): Promise<string> {
  const found = await store.read<{ wrapped: string }>(`talks-keys/${id}`)
  return found?.value.wrapped ?? expect.fail(`no key of ${id}`)
}

/** Every file of the server: tables, indexes, write-ahead log, all. Files may go while we look. */
function* files(): Iterable<string> {
  for (const entry of readdirSync(server.dataFolder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    try {
      yield readFileSync(join(entry.parentPath, entry.name), 'latin1')
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    }
  }
}

const filesWith = (text: string) => [...files()].filter(file => file.includes(text)).length

/** Tries everything that could be a wrapped key (60 bytes in base64). */
function keysThatOpen(id: string): number {
  const tried = new Set<string>()
  let opened = 0
  for (const file of files()) {
    for (const [run] of file.matchAll(/[A-Za-z0-9+/]{80,}/g)) {
      for (let from = 0; from + 80 <= run.length; from++) {
        const candidate = run.slice(from, from + 80)
        if (tried.has(candidate)) continue
        tried.add(candidate)
        try {
          sealer.unwrap(candidate, id)
          opened++
        } catch {
          // another's key, or no key at all
        }
      }
    }
  }
  return opened
}

async function query(sql: string, database = 'postgres'): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server.url(database) })
  await client.connect()
  const { rows } = await client.query(sql)
  await client.end()
  return rows
}

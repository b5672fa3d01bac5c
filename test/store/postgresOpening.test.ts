import { expect } from 'chai'
import pg from 'pg'
import { openPostgresStore } from '../../store/postgresStore.ts'
import type { Store } from '../../store/store.ts'
import { type PostgresServer, startPostgres } from '../postgres.ts'
import { pause, until } from '../until.ts'

let server: PostgresServer
let open: Store[]

describe('A PostgreSQL of its own', () => {
  before(async () => {
    server = await startPostgres()
  })
  after(() => server.remove())
  beforeEach(() => {
    open = []
  })
  afterEach(() => Promise.all(open.map(store => store.close())))

  it('may start after the nodes: they wait, say where, and never say the password', async () => {
    await server.stop('fast')
    const told: string[] = []
    let telling: () => void = () => undefined
    const toldOnce = new Promise<void>(resolve => {
      telling = resolve
    })
    const opening = openPostgresStore({
      url: server.url(),
      waiting(place, seconds) {
        told.push(`${place} ${seconds}`)
        telling()
      },
    })
    await toldOnce
    await server.start()
    open.push(await opening)
    expect(told[0]).to.match(new RegExp(`^127\\.0\\.0\\.1:${server.port}/postgres [3-9]$`))
  })

  for (const [what, url, remedy] of [
    ['a wrong password', () => server.url('postgres', 'brobygger', 'forkert'), 'password of a role'],
    ['a role that is not there', () => server.url('postgres', 'ingen', 'x'), 'password of a role'],
    ['a database that is not there', () => server.url('ingenting'), 'createdb'],
    ['TLS where the server has none', () => `${server.url()}?sslmode=verify-full`, 'sslmode'],
  ] as const) {
    it(`is not waited for with ${what}`, async () => {
      const refused = await refusal(url())
      expect(refused).to.include(remedy).and.not.include('forkert').and.not.include('kun til')
    })
  }

  it('is refused where a newer Brobygger has used it', async () => {
    await query('create database nyere')
    open.push(await openPostgresStore({ url: server.url('nyere') }))
    await query('update brobygger_schema set version = 99', 'nyere')
    expect(await refusal(server.url('nyere')))
      .to.include('newer Brobygger')
      .and.include('99')
  })

  it('is refused to a role that may not make tables, and serves it when another has made them', async () => {
    await query("create role node login password 'node'")
    await query('create database fremmed')
    const url = server.url('fremmed', 'node', 'node')
    expect(await refusal(url)).to.include('grant create')
    open.push(await openPostgresStore({ url: server.url('fremmed') }))
    await query('grant select, insert, update, delete on all tables in schema public to node', 'fremmed')
    const store = await openPostgresStore({ url })
    open.push(store)
    await store.write('talks/a', 1, 'absent')
    expect((await store.read('talks/a'))?.value).to.equal(1)
  })

  it('is refused where it acknowledges what a crash could lose', async () => {
    await query('create database hastig')
    await query('alter database hastig set synchronous_commit = off')
    expect(await refusal(server.url('hastig'))).to.include('synchronous_commit')
  })

  it('tells of changes also after its content came from another server, whose transactions had higher numbers', async () => {
    await query('create database flyttet')
    const before = await openPostgresStore({ url: server.url('flyttet') })
    await before.write('talks/a', 1, 'absent')
    await before.close()
    await query(`update brobygger_documents set changed_in = '4000000000000'`, 'flyttet')
    const [a, b] = [await openPostgresStore({ url: server.url('flyttet') }), await openPostgresStore({ url: server.url('flyttet') })]
    open.push(a, b)
    const told: string[] = []
    b.watch(key => told.push(key))
    await a.write('talks/b', 1, 'absent')
    await until(() => told.includes('talks/b'))
    expect(told).not.to.include('talks/a')
  })

  it('keeps every acknowledged write through a crash, and the nodes go on by themselves', async () => {
    const [a, b] = [await openPostgresStore({ url: server.url() }), await openPostgresStore({ url: server.url() })]
    open.push(a, b)
    let crashed = false
    const writers = Array.from({ length: 8 }, async (_, w) => {
      let etag = await a.write(`crash/${w}`, 0, 'absent')
      let n = 0
      while (!crashed) etag = await a.write(`crash/${w}`, ++n, etag)
      etag = await a.write(`crash/${w}`, ++n, etag)
      return n
    })
    for (let round = 0; round < 3; round++) {
      await pause(150)
      await server.stop('kill')
      await server.start()
    }
    crashed = true
    const acknowledged = await Promise.all(writers)
    const kept = await Promise.all(acknowledged.map((_, w) => b.read(`crash/${w}`)))
    expect(kept.map(read => read?.value)).to.deep.equal(acknowledged)
  }).timeout(40_000)

  it('that stays away is told to whoever asks, in the end', async () => {
    const store = await openPostgresStore({ url: server.url(), patience: 500 })
    open.push(store)
    await server.stop('fast')
    const outcome = await store.write('talks/x', 1, 'absent').catch((error: Error) => error)
    await server.start()
    expect(outcome).to.include({ name: 'Unavailable' })
    expect(String(outcome)).not.to.include('talks/x')
  })
})

async function refusal(url: string): Promise<string> {
  try {
    open.push(await openPostgresStore({ url }))
  } catch (error) {
    expect(error).to.include({ name: 'DatabaseRefused' })
    return (error as Error).message
  }
  return 'it was opened'
}

async function query(sql: string, database = 'postgres'): Promise<void> {
  const client = new pg.Client({ connectionString: server.url(database) })
  await client.connect()
  await client.query(sql)
  await client.end()
}

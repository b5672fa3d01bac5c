import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import pg from 'pg'
import { openLowdbStore } from '../../store/lowdbStore.ts'
import { openPostgresStore } from '../../store/postgresStore.ts'
import { createSealed } from '../../store/sealedDocuments.ts'
import { createSealer } from '../../store/sealing.ts'
import type { Store } from '../../store/store.ts'
import { command } from '../bot/command.ts'
import { ask, beginTalk } from '../bot/house.ts'
import { openTestDatabase } from '../postgres.ts'
import { serverProcess } from './serverProcess.ts'

const masterKey = Buffer.alloc(32, 7)
const BROBYGGER_KEY = masterKey.toString('base64')

describe('Moving from the embedded store to PostgreSQL', function () {
  this.timeout(180_000)
  let folder: string
  let database: Awaited<ReturnType<typeof openTestDatabase>>
  let looking: pg.Client
  let environment: Record<string, string>
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'brobygger-'))
    database = await openTestDatabase()
    looking = new pg.Client({ connectionString: database.url })
    await looking.connect()
    environment = { BROBYGGER_DATA: folder, BROBYGGER_KEY, DATABASE_URL: database.url }
  })
  afterEach(async () => {
    await looking.end()
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  })

  /** kill -9 as soon as so many lie there. */
  async function killAfter(child: ChildProcess, count: number): Promise<void> {
    while (child.exitCode === null && (await countIn(looking)) < count);
    child.kill('SIGKILL')
  }

  it('brings everything, goes on where it was killed (kill -9), and compares all of it at the end', async () => {
    await fill(folder, 300)
    for (let kills = 0; kills < 2; kills++) {
      const before = await countIn(looking)
      const killed = await command(['migrate-store'], environment, child => void killAfter(child, before + 20))
      expect(killed.code, killed.err).to.equal(null)
    }
    const served = await command(['start'], { ...environment, PORT: '0' })
    expect(served.code, served.err).to.equal(2)
    expect(served.err).to.include('half filled')
    const ended = await command(['migrate-store'], environment)
    expect(ended, ended.err).to.deep.include({ code: 0, out: '' })
    const [there, here] = [
      await documentsOf(await openLowdbStore(join(folder, 'store'))),
      await documentsOf(await openPostgresStore(database)),
    ]
    expect(here).to.deep.equal(there)
    expect(Object.keys(here)).to.have.length(600)
    expect(ended.err)
      .to.include('600 dokumenter er flyttet')
      .and.to.match(/SHA-256 [0-9a-f]{64}/)
  })

  it('takes along what was changed, made and erased between two tries', async () => {
    await fill(folder, 200)
    const first = await command(['migrate-store'], environment, child => void killAfter(child, 10))
    expect(first.code, first.err).to.equal(null)
    const store = await openLowdbStore(join(folder, 'store'))
    const notes = createSealed<string>(store, createSealer(masterKey), 'conversations')
    await notes.forget('talk0')
    await notes.change('talk1', () => ({ value: 'ændret', result: true }))
    await notes.create('new', 'ny')
    await store.close()
    const second = await command(['migrate-store'], environment)
    expect(second, second.err).to.deep.include({ code: 0 })
    const moved = await openPostgresStore(database)
    const there = createSealed<string>(moved, createSealer(masterKey), 'conversations')
    expect((await there.read('talk0'))?.value).to.equal(undefined)
    expect((await there.read('talk1'))?.value).to.equal('ændret')
    expect((await there.read('new'))?.value).to.equal('ny')
    await moved.close()
  })

  it('lets whoever talked go on there', async () => {
    const server = await serverProcess({ BROBYGGER_KEY })
    await server.start()
    const talk = await beginTalk(server.url)
    await talk.say('kanariegult er min farve')
    const refused = await command(['migrate-store'], { ...environment, BROBYGGER_DATA: server.folder })
    expect(refused.code).to.equal(1)
    expect(oneLine(refused.err), 'the server runs').to.include('is in use by process')
    await server.stop()
    const moved = await command(['migrate-store'], { ...environment, BROBYGGER_DATA: server.folder })
    expect(moved, moved.err).to.deep.include({ code: 0 })
    const node = await serverProcess({ BROBYGGER_KEY, DATABASE_URL: database.url })
    await node.start()
    const { body } = await ask(node.url, 'GET', `${talk.path}/activities`, { token: talk.token })
    expect(body.activities?.map(({ text }) => text)).to.include('kanariegult er min farve')
    await node.remove()
    await server.remove()
  })

  it('refuses a database that holds something else, another key, a folder without a store, and no database, in one line each', async () => {
    await fill(folder, 3)
    const other = await openPostgresStore(database)
    await other.write('accounts/somebody', {}, 'absent')
    const full = await command(['migrate-store'], environment)
    expect(full.code).to.equal(2)
    expect(full.err).to.include('indeholder allerede noget andet')
    expect(Object.keys(await documentsOf(other))).to.deep.equal(['accounts/somebody'])
    const wrong: [Record<string, string>, string][] = [
      [{ BROBYGGER_KEY: Buffer.alloc(32, 8).toString('base64') }, 'another key'],
      [{ BROBYGGER_DATA: join(folder, 'none') }, 'there is no store in'],
      [{ DATABASE_URL: '' }, 'DATABASE_URL'],
    ]
    for (const [more, words] of wrong) {
      const { code, err } = await command(['migrate-store'], { ...environment, ...more })
      expect(err)
        .to.include(words)
        .and.not.to.match(/\bat \w+ \(/)
      expect(code, err).to.equal(2)
    }
  })
})

async function fill(folder: string, count: number): Promise<void> {
  const store = await openLowdbStore(join(folder, 'store'))
  const talks = createSealed<string>(store, createSealer(masterKey), 'conversations')
  await Promise.all(Array.from({ length: count }, (_, i) => talks.create(`talk${i}`, `ord ${i} `.repeat(200))))
  await store.close()
}

/** How many documents lie in the database; 0 before there are tables. */
async function countIn(client: pg.Client): Promise<number> {
  try {
    return (await client.query("select count(*)::int as count from brobygger_documents where key like 'conversations/%'")).rows[0].count
  } catch {
    return 0
  }
}

async function documentsOf(store: Store): Promise<Record<string, unknown>> {
  const documents: Record<string, unknown> = {}
  for await (const key of store.keys('')) {
    if (!/^(leases|presence|master-key)\//.test(key)) documents[key] = (await store.read(key))?.value
  }
  await store.close()
  return documents
}

function oneLine(text: string): string {
  expect(text.trim().split('\n'), text).to.have.length(1)
  return text
}

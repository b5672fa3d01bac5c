import { createReadStream } from 'node:fs'
import { copyFile, mkdtemp, open, readdir, readFile, rm, stat, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { readConfig } from '../../bot/config.ts'
import { openServices } from '../../bot/services.ts'
import { hear, start } from '../../bot/turn.ts'
import { addCounsellor } from '../../desk/signInLink.ts'
import { readBackup } from '../../store/backupFormat.ts'
import { createErasedMarks } from '../../store/erasedMarks.ts'
import { openLowdbStore } from '../../store/lowdbStore.ts'
import { openPostgresStore } from '../../store/postgresStore.ts'
import type { Store } from '../../store/store.ts'
import { command } from '../bot/command.ts'
import { ask, beginTalk, understanding } from '../bot/house.ts'
import { openTestDatabase } from '../postgres.ts'
import { pause } from '../until.ts'
import { type ServerProcess, serverProcess } from './serverProcess.ts'

const BROBYGGER_KEY = Buffer.alloc(32, 7).toString('base64')
const email = 'gulspurv@kommune.dk'

describe('A backup of a running server', function () {
  this.timeout(180_000)
  let folder: string
  let server: ServerProcess
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'brobygger-'))
    server = await serverProcess({ BROBYGGER_KEY })
    await server.start()
  })
  afterEach(async () => {
    await server.remove()
    await rm(folder, { recursive: true, force: true })
  })

  it('holds every talk and account, and a server on what is restored from it goes on with them', async () => {
    const environment = { BROBYGGER_DATA: server.folder, BROBYGGER_KEY }
    await command(['counsellor', 'add', email], environment)
    const talks = await Promise.all(Array.from({ length: 10 }, () => beginTalk(server.url)))
    for (const talk of talks) await talk.say('kanariegult er min farve')
    const logs = await Promise.all(talks.map(talk => talk.log()))
    const [erased, ...kept] = talks
    await erased?.post({ type: 'event', name: 'erase' })
    const file = join(folder, 'brobygger.backup')

    const going = goOn(server) // others talk while it is made
    const made = await command(['backup', file], environment)
    await going()
    expect(made, made.err).to.deep.include({ code: 0, out: '' })
    expect((await stat(file)).mode & 0o777).to.equal(0o600)
    expect(await readdir(folder)).to.deep.equal(['brobygger.backup'])
    const bytes = await readFile(file)
    for (const secret of ['kanariegult', email, erased?.id ?? '', ...kept.map(({ id }) => id)]) {
      expect(bytes.includes(secret)).to.equal(false)
    }
    const keys = await keysIn(file)
    expect(keys.filter(key => key.includes(erased?.id ?? '-'))).to.deep.equal([])
    expect(keys.filter(key => /^(sessions|links|lockouts|leases)\//.test(key))).to.deep.equal([])

    await server.kill()
    const restored = await command(['restore', file], { BROBYGGER_DATA: folder, BROBYGGER_KEY })
    expect(restored, restored.err).to.deep.include({ code: 0, out: '' })
    expect(await command(['audit', 'verify'], { BROBYGGER_DATA: folder, BROBYGGER_KEY })).to.deep.include({ code: 0 })
    const second = await serverProcess({ BROBYGGER_KEY, BROBYGGER_DATA: folder })
    await second.start()
    for (const [i, { path, token }] of kept.entries()) {
      const { body } = await ask(second.url, 'GET', `${path}/activities`, { token })
      expect(body.activities?.map(({ id, text }) => ({ id, text }))).to.deep.equal(logs[i + 1]?.map(({ id, text }) => ({ id, text })))
    }
    const gone = await ask(second.url, 'GET', `${erased?.path}/activities`, { token: erased?.token ?? '' })
    expect(gone.status).to.equal(404)
    const again = await ask(second.url, 'POST', `${kept[0]?.path}/activities`, {
      token: kept[0]?.token ?? '',
      body: { type: 'message', text: 'er du her endnu' },
    })
    expect(again.status).to.equal(200)
    await second.remove()
  })

  it('replaces an older one only when it is whole, and leaves nothing behind where it fails', async () => {
    const file = join(folder, 'brobygger.backup')
    const environment = { BROBYGGER_DATA: server.folder, BROBYGGER_KEY }
    expect(await command(['backup', file], environment)).to.deep.include({ code: 0 })
    const before = await readFile(file)
    const failed = await command(['backup', file], { ...environment, BROBYGGER_KEY: Buffer.alloc(32, 8).toString('base64') })
    expect(failed.code).to.equal(2)
    expect(oneLine(failed.err)).to.include('en anden nøgle')
    expect(await readdir(folder)).to.deep.equal(['brobygger.backup'])
    expect((await readFile(file)).equals(before)).to.equal(true)
    const nowhere = await command(['backup', join(folder, 'no', 'such', 'folder')], environment)
    expect(nowhere.code).to.equal(2)
    expect(oneLine(nowhere.err)).to.include('ENOENT')
  })
})

for (const [from, to] of [
  ['embedded', 'PostgreSQL'],
  ['PostgreSQL', 'PostgreSQL'],
  ['PostgreSQL', 'embedded'],
] as const) {
  describe(`A backup of the ${from} store`, function () {
    this.timeout(180_000)
    it(`is restored to the ${to} store, document by document, but for what was erased there since`, async () => {
      const [source, target] = [await places(from), await places(to)]
      const file = join(source.folder, 'a.backup')
      const { talks } = await fill(source.environment)
      const before = await source.documents()
      expect((await command(['backup', file], source.environment)).code).to.equal(0)
      const [erased = ''] = talks
      await createErasedMarks(join(target.folder, 'erased'), Buffer.from(BROBYGGER_KEY, 'base64'), () => new Date()).add(erased)
      const restored = await command(['restore', file], target.environment)
      expect(restored, restored.err).to.deep.include({ code: 0 })
      const after = await target.documents()
      const stays = (key: string) => !/^(sessions|links|lockouts)\//.test(key) && !key.endsWith(`/${erased}`)
      expect(Object.fromEntries(after)).to.deep.equal(Object.fromEntries(before.filter(([key]) => stays(key))))
      expect(after.filter(([key]) => key.startsWith('conversations/'))).to.have.length(talks.length - 1)
      await source.remove()
      await target.remove()
    })
  })
}

describe('A restore', function () {
  this.timeout(180_000)
  let source: Place
  let target: Place
  let file: string
  beforeEach(async () => {
    source = await places('embedded')
    target = await places('embedded')
    file = join(source.folder, 'a.backup')
  })
  afterEach(async () => {
    await source.remove()
    await target.remove()
  })
  const restore = (path = file, more: Record<string, string> = {}) => command(['restore', path], { ...target.environment, ...more })

  it('leaves out what retention would have erased by now, and keeps the rest', async () => {
    const hours = (count: number) => new Date(Date.now() - count * 3_600_000)
    const { talks: old } = await fill(source.environment, hours(2), 3)
    const { talks: fresh } = await fill(source.environment, new Date(), 2)
    expect((await command(['backup', file], source.environment)).code).to.equal(0)
    const kept = (await keysIn(file)).filter(key => key.startsWith('conversations/'))
    expect(kept, 'the backup itself keeps them: nothing swept').to.have.length(5)
    const restored = await restore()
    expect(restored, restored.err).to.deep.include({ code: 0 })
    expect(restored.err).to.include('3 er udeladt')
    const keys = (await target.documents()).map(([key]) => key)
    expect(keys.filter(key => key.startsWith('conversations')).sort()).to.deep.equal(
      fresh.flatMap(id => [`conversations-keys/${id}`, `conversations/${id}`]).sort(),
    )
    for (const id of old) expect(keys.join()).not.to.include(id)
  })

  it('refuses a store that holds something, another key, and a damaged file, in one line each, and changes nothing', async () => {
    await fill(source.environment)
    expect((await command(['backup', file], source.environment)).code).to.equal(0)
    const [cut, altered] = [join(source.folder, 'cut'), join(source.folder, 'altered')]
    for (const path of [cut, altered]) await copyFile(file, path)
    await truncate(cut, (await stat(cut)).size - 1)
    await flip(altered, (await stat(altered)).size - 200)
    const wrong: [Promise<{ code: number | null; err: string }>, number, string][] = [
      [restore(cut), 1, 'ikke hel'],
      [restore(altered), 1, 'ændret'],
      [restore(file, { BROBYGGER_KEY: Buffer.alloc(32, 8).toString('base64') }), 2, 'en anden nøgle'],
      [restore('package.json'), 2, 'ikke en sikkerhedskopi'],
      [restore(join(source.folder, 'none')), 2, 'ENOENT'],
    ]
    for (const [ending, code, words] of wrong) {
      const { err, code: was } = await ending
      expect(oneLine(err)).to.include(words)
      expect(was, err).to.equal(code)
    }
    expect(await target.documents()).to.deep.equal([])

    await fill(target.environment, new Date(), 1)
    const before = await target.documents()
    const refused = await restore()
    expect(refused.err).to.include('ikke tomt')
    expect(refused.code).to.equal(2)
    expect(await target.documents()).to.deep.equal(before)
  })

  it('that was killed (kill -9) is not served half done, and goes on when it is run again', async () => {
    const { talks } = await fill(source.environment, new Date(), 150)
    expect((await command(['backup', file], source.environment)).code).to.equal(0)
    let killed = 0
    for (let tries = 0; tries < 40 && killed === 0; tries++) {
      const { code } = await command(['restore', file], target.environment, child => void killWhen(child, target.folder))
      if (code === null && (await target.marked())) killed++
      else if (code === 0) throw new Error('it was done before it was killed')
    }
    expect(killed, 'killed between its first document and its last').to.equal(1)
    const served = await command(['start'], { ...target.environment, PORT: '0' })
    expect(served.code).to.equal(2)
    expect(served.err).to.include('half filled')
    const again = await restore()
    expect(again, again.err).to.deep.include({ code: 0 })
    const keys = (await target.documents()).map(([key]) => key)
    expect(keys.filter(key => key.startsWith('conversations/'))).to.have.length(talks.length)
  })
})

it('backup and restore say in one line what is wrong with their arguments', async () => {
  for (const args of [['backup'], ['restore'], ['backup', 'a', 'b'], ['restore', '--fast', 'a'], ['migrate-store', 'now']]) {
    const { code, out, err } = await command(args, {})
    expect({ code, out }, args.join(' ')).to.deep.equal({ code: 2, out: '' })
    oneLine(err)
  }
})

interface Place {
  folder: string
  environment: Record<string, string>
  /** Key and value of every document, but for what nodes need among themselves. */
  documents(): Promise<[string, unknown][]>
  /** Whether something is being brought in. */
  marked(): Promise<boolean>
  remove(): Promise<void>
}

async function places(kind: 'embedded' | 'PostgreSQL'): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'brobygger-'))
  const database = kind === 'PostgreSQL' ? await openTestDatabase() : undefined
  const open = () => (database ? openPostgresStore({ url: database.url }) : openLowdbStore(join(folder, 'store')))
  return {
    folder,
    environment: { BROBYGGER_DATA: folder, BROBYGGER_KEY, ...(database && { DATABASE_URL: database.url }) },
    async documents() {
      const store = await open()
      const documents: [string, unknown][] = []
      for await (const key of store.keys('')) {
        if (!/^(leases|presence|master-key)\//.test(key)) documents.push([key, (await store.read(key))?.value])
      }
      await store.close()
      return documents.sort(([a], [b]) => (a < b ? -1 : 1))
    },
    async marked() {
      const store = await open()
      const found = await store.read('moving/from')
      await store.close()
      return found !== undefined
    },
    async remove() {
      await database?.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Talks as a server has them, begun at this time; and an account with its one-time link. */
async function fill(environment: Record<string, string>, at = new Date(), count = 5): Promise<{ talks: string[] }> {
  const clock = { now: () => at, awake: () => performance.now() }
  const services = await openServices(readConfig({ ...environment, BROBYGGER_LOG: 'silent' }), clock, understanding())
  const talks: string[] = []
  for (let i = 0; i < count; i++) {
    const id = services.newId()
    await start(services, { id, municipality: 'kalundborg', locale: 'da' })
    await hear(services, id, { text: 'jeg er ensom' })
    talks.push(id)
  }
  await addAccount(services.store)
  await services.close()
  return { talks }
}

const addAccount = (store: Store) => addCounsellor(store, email)

/** Talks go on at the server until it is called. */
function goOn({ url }: ServerProcess): () => Promise<void> {
  let over = false
  const going = (async () => {
    while (!over) await (await beginTalk(url)).say('jeg skriver imens')
  })()
  return async () => {
    over = true
    await going
  }
}

async function keysIn(file: string): Promise<string[]> {
  const keys: string[] = []
  for await (const { key } of readBackup(createReadStream(file), Buffer.from(BROBYGGER_KEY, 'base64'))) keys.push(key)
  return keys
}

async function flip(path: string, at: number): Promise<void> {
  const file = await open(path, 'r+')
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, at)
  await file.write(Buffer.from([(buffer[0] ?? 0) ^ 1]), 0, 1, at)
  await file.close()
}

/** As soon as documents lie in the folder. */
async function killWhen(child: { kill(signal: 'SIGKILL'): boolean; exitCode: number | null }, folder: string): Promise<void> {
  const place = join(folder, 'store', 'conversations-keys')
  while (child.exitCode === null) {
    const there = await readdir(place).catch(() => [])
    if (there.length > 3) return void child.kill('SIGKILL')
    await pause(1)
  }
}

function oneLine(text: string): string {
  expect(text.trim().split('\n'), text).to.have.length(1)
  return text
}

import { expect } from 'chai'
import { openPostgresStore } from '../../store/postgresStore.ts'
import { createSealed } from '../../store/sealedDocuments.ts'
import { createSealer } from '../../store/sealing.ts'
import type { Store } from '../../store/store.ts'
import { openTestDatabase } from '../postgres.ts'
import { until } from '../until.ts'

interface Note {
  words: string[]
}

const masterKey = Buffer.alloc(32, 7)
const sealedOn = (store: Store) => createSealed<Note>(store, createSealer(masterKey), 'notes')
const add = (word: string) => (note: Note) => ({ value: { words: [...note.words, word] }, result: note.words.length })

let database: Awaited<ReturnType<typeof openTestDatabase>>
let here: Store
let there: Store

describe('sealed documents on two nodes', () => {
  beforeEach(async () => {
    database = await openTestDatabase()
    here = await openPostgresStore({ url: database.url })
    there = await openPostgresStore({ url: database.url })
  })
  afterEach(async () => {
    await here.close()
    await there.close()
    await database.drop()
  })

  it('take two hundred changes from both at once, none lost, each seen by both', async () => {
    const [a, b] = [sealedOn(here), sealedOn(there)]
    await a.create('a', { words: [] })
    await Promise.all(Array.from({ length: 200 }, (_, i) => (i % 2 ? a : b).change('a', add(String(i)))))
    for (const node of [a, b]) {
      await until(async () => (await node.read('a'))?.value.words.length === 200)
      expect(new Set((await node.read('a'))?.value.words).size).to.equal(200)
    }
  })

  it('tell those who watch there of what was changed here, with the new value', async () => {
    const [a, b] = [sealedOn(here), sealedOn(there)]
    const told: string[] = []
    b.watch(id => void b.read(id).then(read => told.push(`${id} ${read?.value.words.join(' ') ?? 'gone'}`)))
    await a.create('a', { words: ['en'] })
    await until(() => told.at(-1) === 'a en')
    await a.change('a', add('to'))
    await until(() => told.at(-1) === 'a en to')
    await a.forget('a')
    await until(() => told.at(-1) === 'a gone')
  })

  it('keep no old copy open when it was being read while the other changed it', async () => {
    const gate = createGate()
    const a = sealedOn(here)
    const heard: string[] = []
    there.watch(key => heard.push(key))
    const b = sealedOn({
      ...there,
      async read<T>(key: string) {
        const read = await there.read<T>(key)
        await gate.pass()
        return read
      },
    })
    await a.create('a', { words: ['en'] })
    await until(() => heard.includes('notes/a'))
    gate.shut()
    const early = b.read('a')
    await gate.reached()
    await a.change('a', add('to'))
    await until(() => heard.filter(key => key === 'notes/a').length >= 2)
    gate.open()
    await early
    expect((await b.read('a'))?.value.words).to.deep.equal(['en', 'to'])
  })

  it('keep no own copy open that the other has written over before its answer came', async () => {
    const gate = createGate()
    const a = sealedOn(here)
    const heard: string[] = []
    there.watch(key => heard.push(key))
    const b = sealedOn({
      ...there,
      async write(key, value, expected) {
        const etag = await there.write(key, value, expected)
        await gate.pass()
        return etag
      },
    })
    await b.create('a', { words: ['en'] })
    gate.shut()
    const mine = b.change('a', add('to'))
    await gate.reached()
    const before = heard.length
    await a.change('a', add('tre'))
    await until(() => heard.length > before)
    gate.open()
    await mine
    expect((await b.read('a'))?.value.words).to.deep.equal(['en', 'to', 'tre'])
  })

  it('keep nothing open while the feed is cut', async () => {
    const a = sealedOn(here)
    let deaf = false
    let feed: ((state: 'cut' | 'whole') => void) | undefined
    const b = sealedOn({
      ...there,
      watch(onChange, onFeed) {
        feed = onFeed
        return there.watch(key => deaf || onChange(key))
      },
    })
    await a.create('a', { words: ['en'] })
    await until(async () => (await b.read('a')) !== undefined)
    deaf = true
    feed?.('cut')
    await a.change('a', add('to'))
    expect((await b.read('a'))?.value.words).to.deep.equal(['en', 'to'])
    await a.change('a', add('tre'))
    expect((await b.read('a'))?.value.words).to.deep.equal(['en', 'to', 'tre'])
  })

  it('are not taken for leftovers while the other node is just making them', async () => {
    const gate = createGate()
    gate.shut()
    const a = sealedOn({
      ...here,
      async write(key, value, expected) {
        if (key === 'notes/a') await gate.pass()
        return here.write(key, value, expected)
      },
    })
    const b = sealedOn(there)
    const created = a.create('a', { words: ['en'] })
    await gate.reached()
    expect(await listed(b.ids())).to.deep.equal([])
    gate.open()
    await created
    expect((await b.read('a'))?.value.words).to.deep.equal(['en'])
  })

  it('are not taken for destroyed when the key was looked for before it was written', async () => {
    const gate = createGate()
    gate.shut()
    const b = sealedOn({
      ...there,
      async read<T>(key: string) {
        if (key === 'notes/a') await gate.pass()
        return there.read<T>(key)
      },
    })
    const early = b.read('a')
    await gate.reached()
    await until(async () => (await there.read('notes-keys/a')) === undefined)
    await sealedOn(here).create('a', { words: ['en'] })
    gate.open()
    expect((await early)?.value.words).to.deep.equal(['en'])
  })
})

/** Holds whoever passes while it is shut. */
function createGate() {
  let shut = false
  let waiting: (() => void)[] = []
  let onReached: () => void = () => undefined
  const reached = new Promise<void>(resolve => {
    onReached = resolve
  })
  return {
    shut() {
      shut = true
    },
    open() {
      shut = false
      for (const go of waiting) go()
      waiting = []
    },
    reached: () => reached,
    async pass() {
      if (!shut) return
      onReached()
      await new Promise<void>(resolve => waiting.push(resolve))
    },
  }
}

async function listed(ids: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = []
  for await (const id of ids) all.push(id)
  return all
}

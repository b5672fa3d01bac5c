import { expect } from 'chai'
import pg from 'pg'
import { openPostgresStore } from '../../store/postgresStore.ts'
import { Conflict, type Store } from '../../store/store.ts'
import { type Network, openNetwork } from '../network.ts'
import { openTestDatabase } from '../postgres.ts'
import { pause, until } from '../until.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
let open: Store[]
let networks: Network[]

describe('Several nodes on PostgreSQL', () => {
  beforeEach(async () => {
    open = []
    networks = []
    database = await openTestDatabase()
  })
  afterEach(async () => {
    await Promise.all(open.map(store => store.close()))
    await Promise.all(networks.map(network => network.close()))
    await database.drop()
  })

  it('may all start at once on an empty database', async () => {
    const nodes = await Promise.all(Array.from({ length: 6 }, node))
    await nodes[0]?.write('talks/a', 1, 'absent')
    for (const one of nodes) expect((await one.read('talks/a'))?.value).to.equal(1)
  })

  it('have one winner of five hundred who write over the same document, in every round', async () => {
    const nodes = [await node(), await node()] as const
    let etag = await nodes[0].write('talks/a', 'begun', 'absent')
    for (let round = 0; round < 3; round++) {
      const writes = Array.from({ length: 500 }, (_, i) => nodes[i % 2 ? 1 : 0].write('talks/a', `${round} ${i}`, etag))
      const outcomes = await Promise.allSettled(writes)
      const won = outcomes.flatMap((outcome, i) => (outcome.status === 'fulfilled' ? [i] : []))
      expect(won).to.have.length(1)
      for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).to.be.instanceOf(Conflict)
      const kept = await nodes[1].read('talks/a')
      expect(kept?.value).to.equal(`${round} ${won[0]}`)
      etag = kept?.etag ?? ''
    }
  })

  it('have one winner of many who create the same document', async () => {
    const nodes = [await node(), await node()] as const
    for (let round = 0; round < 5; round++) {
      const outcomes = await Promise.allSettled(Array.from({ length: 40 }, (_, i) => nodes[i % 2 ? 1 : 0].write('talks/new', i, 'absent')))
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1)
      await nodes[round % 2 ? 1 : 0].forget('talks/new')
    }
  })

  it('hear of every document that another wrote, and never read an older one than they have read', async () => {
    const [a, b] = [await node(), await node()]
    const seen = newestSeen(b)
    await Promise.all(
      Array.from({ length: 40 }, async (_, k) => {
        let etag = await a.write(`talks/${k}`, 0, 'absent')
        for (let n = 1; n <= 10; n++) etag = await a.write(`talks/${k}`, n, etag)
      }),
    )
    await until(() => seen.at('talks/', 40).every(value => value === 10))
    await a.forget('talks/0')
    await until(() => seen.of('talks/0') === 'gone')
    expect(seen.backwards()).to.deep.equal([])
  })

  it('hear of what was written by one that died before it could say so', async () => {
    const [a, b] = [await node(), await node()]
    await a.write('talks/a', 0, 'absent')
    const seen = newestSeen(b)
    await raw(`update brobygger_documents set value = '7', etag = 'x', changed_in = pg_current_xact_id() where key = 'talks/a'`)
    await until(() => seen.of('talks/a') === 7)
  })

  it('hear of a write that was long under way while others overtook it', async () => {
    const [a, b] = [await node(), await node()]
    await a.write('talks/slow', 0, 'absent')
    const seen = newestSeen(b)
    await withClient(async client => {
      await client.query('begin')
      await client.query(
        `update brobygger_documents set value = '1', etag = 'x', changed_in = pg_current_xact_id() where key = 'talks/slow'`,
      )
      for (let round = 0; round < 2; round++) {
        await raw(
          `insert into brobygger_documents (key, value, etag, changed_in) values ('talks/quick${round}', '1', 'x', pg_current_xact_id())`,
        )
        await until(() => seen.of(`talks/quick${round}`) === 1)
      }
      expect(seen.of('talks/slow')).not.to.equal(1)
      await client.query('commit')
    })
    await until(() => seen.of('talks/slow') === 1)
  })

  it('hear of what they missed while their ear was cut off, and say when they are deaf', async () => {
    const [a, network] = [await node(), await farAway()]
    const b = await node(network.url)
    const states: string[] = []
    const seen = newestSeen(b, state => states.push(state))
    network.mode = 'refused'
    network.cut()
    await until(() => states.length === 1)
    let etag = await a.write('talks/a', 0, 'absent')
    for (let n = 1; n <= 5; n++) etag = await a.write('talks/a', n, etag)
    const gone = await a.write('talks/b', 1, 'absent')
    expect(gone).to.be.a('string')
    await a.forget('talks/b')
    network.mode = 'pass'
    await until(() => states.length === 2)
    await until(() => seen.of('talks/a') === 5 && seen.of('talks/b') === 'gone')
    expect(states).to.deep.equal(['cut', 'whole'])
  })

  it('notice a network that has gone silent without closing anything', async () => {
    const network = await farAway()
    const b = await node(network.url)
    const states: string[] = []
    newestSeen(b, state => states.push(state))
    network.mode = 'silent'
    await until(() => states.length === 1)
    network.mode = 'pass'
    await until(() => states.length === 2)
    expect(states).to.deep.equal(['cut', 'whole'])
  })

  it('know of a write whose answer was lost that it stood', async () => {
    const network = await farAway()
    const b = await node(network.url)
    const etag = await b.write('talks/a', 'før', 'absent')
    await b.read('talks/a') // every connection that is needed is open
    network.mode = 'lost answers'
    const swallowed = network.swallowed()
    const write = b.write('talks/a', 'efter', etag)
    await swallowed
    await until(async () => (await raw(`select value from brobygger_documents where key = 'talks/a'`))[0]?.value === '"efter"')
    network.mode = 'pass'
    network.cut()
    const second = await write
    expect(await b.read('talks/a')).to.deep.equal({ value: 'efter', etag: second })
  })

  it('know it also where another has written since', async () => {
    const [a, network] = [await node(), await farAway()]
    const b = await node(network.url)
    const etag = await b.write('talks/a', 'før', 'absent')
    await b.read('talks/a')
    network.mode = 'lost answers'
    const write = b.write('talks/a', 'efter', etag)
    let overwritten: string | undefined
    await until(async () => {
      const now = await a.read('talks/a')
      if (now?.value === 'efter') overwritten = await a.write('talks/a', 'andet', now.etag)
      return overwritten !== undefined
    })
    network.mode = 'pass'
    network.cut()
    expect(await write).not.to.equal(overwritten)
    expect((await b.read('talks/a'))?.value).to.equal('andet')
  })

  it('lose and double nothing while connections are ended in the middle of their work', async () => {
    const nodes = [await node(), await node()] as const
    const seen = newestSeen(nodes[1])
    const acknowledged: string[] = []
    let ended = 0
    const writers = ['talks/a', 'talks/b', 'talks/c', 'talks/d'].map(async (key, w) => {
      const at = nodes[w % 2 ? 1 : 0]
      let words: string[] = []
      let etag = await at.write(key, words, 'absent')
      for (let n = 0; n < 60 || ended < 6; n++) {
        words = [...words, `${key} ${n}`]
        etag = await at.write(key, words, etag) // nobody else writes here: a conflict is a fault
        acknowledged.push(`${key} ${n}`)
      }
    })
    let done = false
    const killer = (async () => {
      while (!done) {
        const killed = await raw(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and application_name like 'brobygger%' and random() < 0.4`,
        )
        ended += killed.length
        await pause(25)
      }
    })()
    await Promise.all(writers)
    done = true
    await killer
    const kept = await Promise.all(['a', 'b', 'c', 'd'].map(async id => (await nodes[0].read<string[]>(`talks/${id}`))?.value ?? []))
    expect(kept.flat().toSorted()).to.deep.equal(acknowledged.toSorted())
    await until(() => kept.every((words, i) => (seen.of(`talks/${'abcd'[i]}`) as string[] | undefined)?.length === words.length))
  }).timeout(40_000)
})

async function node(url = database.url): Promise<Store> {
  const store = await openPostgresStore({ url })
  open.push(store)
  return store
}

async function farAway(): Promise<Network & { url: string }> {
  const url = new URL(database.url)
  const network = await openNetwork(Number(url.port))
  networks.push(network)
  url.port = String(network.port)
  return Object.assign(network, { url: url.href })
}

/** Reads whatever it is told of, as the house does, and keeps the newest of each. */
function newestSeen(store: Store, onFeed?: (state: string) => void) {
  const newest = new Map<string, unknown>()
  const older: string[] = []
  const reads = new Map<string, Promise<void>>()
  store.watch(key => {
    const read = async () => {
      const value = (await store.read(key))?.value ?? 'gone'
      const before = newest.get(key)
      if (typeof before === 'number' && typeof value === 'number' && value < before) older.push(`${key}: ${value} after ${before}`)
      newest.set(key, value)
    }
    reads.set(key, (reads.get(key) ?? Promise.resolve()).then(read))
  }, onFeed)
  return {
    of: (key: string) => newest.get(key),
    at: (prefix: string, count: number) => Array.from({ length: count }, (_, k) => newest.get(`${prefix}${k}`)),
    backwards: () => older,
  }
}

async function withClient<R>(task: (client: pg.Client) => Promise<R>): Promise<R> {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    return await task(client)
  } finally {
    await client.end()
  }
}

const raw = (sql: string): Promise<Record<string, unknown>[]> => withClient(async client => (await client.query(sql)).rows)

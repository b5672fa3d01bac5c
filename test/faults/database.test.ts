import { expect } from 'chai'
import { type Network, openNetwork } from '../network.ts'
import { type PostgresServer, startPostgres } from '../postgres.ts'
import { pause, until } from '../until.ts'
import { beginInsisting, type Citizen, expectKept } from './citizen.ts'
import { type ServerProcess, serverProcess } from './serverProcess.ts'
import { size } from './size.ts'

const talks = size(8, 60)
const kills = size(1, 8)
/** Each takes as long as a lost answer is waited for; a commit does with the harder one. */
const directions = size(1, 2)

const ways = [
  ['lost answers', 'what PostgreSQL answers'],
  ['lost questions', 'what it is asked'],
] as const

describe(`A node with ${talks} running talks`, function () {
  this.timeout(size(180_000, 600_000))
  let postgres: PostgresServer
  let network: Network
  let node: ServerProcess
  let citizens: Citizen[]

  before(async () => {
    postgres = await startPostgres({ fsync: 'on' }) // its crash must lose nothing that it confirmed
    network = await openNetwork(postgres.port)
    const through = new URL(postgres.url())
    through.port = String(network.port)
    node = await serverProcess({ DATABASE_URL: through.href, BROBYGGER_KEY: Buffer.alloc(32, 7).toString('base64') })
    await node.start()
    citizens = await Promise.all(Array.from({ length: talks }, (_, i) => beginInsisting(() => node.url, String(i))))
  })
  after(async () => {
    await node?.remove()
    await network?.close()
    await postgres?.remove()
  })

  it(`goes on by itself when PostgreSQL is killed and started again (${kills} times)`, async () => {
    await whileTheyTalk(async () => {
      for (let kill = 0; kill < kills; kill++) {
        await until(heardSince())
        await postgres.stop('kill')
        await pause(Math.random() * 300)
        await postgres.start()
      }
      await until(heardSince())
    })
    await expectAllKept()
  })

  for (const [mode, what] of ways.slice(0, directions)) {
    it(`acknowledges nothing that was not kept while ${what} is lost on the way, and what is sent again counts once`, async () => {
      await whileTheyTalk(async () => {
        await until(heardSince())
        network.mode = mode
        const refused = refusals()
        await until(async () => refusals() > refused || (await readiness()) === 503)
        network.mode = 'pass'
        await until(heardSince())
        expect(await eventuallyReady()).to.equal(200)
      })
      await expectAllKept()
    })
  }

  it('said in its log that the database was away and came back, and nobody’s words', () => {
    expect(node.written()).to.include('the database is away').and.to.include('the database is back')
    expect(node.written()).not.to.include('besked')
    for (const { id, token } of citizens) expect(node.written()).not.to.include(id).and.not.to.include(token)
  })

  /** All talk until it is done, and each ends what they were about to say. */
  async function whileTheyTalk(task: () => Promise<void>): Promise<void> {
    let over = false
    const talking = citizens.map(async citizen => {
      while (!over) {
        await citizen.say(`besked ${citizen.acknowledged.length}`)
        await pause(30 + Math.random() * 60)
      }
    })
    try {
      await task()
    } finally {
      over = true
    }
    await Promise.all(talking)
  }

  /** Whether each has had a message acknowledged since. */
  function heardSince(): () => boolean {
    const before = citizens.map(({ acknowledged }) => acknowledged.length)
    return () => citizens.every(({ acknowledged }, i) => acknowledged.length > (before[i] ?? 0))
  }

  async function expectAllKept(): Promise<void> {
    for (const citizen of citizens) expect(await expectKept(node.url, citizen, citizen.acknowledged)).to.equal('bot')
  }

  const refusals = () => citizens.reduce((sum, { refused }) => sum + refused, 0)
  const readiness = async () => (await fetch(`${node.url}/readyz`)).status

  async function eventuallyReady(): Promise<number> {
    await until(async () => (await readiness()) === 200)
    return readiness()
  }
})

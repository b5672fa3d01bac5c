import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { ConfigFaults } from '../../bot/config.ts'
import { openTestDatabase } from '../postgres.ts'
import { until } from '../until.ts'
import { ask, beginTalk, type House, openHouse } from './house.ts'

const main = fileURLToPath(new URL('../../bot/main.ts', import.meta.url))
const key = Buffer.alloc(32, 7).toString('base64')

let folder: string
let database: Awaited<ReturnType<typeof openTestDatabase>>
let houses: House[]

describe('Brobygger with DATABASE_URL', () => {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'brobygger-'))
    database = await openTestDatabase()
    houses = []
  })
  afterEach(async () => {
    await Promise.all(houses.map(house => house.close()))
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  })

  const house = async (environment: Record<string, string> = {}) => {
    const opened = await openHouse({ DATABASE_URL: database.url, BROBYGGER_KEY: key, ...environment })
    houses.push(opened)
    return opened
  }

  it('lets any node go on with a talk that another began', async () => {
    const [a, b] = [await house(), await house()]
    const talk = await beginTalk(a.url)
    expect((await talk.say('Hej')).status).to.equal(200)
    const there = await ask(b.url, 'POST', `${talk.path}/activities`, {
      token: talk.token,
      body: { type: 'message', text: 'Jeg er 14', channelData: { clientActivityID: 'b1' } },
    })
    expect(there.status).to.equal(200)
    await until(async () => (await talk.log()).some(({ text }) => text === 'Jeg er 14'))
  })

  it('refuses a node whose key is another one', async () => {
    await house()
    const refused = await house({ BROBYGGER_KEY: Buffer.alloc(32, 8).toString('base64') }).catch((error: unknown) => error)
    expect(refused).to.be.instanceOf(ConfigFaults)
    expect(String(refused)).to.include('BROBYGGER_KEY')
  })

  it('adds a counsellor from the command line', async () => {
    const { code, out } = await brobygger(['counsellor', 'add', 'a@kommune.dk'], database.url).ended
    expect(code).to.equal(0)
    expect(out).to.match(/http:\/\/localhost:\d+\/desk/)
  })

  it('ends with 2 and says what to mend where the database will not have it, and never says the password', async () => {
    const url = new URL(database.url)
    url.password = 'hemmelig'
    const { code, out } = await brobygger(['start'], url.href).ended
    expect(code).to.equal(2)
    expect(out).to.include('DATABASE_URL').and.include('password of a role').and.not.include('hemmelig')
  })

  it('waits for a database that is not there yet, says so, and can be stopped meanwhile', async () => {
    const waiting = brobygger(['start'], `postgres://rolle:hemmelig@127.0.0.1:${await closedPort()}/brobygger`)
    await waiting.said(/waiting for the database/)
    waiting.stop()
    const { code, out } = await waiting.ended
    expect(code).to.equal(0)
    expect(out).not.to.include('hemmelig')
  })

  function brobygger(args: string[], url: string) {
    const env = { ...process.env, NODE_ENV: '', PORT: '0', BROBYGGER_DATA: folder, BROBYGGER_KEY: key, DATABASE_URL: url, LANG: 'en' }
    const child = spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let out = ''
    let onSaid = nothing
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', chunk => {
        out += chunk
        onSaid()
      })
    }
    return {
      stop: () => child.kill('SIGTERM'),
      said: (what: RegExp) =>
        new Promise<void>(resolve => {
          onSaid = () => {
            if (what.test(out)) resolve()
          }
          onSaid()
        }),
      ended: new Promise<{ code: number | null; out: string }>(resolve => child.once('close', code => resolve({ code, out }))),
    }
  }
})

const nothing = () => {}

async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise(resolve => server.close(resolve))
  return address !== null && typeof address !== 'string' ? address.port : 0
}

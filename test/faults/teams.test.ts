import { expect } from 'chai'
import { readConfig } from '../../bot/config.ts'
import { openServices } from '../../bot/services.ts'
import { type Connector, openConnector } from '../teams/connector.ts'
import { openParent, type Parent } from '../teams/parent.ts'
import { linesFor, readOf, talkOf } from '../teams/told.ts'
import { pause } from '../until.ts'
import { type ServerProcess, serverProcess } from './serverProcess.ts'
import { size } from './size.ts'

const parents = size(24, 200)
const messages = ['det handler om mit barn', '9', 'han vil ikke i skole og har ondt i maven', '3']

describe(`${parents} parents in Teams at once`, function () {
  this.timeout(size(180_000, 300_000))
  let connector: Connector
  let server: ServerProcess
  before(async () => {
    connector = await openConnector()
    server = await serverProcess({ ...connector.environment, BROBYGGER_LOG: 'error' })
    await server.start()
  })
  after(async () => {
    await server.stop()
    await server.remove()
    await connector.close()
  })

  it('read every message once and in order, with 5 % of 429 and 2 % delivered twice', async () => {
    const chance = random(7)
    connector.fault(() => (chance() < 0.05 ? { status: 429, retryAfter: '0.05' } : undefined))
    const all = Array.from({ length: parents }, () => openParent(connector, () => server.url))
    let twice = 0
    await Promise.all(
      all.map(async parent => {
        for (const [i, text] of messages.entries()) {
          const message = parent.activity({ type: 'message', id: String(i + 1), text })
          const doubled = chance() < 0.02
          if (doubled) twice++
          const sent = await Promise.all((doubled ? [1, 2] : [1]).map(() => parent.post(message)))
          expect(sent.map(({ status }) => status)).to.deep.equal(sent.map(() => 200))
        }
      }),
    )
    await untilDelivered(server)
    await comparing(async (parent, lines) => void expect(readOf(parent, lines)).to.deep.equal(lines), all)
    expect(connector.calls.length, 'there were 429s').to.be.greaterThan(connector.taken.length)
    if (parents > 100) expect(twice).to.be.greaterThan(0)
  })

  it('get the rest after kill -9 in the middle, in order; what was never taken comes once', async () => {
    await server.start()
    const all = Array.from({ length: size(12, 60) }, () => openParent(connector, () => server.url))
    const held = new Set(all.filter((_, i) => i % 2 === 0).map(({ conversation }) => conversation))
    connector.fault(({ conversation }) => (held.has(conversation) ? { status: 503, retryAfter: '1' } : undefined))
    for (const parent of all) expect((await parent.say(messages[2] ?? '')).status).to.equal(200)
    await server.kill()
    const takenBefore = connector.taken.length
    connector.fault(() => undefined)
    await server.start()
    await connector.until(() => all.every(parent => parent.sees().length > 0))
    await untilDelivered(server)
    await comparing(async (parent, lines) => {
      const read = readOf(parent, lines)
      if (held.has(parent.conversation)) expect(read).to.deep.equal(lines)
      // Taken by Teams in the moment of the kill, before we had written that down: once more rather than never.
      else expect(withoutRepeated(parent, takenBefore, lines)).to.deep.equal(lines)
    }, all)
  })

  /** Stops the server, so that its folder can be looked into. */
  async function comparing(compare: (parent: Parent, lines: string[]) => Promise<void>, all: Parent[]): Promise<void> {
    await server.stop()
    const services = await openServices(readConfig({ BROBYGGER_DATA: server.folder, BROBYGGER_LOG: 'silent' }))
    try {
      for (const parent of all) {
        const talk = await talkOf(services, connector, parent)
        if (talk === undefined) throw new Error('a talk is lost')
        expect(talk.log.some(({ from }) => from.who === 'citizen')).to.equal(true)
        await compare(parent, linesFor(talk))
      }
    } finally {
      await services.close()
    }
  }

  /** By what stands there: the card may have been answered since, and then looks otherwise when it comes again. */
  function withoutRepeated(parent: Parent, takenBefore: number, lines: string[]): string[] {
    const before = new Set(connector.taken.slice(0, takenBefore).map(({ id }) => id))
    const seen = parent.sees().map(({ id }, i) => ({
      before: before.has(id),
      lines: readOf({ ...parent, reads: () => [parent.reads()[i] ?? ''] }, lines),
    }))
    const last = seen.findLast(one => one.before)
    const next = seen.find(one => !one.before)
    const repeated = JSON.stringify(next?.lines) === JSON.stringify(last?.lines) ? next : undefined
    return seen.filter(one => one !== repeated).flatMap(one => one.lines)
  }
})

async function untilDelivered(server: ServerProcess): Promise<void> {
  for (let quiet = 0; quiet < 3; ) {
    const text = await (await fetch(`${server.url}/metrics`)).text()
    quiet = /^brobygger_teams_waiting 0$/m.test(text) ? quiet + 1 : 0
    await pause(50)
  }
}

/** The same chances each time (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

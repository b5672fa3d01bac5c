import { expect } from 'chai'
import { hubSecret, openAgentHub, type Received } from '../bot/agentHub.ts'
import { beginTalk } from '../bot/house.ts'
import { until } from '../until.ts'
import { type Nodes, openNodes } from './nodes.ts'
import type { ServerProcess } from './serverProcess.ts'
import { size } from './size.ts'

const talks = size(4, 40)
const lines = ['er der nogen?', 'jeg sidder alene i hvert frikvarter', 'hvor længe varer det?']

describe('An agent hub outside the house, served by two nodes', function () {
  this.timeout(size(180_000, 300_000))
  let hub: Awaited<ReturnType<typeof openAgentHub>>
  let nodes: Nodes
  let dutiful: ServerProcess
  let other: ServerProcess
  before(async () => {
    hub = await openAgentHub()
    nodes = await openNodes(2, { settings: { BROBYGGER_HUB_URL: hub.url, BROBYGGER_HUB_SECRET: hubSecret, BROBYGGER_LOG: 'info' } })
    ;[dutiful, other] = nodes.nodes as [ServerProcess, ServerProcess] // two were asked for
    await dutiful.start()
    await until('the first has the duty', () => dutiful.written().includes('this node has the duty'))
    await other.start()
  })
  after(async () => {
    await nodes.remove()
    await hub.close()
  })

  it('gets every handoff, line and end once and in order from the other when the one that tells it dies (kill -9)', async () => {
    const known = await each(passed)
    for (const talk of known) await hub.next(initiateOf(talk))
    hub.answer('takes')
    const taken = await each(passed)
    const erasedLater = await passed()
    for (const talk of [...taken, erasedLater]) await hub.next(initiateOf(talk))
    hub.answer(503)
    const notTaken = await each(passed)
    for (const talk of [...known, ...taken, ...notTaken]) for (const text of lines) await talk.say(text)
    const tried = (talk: Talk) => hub.deliveries.some(id => id.startsWith(talk.id))
    await until('all that could be tried was tried', () => notTaken.every(tried))

    await dutiful.kill()
    await erasedLater.post({ type: 'event', name: 'erase' })
    hub.answer(200)
    for (const talk of [...known, ...taken, ...notTaken]) {
      await hub.next(({ text, value }) => text === lines.at(-1) && value.handoffId.startsWith(`${talk.id}.`))
      expect(hub.received.filter(initiateOf(talk))).to.have.length(1)
      const said = hub.received
        .filter(({ value, from }) => value.handoffId.startsWith(`${talk.id}.`) && from?.role === 'user')
        .map(({ text }) => text)
      expect(said).to.deep.equal(lines)
    }
    const card = await hub.next(initiateOf(erasedLater))
    const end = await hub.next(({ name, value }) => name === 'handoff.status' && value.handoffId === card.value.handoffId)
    expect(end.value).to.include({ state: 'failed', reason: 'erased' })
    expect(hub.received.filter(initiateOf(erasedLater))).to.have.length(1)
  })

  const each = (begin: () => Promise<Talk>) => Promise.all(Array.from({ length: talks }, begin))

  /** At the node that lives on. */
  async function passed(): Promise<Talk> {
    const talk = await beginTalk(other.url)
    await talk.say('jeg er 15 og føler mig ensom')
    await talk.post({ type: 'message', text: 'menneske', value: { choice: 'human' } })
    await talk.post({ type: 'message', text: 'ja', value: { choice: 'handover.confirm' } })
    return talk
  }
})

type Talk = Awaited<ReturnType<typeof beginTalk>>

const initiateOf =
  ({ id }: Talk) =>
  (one: Received) =>
    one.name === 'handoff.initiate' && one.value.va_ConversationId === id

import { expect } from 'chai'
import { newId } from '../../bot/newId.ts'
import { type Connector, openConnector } from '../teams/connector.ts'
import { openParent, type Parent } from '../teams/parent.ts'
import { linesFor, readOf, untilAllIsSaid } from '../teams/told.ts'
import { until } from '../until.ts'
import { type Nodes, openNodes } from './nodes.ts'
import type { ServerProcess } from './serverProcess.ts'
import { size } from './size.ts'

const messages = ['det handler om mit barn', '9', 'han vil ikke i skole og har ondt i maven', '3', 'min søster', 'tak']

describe('Parents in Teams whose activities come to two nodes by turns', function () {
  this.timeout(size(180_000, 300_000))
  let connector: Connector
  let nodes: Nodes
  let first: ServerProcess
  let second: ServerProcess
  before(async () => {
    connector = await openConnector()
    nodes = await openNodes(2, { settings: { ...connector.environment, BROBYGGER_LOG: 'info' } })
    ;[first, second] = nodes.nodes as [ServerProcess, ServerProcess] // two were asked for
    await first.start()
    await until('the first node has the duty', async () => first.written().includes('this node has the duty'))
    await second.start()
  })
  after(async () => {
    await nodes.remove()
    await connector.close()
  })

  it('read every line once and in order, though the node that delivers dies with messages in hand', async () => {
    const services = { ...nodes, now: () => new Date(), newId }
    let dead = false
    let count = 0
    const next = () => (dead || count++ % 2 === 0 ? second.url : first.url)
    const all = Array.from({ length: size(10, 60) }, () => openParent(connector, next))
    const sayAll = (which: string[]) => Promise.all(all.map(parent => sayEach(parent, which)))

    await sayAll(messages.slice(0, 2))
    await Promise.all(all.map(parent => untilAllIsSaid(services, connector, parent)))
    await until('all is delivered, and that is written down', async () => (await waitingAt(first)) === 0)

    connector.fault(() => ({ status: 503, retryAfter: '0.2' }))
    const goingOn = sayAll(messages.slice(2))
    await connector.until(() => connector.calls.length > connector.taken.length)
    dead = true
    await first.kill()
    await goingOn
    connector.fault(() => undefined)

    for (const parent of all) {
      const talk = await untilAllIsSaid(services, connector, parent)
      expect(readOf(parent, linesFor(talk))).to.deep.equal(linesFor(talk))
      expect(talk.log.filter(({ from }) => from.who === 'citizen').map(({ spoken }) => spoken.text)).to.deep.equal(messages)
    }
  })

  /** As Teams does: what was not answered is delivered again, under the same id. */
  async function sayEach(parent: Parent, which: string[]): Promise<void> {
    for (const text of which) {
      const message = parent.activity({ type: 'message', id: String(messages.indexOf(text) + 1), text })
      const taken = () =>
        parent.post(message).then(
          ({ status }) => status === 200,
          () => false,
        )
      await until('it is taken', taken)
    }
  }
})

async function waitingAt(node: ServerProcess): Promise<number> {
  const text = await (await fetch(`${node.url}/metrics`)).text()
  return Number(/^brobygger_teams_waiting (\d+)$/m.exec(text)?.[1])
}

import { expect } from 'chai'
import { ask, beginTalk } from '../bot/house.ts'
import { type Network, openNetwork } from '../network.ts'
import { until } from '../until.ts'
import { type Nodes, openNodes } from './nodes.ts'
import type { ServerProcess } from './serverProcess.ts'

describe('A node whose database goes away', () => {
  let nodes: Nodes
  let network: Network
  let node: ServerProcess

  before(async function () {
    this.timeout(180_000)
    nodes = await openNodes(1, {
      through: async port => {
        network = await openNetwork(port)
        return network.port
      },
    })
    const [only] = nodes.nodes
    if (!only) throw new Error('one was asked for')
    node = only
    await node.start()
  })
  after(async () => {
    await nodes.remove()
    await network.close()
  })

  it('lives, says what is missing, answers 503 at once, and recovers by itself with all that was acknowledged', async function () {
    this.timeout(180_000)
    const talk = await beginTalk(node.url)
    expect((await talk.say('før')).status).to.equal(200)
    network.mode = 'refused'
    network.cut()
    await until(async () => (await fetch(`${node.url}/readyz`)).status === 503)
    expect((await (await fetch(`${node.url}/readyz`)).json()).missing).to.include('changes')
    expect((await fetch(`${node.url}/healthz`)).status).to.equal(200)

    // The first who ask wait a little in case it comes back; then nobody is kept waiting.
    await until(async () => (await ask(node.url, 'GET', `${talk.path}/activities`, { token: talk.token })).status === 503)
    const refused = await talk.say('imens', 'imens-1')
    expect(refused.status).to.equal(503)
    expect(refused.headers.get('retry-after')).to.match(/^\d+$/)
    expect(refused.body.error?.message).to.include('112')

    network.mode = 'pass'
    await until(async () => (await fetch(`${node.url}/readyz`)).status === 200)
    expect((await talk.say('imens', 'imens-1')).status).to.equal(200)
    const mine = (await talk.log()).filter(({ channelData }) => channelData.brobygger.who === 'citizen')
    expect(mine.map(({ text }) => text)).to.deep.equal(['før', 'imens'])
  })

  it('stops with 0 even then', async () => {
    network.mode = 'silent'
    expect(await node.stop()).to.equal(0)
  })
})

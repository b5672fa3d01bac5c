import { once } from 'node:events'
import { connect } from 'node:net'
import { expect } from 'chai'
import { WebSocket } from 'ws'
import { ask, beginTalk, type House, type Logged } from '../bot/house.ts'
import { request, seatOf } from '../desk/office.ts'
import { openPage, type Page } from '../protocol/client.ts'
import { pause, until } from '../until.ts'
import { type Nodes, openNodes } from './nodes.ts'
import { type NodesProxy, openProxy } from './proxy.ts'
import type { ServerProcess } from './serverProcess.ts'

describe('Three nodes on one PostgreSQL', () => {
  let nodes: Nodes
  let proxy: NodesProxy
  let [a, b, c]: ServerProcess[] = []

  before(async function () {
    this.timeout(180_000)
    nodes = await openNodes(3)
    ;[a, b, c] = nodes.nodes
    await nodes.nodes[0]?.start() // the first has the duty of all
    await Promise.all(nodes.nodes.slice(1).map(node => node.start()))
    proxy = await openProxy(nodes.nodes.map(({ url }) => url))
  })
  after(async () => {
    await proxy.close()
    await nodes.remove()
  })

  it('carry a talk between a citizen on one and a counsellor on another, both ways, with typing, and erase it everywhere', async () => {
    const [A, B, C] = [urlOf(a), urlOf(b), urlOf(c)]
    const maja = await nodes.hire('maja@kommune.dk')
    const page = await seatOf(B, maja.cookie).sitDown()
    const talk = await beginTalk(A)
    const citizen = await listen(A, talk)
    const at = (url: string) => (activity: object) => ask(url, 'POST', `${talk.path}/activities`, { token: talk.token, body: activity })
    await at(B)(says('jeg er 15 år og føler mig ensom'))
    await at(C)(says('et menneske', 'human'))
    await at(A)(says('ja', 'handover.confirm'))
    expect((await page.next('waits')).waiting.id).to.equal(talk.id)

    const taken = await seatOf(C, maja.cookie).post(`/conversations/${talk.id}/take`)
    expect(taken.status, taken.text).to.equal(200)
    await page.next('conversation')
    await at(C)({ type: 'typing' })
    expect((await page.next('typing')).id).to.equal(talk.id)
    await at(C)(says('er du der'))
    await page.next('conversation', ({ conversation }) => conversation.lines.some(({ spoken }) => spoken.text === 'er du der'))

    page.send({ type: 'typing', id: talk.id })
    const typing = await citizen.next(({ type, from }) => type === 'typing' && from.id.startsWith('counsellor-'))
    expect(typing.from).to.include({ name: 'maja, rådgiver' })
    const said = { text: 'jeg er her', holderNumber: taken.body.conversation.holderNumber, clientId: 'maja-0001' }
    expect((await seatOf(A, maja.cookie).post(`/conversations/${talk.id}/say`, said)).status).to.equal(200)
    await citizen.next(({ text }) => text === 'jeg er her')

    // What is posted at one node comes back to its sender's socket at another.
    await at(C)({ type: 'event', name: 'seen', value: { number: 1 }, channelData: { clientActivityID: 'seen-1' } })
    await citizen.next(({ channelData }) => channelData?.clientActivityID === 'seen-1')

    await at(C)(says('slet', 'erase'))
    expect((await page.next('left')).why).to.equal('erased')
    await citizen.next(({ id }) => id === 'erased')
    for (const url of [A, B, C]) {
      const { status } = await ask(url, 'GET', `${talk.path}/activities`, { token: talk.token })
      expect(status).to.equal(404)
    }
    await page.standUp()
  })

  it('end a session everywhere within a second, and know who is here', async () => {
    const [ole, ulla] = [await nodes.hire('ole@kommune.dk'), await nodes.hire('ulla@kommune.dk')]
    const oles = await seatOf(urlOf(a), ole.cookie).sitDown()
    const ullas = await seatOf(urlOf(b), ulla.cookie).sitDown()
    await oles.next('presence', ({ colleagues }) => colleagues.some(({ name }) => name.startsWith('ulla')))
    // The choice is made where no page of hers is.
    await seatOf(urlOf(c), ulla.cookie).post('/presence', { presence: 'busy' })
    await ullas.next('presence', ({ presence }) => presence === 'busy')
    await oles.next('presence', ({ colleagues }) => colleagues.some(({ name, presence }) => name.startsWith('ulla') && presence === 'busy'))

    await seatOf(urlOf(c), ulla.cookie).post('/sign-out')
    await ullas.next('signedOut')
    expect(await ullas.closed).to.equal(4401)
    expect((await seatOf(urlOf(a), ulla.cookie).get('/me')).body).to.deep.equal({})
    await oles.next('presence', ({ colleagues }) => colleagues.every(({ name }) => !name.startsWith('ulla')))
    await oles.standUp()
  })

  it('refuse the sixth wrong password, at whichever node it is tried', async () => {
    const urls = [urlOf(a), urlOf(b), urlOf(c)]
    const tries = Array.from({ length: 6 }, (_, i) => urls[i % 3] ?? '').map(async url => {
      const { body } = await request({ url }, 'POST', '/sign-in', { email: 'per@kommune.dk', password: 'forkert forkert' })
      return body.why
    })
    expect((await Promise.all(tries)).sort()).to.deep.equal(['paused', 'wrong', 'wrong', 'wrong', 'wrong', 'wrong'])
  })

  it('are restarted in turn under traffic: unmodified clients come back, no message is lost or doubled, each node ends with 0', async function () {
    this.timeout(180_000)
    const maja = await nodes.hire('maja2@kommune.dk')
    const pages = await Promise.all(Array.from({ length: 8 }, () => openPage({ url: proxy.url } as House))) // it reads no more of it
    const traffic = { over: false }
    const said = Promise.all(pages.map((page, i) => talkOn(page, i, traffic)))
    for (const node of nodes.nodes.slice(0, 2)) {
      const page = await seatOf(node.url, maja.cookie).sitDown()
      const hanging = node === a ? await hangOn(node) : undefined
      expect(await readiness(node)).to.equal(200)
      const stopped = node.stop()
      expect(await page.closed).to.equal(1012)
      expect(await readiness(node)).to.be.oneOf([503, 'gone'])
      expect(await stopped).to.equal(0)
      hanging?.destroy()
      await node.start()
      await proxy.sees(node.url)
    }
    traffic.over = true
    for (const [i, acknowledged] of (await said).entries()) {
      const page = pages[i]
      if (!page) throw new Error('each page has its talk')
      expect(acknowledged.length).to.be.greaterThan(3)
      await heardAll(page, acknowledged)
      const { body } = await ask(proxy.url, 'GET', `/v3/directline/conversations/${page.conversation()}/activities`, { token: page.token })
      const log: Logged[] = body.activities ?? []
      expect(log.map(({ channelData }) => channelData.number)).to.deep.equal(log.map((_, n) => n + 1))
      expect(log.filter(({ channelData }) => channelData.brobygger.who === 'citizen').map(({ text }) => text)).to.deep.equal(acknowledged)
      page.end()
    }
  })

  it('take over from one that is killed (kill -9): what falls due is done, and its counsellors are gone', async function () {
    this.timeout(180_000)
    const dutiful = nodes.nodes.find(hasTheDuty)
    const [other] = nodes.nodes.filter(node => node !== dutiful)
    if (!dutiful || !other) throw new Error('one has the duty, and only one')
    const maja = await nodes.hire('maja3@kommune.dk')
    const oles = await seatOf(other.url, (await nodes.hire('ole3@kommune.dk')).cookie).sitDown()
    await seatOf(dutiful.url, maja.cookie).sitDown()
    await oles.next('presence', ({ colleagues }) => colleagues.some(({ name }) => name.startsWith('maja3')))
    const talk = await beginTalk(other.url)
    const idle = await beginTalk(other.url)
    for (const activity of [says('hej'), says('et menneske', 'human'), says('ja', 'handover.confirm')]) {
      await ask(other.url, 'POST', `${talk.path}/activities`, { token: talk.token, body: activity })
    }
    const taken = await seatOf(other.url, maja.cookie).post(`/conversations/${talk.id}/take`)
    expect(taken.status, taken.text).to.equal(200)

    await dutiful.kill()
    const anHourAgo = new Date(Date.now() - 3_600_000).toISOString()
    await nodes.conversations.change(idle.id, value => ({ value: { ...value, lastWordAt: anHourAgo }, result: true }))
    await until('the idle talk is forgotten', async () => (await nodes.conversations.read(idle.id)) === undefined)
    await until('the talk of whoever is gone is marked', async () => {
      const handoff = (await nodes.conversations.read(talk.id))?.value.handoff
      return handoff?.state === 'with' && handoff.goneSince !== undefined
    })
    await oles.next('presence', ({ colleagues }) => colleagues.every(({ name }) => !name.startsWith('maja3')))
    await oles.standUp()
  })
})

const urlOf = (node: ServerProcess | undefined) => node?.url ?? ''
const says = (text: string, choice?: string) => ({ type: 'message', text, ...(choice !== undefined && { value: { choice } }) })

const readiness = ({ url }: ServerProcess) =>
  fetch(`${url}/readyz`).then(
    ({ status }) => status,
    () => 'gone' as const,
  )

/** By what it says in its log. */
function hasTheDuty(node: ServerProcess): boolean {
  const written = node.written()
  return written.lastIndexOf('has the duty') > written.lastIndexOf('no longer has it')
}

interface Frame {
  id: string
  type: string
  name?: string
  text?: string
  from: { id: string; name: string }
  channelData?: { clientActivityID?: string }
}

/** A citizen's socket at one node. */
async function listen(url: string, talk: { id: string; token: string; path: string }) {
  const { body } = await ask(url, 'GET', talk.path, { token: talk.token })
  const socket = new WebSocket(String(body.streamUrl), { origin: url })
  const heard: Frame[] = []
  socket.on('message', data => {
    if (String(data) !== '') heard.push(...JSON.parse(String(data)).activities)
  })
  await once(socket, 'open')
  return {
    next: (fits: (frame: Frame) => boolean) => until(() => heard.find(fits)),
  }
}

/** Says one thing after the other, each with the same id until it is acknowledged; returns what was. */
async function talkOn(page: Page, i: number, traffic: { over: boolean }): Promise<string[]> {
  const acknowledged: string[] = []
  while (!traffic.over) {
    const text = `samtale ${i} besked ${acknowledged.length}`
    for (;;) {
      try {
        await page.say(text, `id-${i}-${acknowledged.length}`)
        break
      } catch {
        await pause(100)
      }
    }
    acknowledged.push(text)
    await pause(300) // as fast as anyone writes, and no flood
  }
  return acknowledged
}

async function heardAll(page: Page, acknowledged: string[]): Promise<void> {
  await until('the client has heard all that it said', async () => acknowledged.every(text => page.texts().includes(text)))
  const mine = page.messages().filter(({ from }) => from.role === 'user')
  expect(new Set(mine.map(({ id }) => id)).size).to.equal(acknowledged.length)
}

/** A client that has begun a request, never ends it, and does not hear that it should go. */
async function hangOn(node: ServerProcess) {
  const socket = connect(Number(new URL(node.url).port), '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write('POST /v3/directline/tokens/generate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{')
  return socket
}

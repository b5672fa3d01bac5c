import { expect } from 'chai'
import { ask, type House } from '../bot/house.ts'
import { seatOf } from '../desk/office.ts'
import { openPage, type Page } from '../protocol/client.ts'
import { pause, until } from '../until.ts'
import { type Acknowledged, beginInsisting, type Citizen, expectKept } from './citizen.ts'
import { type Nodes, openNodes } from './nodes.ts'
import { type NodesProxy, openProxy } from './proxy.ts'
import type { ServerProcess } from './serverProcess.ts'
import { size } from './size.ts'

const talks = size(150, 1000)
/** More where the machine is fast; fewer where a node needs long to start. */
const kills = size(5, 40)
const fewestKills = size(2, 10)
/** Of the talks, so many by botframework-directlinejs as npm gives it, behind the proxy like the others. */
const pages = size(12, 40)
const atOnce = size(30, 50)
const messagesEach = 5
/** Milliseconds between two messages at most: long enough that a killed node comes back many times. */
const longestPause = size(800, 2400)

describe(`Three nodes on one PostgreSQL, one of them killed (kill -9) every few seconds during ${talks} talks`, () => {
  let nodes: Nodes
  let proxy: NodesProxy
  const told: Citizen[] = []
  let heard: Heard[] = []

  before(async function () {
    this.timeout(size(180_000, 300_000))
    nodes = await openNodes(3)
    await Promise.all(nodes.nodes.map(node => node.start()))
    proxy = await openProxy(nodes.nodes.map(({ url }) => url))
  })
  after(async () => {
    for (const { page } of heard) page.end()
    await proxy.close()
    await nodes.remove()
  })

  it('let every client go on', async function () {
    this.timeout(size(220_000, 1_200_000))
    const open = await Promise.all(Array.from({ length: pages }, () => openInTheEnd(proxy.url)))
    const progress: Progress = { acknowledged: 0, killed: 0, over: false }
    const killer = killNowAndThen(nodes.nodes, progress)
    let begun = pages
    const worker = async () => {
      // Where a node needs long to start, they go on until enough were killed.
      while (begun < talks || progress.killed < fewestKills) told.push(await talk(proxy.url, begun++, progress))
    }
    const pagesEnd = Promise.all(open.map((page, i) => talkOn(page, i, progress)))
    try {
      await Promise.all(Array.from({ length: atOnce }, worker))
    } finally {
      progress.over = true
    }
    heard = await pagesEnd
    await killer
    const { killed } = progress
    const refused = told.reduce((sum, { refused }) => sum + refused, 0)
    const messages = [...told, ...heard].reduce((sum, { acknowledged }) => sum + acknowledged.length, 0)
    console.log(
      `note: ${told.length + heard.length} talks, ${messages} messages, ${killed} kills, ${refused} requests without an answer or refused`,
    )
  })

  it('lost, doubled and reordered no acknowledged message', async function () {
    this.timeout(size(180_000, 300_000))
    const urls = nodes.nodes.map(({ url }) => url)
    for (const [i, citizen] of told.entries()) {
      const holder = await expectKept(urls[i % 3] ?? '', citizen, citizen.acknowledged)
      expect(holder).to.equal(citizen.asked ? 'queue' : 'bot')
    }
  })

  it('told the unmodified clients everything, once and in order, over sockets that they opened again by themselves', async function () {
    this.timeout(size(180_000, 300_000))
    for (const { page, acknowledged } of heard) {
      const id = page.conversation()
      await expectKept(proxy.url, { id, token: page.token }, acknowledged)
      const { body } = await ask(proxy.url, 'GET', `/v3/directline/conversations/${id}/activities`, { token: page.token })
      const log = (body.activities ?? []).map(({ id }) => id)
      await until('it has heard the whole log', () => log.every(id => page.messages().some(one => one.id === id)))
      // The client mixes frames that follow each other closely, and hears again what came before a link broke: Web Chat sorts them by
      // time and puts what has the same id in the place of the first.
      const byTime = page.messages().sort((a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp) || numberOf(a) - numberOf(b))
      expect([...new Set(byTime.map(({ id }) => id))]).to.deep.equal(log)
    }
    const sockets = heard.reduce((sum, { page }) => sum + page.sockets.length, 0)
    expect(sockets, 'some had to come again').to.be.greaterThan(pages)
  })

  it('lost nobody who waits, and give each to one counsellor', async function () {
    this.timeout(size(180_000, 300_000))
    const asked = told.filter(({ asked }) => asked).map(({ id }) => id)
    const seats = await Promise.all(
      nodes.nodes.map(async (node, i) => seatOf(node.url, (await nodes.hire(`raadgiver${i}@kommune.dk`)).cookie)),
    )
    for (const seat of seats) {
      const desk = await seat.sitDown()
      expect(desk.state.queue.map(({ id }) => id)).to.have.members(asked)
      await desk.standUp()
    }
    const taken = await Promise.all(
      seats.map(async seat => {
        const mine: string[] = []
        for (let next = await seat.post('/take-next'); next.body.conversation; next = await seat.post('/take-next')) {
          mine.push(next.body.conversation.id)
        }
        return mine
      }),
    )
    expect(taken.flat()).to.have.members(asked).and.to.have.length(asked.length)
  })
})

interface Heard {
  page: Page
  acknowledged: Acknowledged[]
}

interface Progress {
  acknowledged: number
  killed: number
  over: boolean
}

/** As whoever opens the page again when it did not come. */
async function openInTheEnd(url: string): Promise<Page> {
  for (let tries = 0; ; tries++) {
    try {
      return await openPage({ url } as House) // it reads no more of it
    } catch (error) {
      if (tries === 20) throw error
      await pause(500)
    }
  }
}

/** Every third asks for a human at the end. */
async function talk(url: string, i: number, progress: Progress): Promise<Citizen> {
  const citizen = await beginInsisting(() => url, String(i))
  for (let n = 0; n < messagesEach; n++) {
    await citizen.say(`samtale ${i} besked ${n}`)
    progress.acknowledged++
    await pause(Math.random() * longestPause) // so that kills meet talks at every point
  }
  if (i % 3 === 0) await citizen.askForHuman()
  return citizen
}

/** As Web Chat's person does who sees that it was not sent: the same again. The client says `retry` where no answer came. */
async function talkOn(page: Page, i: number, progress: Progress): Promise<Heard> {
  const acknowledged: Acknowledged[] = []
  while (!progress.over) {
    const text = `side ${i} besked ${acknowledged.length}`
    const id = await page.say(text, `side-${i}-${acknowledged.length}`)
    if (id !== 'retry') acknowledged.push({ id, text })
    await pause(500 + Math.random() * 1000)
  }
  return { page, acknowledged }
}

/**
 * At moments drawn by chance over all that is to be said, however fast the machine is. The next is killed when the one before serves again: there
 * are always two.
 */
async function killNowAndThen(nodes: ServerProcess[], progress: Progress): Promise<void> {
  const moments = Array.from({ length: kills }, () => Math.random() * (talks - pages) * messagesEach).sort((a, b) => a - b)
  for (const moment of moments) {
    while (progress.acknowledged < moment && !progress.over) await pause(3)
    if (progress.over) break
    const node = nodes[Math.floor(Math.random() * nodes.length)]
    await node?.kill()
    progress.killed++
    await node?.start()
  }
}

const numberOf = (heard: Page['heard'][number]) => heard.channelData?.number ?? 0

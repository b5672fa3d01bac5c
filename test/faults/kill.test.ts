import { expect } from 'chai'
import { ask, type Logged } from '../bot/house.ts'
import { pause } from '../until.ts'
import { type ServerProcess, serverProcess } from './serverProcess.ts'
import { size } from './size.ts'

const talks = size(80, 200)
const messagesEach = 6
const kills = size(4, 8)
const atOnce = 20

describe(`A server killed (kill -9) at random moments of ${talks} running talks`, () => {
  let server: ServerProcess
  before(async () => {
    server = await serverProcess()
    await server.start()
  })
  after(() => server.remove())

  it('has every acknowledged message once and in order, and everyone who waited waits still', async function () {
    this.timeout(180_000)
    const told: Told[] = []
    const waiting = Array.from({ length: talks }, (_, i) => i)
    const progress = { acknowledged: 0, over: false }
    const killer = killNowAndThen(server, progress)
    const worker = async () => {
      for (let i = waiting.pop(); i !== undefined; i = waiting.pop()) told.push(await talk(server, i, progress))
    }
    try {
      await Promise.all(Array.from({ length: atOnce }, worker))
    } finally {
      progress.over = true
    }
    const killed = await killer

    expect(killed).to.equal(kills)
    expect(told).to.have.length(talks)
    for (const { id, token, acknowledged, asked } of told) {
      const { status, body } = await ask(server.url, 'GET', `/v3/directline/conversations/${id}/activities`, { token })
      expect(status).to.equal(200)
      const log = body.activities ?? []
      expect(log.map(numberOf)).to.deep.equal(log.map((_, i) => i + 1))
      const mine = log.filter(({ channelData }) => channelData.brobygger.who === 'citizen')
      expect(mine.map(({ id: activity, text }) => ({ id: activity, text }))).to.deep.equal(acknowledged)
      expect(body.state?.holder).to.equal(asked ? 'queue' : 'bot')
    }
    const metrics = await (await fetch(`${server.url}/metrics`)).text()
    const inLine = [...metrics.matchAll(/^brobygger_waiting\{.*\} (\d+)$/gm)].reduce((sum, [, count]) => sum + Number(count), 0)
    expect(inLine).to.equal(told.filter(({ asked }) => asked).length)
  })

  it('stops in peace when asked to, with 0', async () => {
    expect(await server.stop()).to.equal(0)
  })
})

interface Progress {
  acknowledged: number
  over: boolean
}

interface Told {
  id: string
  token: string
  acknowledged: { id: string; text: string }[]
  asked: boolean
}

/** A citizen who writes, and sends again with the same id until it is acknowledged; every third asks for a human at the end. */
async function talk(server: ServerProcess, i: number, progress: Progress): Promise<Told> {
  const generated = await insist(() => ask(server.url, 'POST', '/v3/directline/tokens/generate', { body: {} }))
  const token = generated.token ?? ''
  const { conversationId: id = '' } = await insist(() =>
    ask(server.url, 'POST', '/v3/directline/conversations', { token, body: { user: {} } }),
  )
  const acknowledged: Told['acknowledged'] = []
  const say = async (text: string, choice?: string) => {
    const channelData = { clientActivityID: `${i}-${acknowledged.length}` }
    const activity = { type: 'message', text, channelData, ...(choice !== undefined && { value: { choice } }) }
    const sent = await insist(() => ask(server.url, 'POST', `/v3/directline/conversations/${id}/activities`, { token, body: activity }))
    acknowledged.push({ id: sent.id ?? '', text })
    progress.acknowledged += 1
  }
  for (let n = 0; n < messagesEach; n++) await say(`samtale ${i} besked ${n}`)
  const asked = i % 3 === 0
  if (asked) {
    await say('jeg vil tale med et menneske', 'handover.wait')
    await say('ja', 'handover.confirm')
  }
  return { id, token, acknowledged, asked }
}

/** Asks until there is an answer; a server that is gone comes back. */
async function insist(request: () => ReturnType<typeof ask>) {
  for (const end = Date.now() + 120_000; Date.now() < end; ) {
    const answer = await request().catch(() => undefined)
    if (answer && answer.status < 300) return answer.body
    if (answer && answer.status < 500) throw new Error(`answered ${answer.status} ${answer.body.error?.code}`)
    await pause(50)
  }
  throw new Error('no answer for two minutes')
}

/** At moments drawn by chance over all that is to be said, however fast the machine is. */
async function killNowAndThen(server: ServerProcess, progress: Progress): Promise<number> {
  const moments = Array.from({ length: kills }, () => Math.random() * talks * messagesEach * 0.95).sort((a, b) => a - b)
  let killed = 0
  for (const moment of moments) {
    while (progress.acknowledged < moment && !progress.over) await pause(3)
    if (progress.over) break
    await server.kill()
    killed += 1
    await server.start()
  }
  return killed
}

const numberOf = ({ channelData }: Logged) => channelData.number

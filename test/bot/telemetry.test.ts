import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { WebSocket } from 'ws'
import { password, request, signIn } from '../desk/office.ts'
import { type ServerProcess, serverProcess } from '../faults/serverProcess.ts'
import { ask, beginTalk } from './house.ts'
import { createMetricsReader } from './metricsReader.ts'

const canaries = ['kanariegult', 'blåmejsebarn', 'dompapdrengen', 'grønirisken']
const email = 'gulspurv@kommune.dk'
const name = 'Svale Sommersol'
const address = '203.0.113.77'
const agent = 'Fuglebrowser/1.0'

describe('Telemetry without people', function () {
  this.timeout(60_000)
  let server: ServerProcess
  before(async () => {
    server = await serverProcess({ BROBYGGER_LOG: 'debug' })
    await server.start()
  })
  after(() => server.remove())

  it('holds no word, id, token, address or e-mail of a whole talk, in the metrics and in the logs at their most talkative', async () => {
    const { url } = server
    const metrics = createMetricsReader(url)
    const link = /#link=(\S+)/.exec(server.written())?.[1] ?? ''
    const used = await request(server, 'POST', '/links/use', { token: link, email, name, password })
    expect(used.status, used.text).to.be.below(300)
    const seat = await signIn(server, email)
    const page = await seat.sitDown()

    const [first, second] = [await beginTalk(url), await beginTalk(url)]
    const socket = await listenTo(first.streamUrl)
    await first.say(`jeg er 15 år og tænker på ${canaries[0]}, jeg vil dø`)
    await say(first, 'et menneske', 'human')
    await say(first, 'ja', 'handover.confirm')
    await page.next('waits', ({ waiting }) => waiting.id === first.id)
    const taken = await seat.post(`/conversations/${first.id}/take`)
    expect(taken.status, taken.text).to.equal(200)
    const number = taken.body.conversation.holderNumber
    await seat.post(`/conversations/${first.id}/say`, { text: canaries[1], holderNumber: number, clientId: 'x1' })
    await first.say(`og så kom ${canaries[2]}`)

    // All that goes wrong has words in it, too.
    const headers = { 'x-forwarded-for': address, 'user-agent': agent }
    await ask(url, 'POST', `${second.path}/activities`, { token: second.token, body: `{"text": "${canaries[3]}`, headers })
    await ask(url, 'GET', `/${canaries[3]}/${second.id}?token=${second.token}`, { headers })
    await ask(url, 'POST', `/v3/directline/conversations/${second.id}/upload`, { token: second.token, body: canaries[3], headers })
    await ask(url, 'GET', `${second.path}/activities`, { token: `${first.token}x`, headers })
    await request(server, 'POST', '/sign-in', { email, password: `${canaries[3]} er min adgangskode` })
    await second.post({ type: 'event', name: 'erase' })
    await metrics.look()
    const exported = metrics.text()
    expect(metrics.value('brobygger_handoffs_total', { event: 'taken' }), 'the talk was played').to.equal(1)
    expect(metrics.value('brobygger_danger_heard_total', { level: 'acute' })).to.equal(1)
    expect(metrics.value('brobygger_sockets', { whose: 'citizen' })).to.equal(1)
    socket.terminate()
    await page.standUp()
    expect(await server.stop()).to.equal(0)

    const logged = logLines(server.written())
    expect(logged.filter(({ level }) => level === 20)).to.have.length.above(10)
    for (const secret of [
      ...canaries,
      ...[first, second].flatMap(({ id, token, streamUrl }) => [id, token, new URL(streamUrl).searchParams.get('t') ?? '']),
      seat.cookie.split('=')[1] ?? '',
      link,
      password,
      email,
      'gulspurv',
      name,
      address,
      '127.0.0.1',
      agent,
    ]) {
      expect(secret).to.have.length.above(4)
      expect(exported, 'metrics').not.to.include(secret)
      expect(JSON.stringify(logged), 'logs').not.to.include(secret)
    }
  })

  it('has no label but these, and none with many values', async () => {
    await server.start()
    const metrics = createMetricsReader(server.url)
    await beginTalk(server.url)
    await metrics.look()
    const ours = metrics.samples().filter(sample => sample.name.startsWith('brobygger_'))
    const values = Map.groupBy(
      ours.flatMap(({ labels }) => Object.entries(labels)),
      ([label]) => label,
    )
    const known = 'channel event kind le level method operation outcome presence route status urgency whose'
    expect([...values.keys()].sort().filter(label => !known.split(' ').includes(label))).to.deep.equal([])
    for (const value of (values.get('route') ?? []).map(([, route]) => route)) expect(value).not.to.match(/[\w-]{16,}/)
  })
})

describe('The log', () => {
  it('makes its kind of an error that is logged whole, and never tells its message', () => {
    const script = `
      import { createLog } from './bot/log.ts'
      const log = createLog({ logLevel: 'debug' }, name => console.log(name))
      log.error(new TypeError('kanariegult'))
      log.error(new TypeError('kanariegult'), 'something failed')
      log.error({ err: new TypeError('kanariegult') }, 'something failed')
      log.error({ kind: 'RangeError bot/turn.ts:1:1' }, 'something failed')`
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root, encoding: 'utf8' })
    expect(stderr).not.to.include('kanariegult')
    expect(logLines(stderr).map(({ level }) => level)).to.deep.equal([50, 50, 50, 50])
    expect(stdout.trim().split('\n')).to.deep.equal(['TypeError', 'TypeError', 'other', 'RangeError'])
  })

  it('says the kind of each error', () => {
    const files = readdirSync(`${root}bot`, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'))
    const calls = files.flatMap(file => [...readFileSync(`${root}bot/${file}`, 'utf8').matchAll(/\blog\.(?:error|fatal)\(.*/g)].map(String))
    expect(calls).to.have.length.above(5)
    expect(calls.filter(call => !/\((\{ kind: |error\b)/.test(call))).to.deep.equal([])
  })
})

const root = fileURLToPath(new URL('../../', import.meta.url))

async function say(talk: Awaited<ReturnType<typeof beginTalk>>, text: string, choice: string) {
  const { status } = await talk.post({ type: 'message', text, value: { choice }, channelData: { clientActivityID: choice } })
  expect(status).to.equal(200)
}

async function listenTo(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url.replace('localhost', '127.0.0.1'))
  await new Promise((resolve, reject) => socket.once('message', resolve).once('error', reject))
  return socket
}

interface Line {
  level: number
  msg: string
}

function logLines(written: string): Line[] {
  return written
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line) as Line) // written by pino
}

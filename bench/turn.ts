import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { WebSocket } from 'ws'

/**
 * A guided turn over HTTP, durable when it is answered, against the bare botbuilder echo bot with its state in memory: turns a second, alternating
 * in one run, as a ratio; processor time for a turn, which a busy machine falsifies less; memory for each open chat; start-up time. Ours is measured
 * once more until every document lies in its own file. `node bench/turn.ts` prints a table.
 */
const rounds = 7
const chats = 80
const warmUp = 80
const atOnce = 16
const openChats = 500
/** A guided talk as a young person has it. */
const words = ['det handler om mig selv', '15', 'har ondt i maven hver morgen og orker ik skole mere', '4', 'at jeg kunne sove', 'min mor']

const agent = new Agent({ keepAlive: true, maxSockets: 64 })
const folder = mkdtempSync(join(tmpdir(), 'brobygger-bench-'))
let ours = await startOurs(join(folder, 'first'))
const echo = await startEcho()
try {
  const samples: { ours: Sample[]; echo: Sample[] } = { ours: [], echo: [] }
  await runOurs(warmUp)
  await runEcho(warmUp)
  for (let i = 0; i < rounds; i++) {
    samples.ours.push(await runOurs(chats))
    samples.echo.push(await runEcho(chats))
  }
  const memory = await memoryOfOpenChats()
  print(samples, memory, await untilAtRest())
} finally {
  ours.child.kill('SIGKILL')
  echo.child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
}

interface Sample {
  perSecond: number
  /** Milliseconds of the server's processor time for each turn; NaN where the system does not tell. */
  processor: number
  latencies: number[]
}

async function runOurs(count: number): Promise<Sample> {
  const talks = await Promise.all(Array.from({ length: count }, begin))
  return timed(ours.child, talks, async ({ id, token }, text, i) => {
    const body = { type: 'message', text, channelData: { clientActivityID: `c${i}` } }
    await post(ours.port, `/v3/directline/conversations/${id}/activities`, body, { authorization: `Bearer ${token}` })
  })
}

function runEcho(count: number): Promise<Sample> {
  const ids = Array.from({ length: count }, () => crypto.randomUUID())
  return timed(echo.child, ids, (id, text) =>
    post(echo.port, '/api/messages', {
      type: 'message',
      id: crypto.randomUUID(),
      text,
      channelId: 'emulator',
      from: { id: 'user' },
      recipient: { id: 'bot' },
      conversation: { id },
      serviceUrl: `http://127.0.0.1:${echo.connector}`,
    }),
  )
}

/** Every chat says its words in order; `atOnce` chats side by side. */
async function timed<T>(server: ChildProcess, talks: T[], say: (talk: T, text: string, i: number) => Promise<unknown>): Promise<Sample> {
  const latencies: number[] = []
  const waiting = [...talks]
  const [begun, used] = [performance.now(), processorMilliseconds(server)]
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let talk = waiting.pop(); talk !== undefined; talk = waiting.pop()) {
        for (const [i, text] of words.entries()) {
          const from = performance.now()
          await say(talk, text, i)
          latencies.push(performance.now() - from)
        }
      }
    }),
  )
  const turns = latencies.length
  return { perSecond: (turns / (performance.now() - begun)) * 1000, processor: (processorMilliseconds(server) - used) / turns, latencies }
}

/** Linux counts in hundredths of a second. */
function processorMilliseconds({ pid }: ChildProcess): number {
  if (process.platform !== 'linux') return Number.NaN
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** A server of its own, warmed up, so that what went before is not counted with it. */
async function renew(name: string): Promise<void> {
  ours.child.kill('SIGKILL')
  await once(ours.child, 'exit')
  ours = await startOurs(join(folder, name))
  await runOurs(warmUp)
}

/** Turns a second of a server that is new, counted until it has written every file and ended. */
async function untilAtRest(): Promise<number> {
  await renew('at rest')
  const samples = [await runOurs(chats), await runOurs(chats), await runOurs(chats)]
  const from = performance.now()
  ours.child.kill('SIGTERM')
  await once(ours.child, 'exit')
  const turns = samples.reduce((sum, { latencies }) => sum + latencies.length, 0)
  const seconds = samples.reduce((sum, { perSecond, latencies }) => sum + latencies.length / perSecond, 0)
  return turns / (seconds + (performance.now() - from) / 1000)
}

async function begin() {
  const { token } = await post(ours.port, '/v3/directline/tokens/generate', {})
  const { conversationId, streamUrl } = await post(ours.port, '/v3/directline/conversations', {}, { authorization: `Bearer ${token}` })
  return { id: String(conversationId), token: String(token), streamUrl: String(streamUrl) }
}

async function memoryOfOpenChats(): Promise<number> {
  await renew('open')
  const before = await residentBytes()
  const sockets: WebSocket[] = []
  for (let i = 0; i < openChats; i++) {
    const { streamUrl } = await begin()
    const socket = new WebSocket(streamUrl)
    await new Promise(resolve => socket.once('message', resolve))
    sockets.push(socket)
  }
  const after = await residentBytes()
  for (const socket of sockets) socket.terminate()
  return (after - before) / openChats
}

async function residentBytes(): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${ours.port}/metrics`)).text()
  return Number(/^process_resident_memory_bytes (\d+)$/m.exec(text)?.[1])
}

function print({ ours: mine, echo: theirs }: { ours: Sample[]; echo: Sample[] }, memory: number, atRest: number) {
  const ratios = mine.map(({ perSecond }, i) => perSecond / (theirs[i]?.perSecond ?? Number.NaN))
  const row = (name: string, samples: Sample[], startup: number) => ({
    server: name,
    'turns/s (median)': Math.round(median(samples.map(({ perSecond }) => perSecond))),
    'ms (median)': round(median(samples.flatMap(({ latencies }) => latencies))),
    'ms (p99)': round(
      quantile(
        samples.flatMap(({ latencies }) => latencies),
        0.99,
      ),
    ),
    'processor ms/turn': round(median(samples.map(({ processor }) => processor))),
    'start-up ms': Math.round(startup),
  })
  console.table([row('brobygger, guided and durable', mine, ours.startup), row('botbuilder echo, in memory', theirs, echo.startup)])
  console.log(`ratio of turns/s, each round: ${ratios.map(round).join(', ')} (median ${round(median(ratios))})`)
  console.log(
    `three rounds of a new server of ours, until every document lies in its own file and it has ended: ${Math.round(atRest)} turns/s`,
  )
  console.log(`memory for each open chat with its socket: ${round(memory / 1024)} kB (${openChats} open)`)
}

function quantile(values: number[], q: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * q)] ?? Number.NaN
}
function median(values: number[]): number {
  return quantile(values, 0.5)
}
function round(value: number): number {
  return Math.round(value * 100) / 100
}

async function startOurs(data: string): Promise<{ child: ChildProcess; port: number; startup: number }> {
  const env = { ...process.env, NODE_ENV: '', PORT: '0', BROBYGGER_DATA: data, BROBYGGER_LOG: 'error' }
  const { child, startup, said } = await started('../bot/main.ts', ['start'], env, /localhost:(\d+)\/desk/)
  return { child, startup, port: Number(said[1]) }
}

async function startEcho(): Promise<{ child: ChildProcess; port: number; connector: number; startup: number }> {
  const { child, startup, said } = await started('./echoBot.ts', [], process.env, /"bot":(\d+),"connector":(\d+)/)
  return { child, startup, port: Number(said[1]), connector: Number(said[2]) }
}

function started(file: string, args: string[], env: NodeJS.ProcessEnv, ready: RegExp) {
  const begun = performance.now()
  const child = spawn(process.execPath, [...process.execArgv, fileURLToPath(new URL(file, import.meta.url)), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise<{ child: ChildProcess; startup: number; said: RegExpExecArray }>((resolve, reject) => {
    let text = ''
    child.stdout.on('data', chunk => {
      text += chunk
      const said = ready.exec(text)
      if (said) resolve({ child, startup: performance.now() - begun, said })
    })
    child.once('exit', code => reject(new Error(`${file} ended with ${code}`)))
  })
}

/** fetch would cost the client more than the servers cost; node:http keeps its share small. */
function post(port: number, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Record<string, unknown>> {
  const text = JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        agent,
        port,
        host: '127.0.0.1',
        path,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers },
      },
      response => {
        let read = ''
        response.setEncoding('utf8')
        response.on('data', chunk => {
          read += chunk
        })
        response.on('end', () => {
          if ((response.statusCode ?? 500) >= 300) reject(new Error(`${path.split('/')[1]} answered ${response.statusCode}`))
          else resolve(read === '' ? {} : JSON.parse(read))
        })
      },
    )
    sent.on('error', reject)
    sent.end(text)
  })
}

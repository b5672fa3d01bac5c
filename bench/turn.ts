import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../test/postgres.ts'
import { begin, type Chat, say } from './chat.ts'
import { median, quantile, round } from './figures.ts'
import { post } from './http.ts'
import { type Server, startEcho, startOurs } from './servers.ts'

/**
 * A guided turn over HTTP, durable when it is answered, on both stores, against the bare botbuilder echo bot with its state in memory: turns a second,
 * by turns in one run, as ratios; and processor time for a turn, which a busy machine falsifies less. What the echo bot answers to (its connector)
 * is played by this process, so that it costs the echo bot nothing. Ours is measured once more until every document lies in its own file.
 */
const rounds = 9
const chats = 60
const warmUp = 150
const atOnce = 16
/** A guided talk as a young person has it. */
const words = ['det handler om mig selv', '15', 'har ondt i maven hver morgen og orker ik skole mere', '4', 'at jeg kunne sove', 'min mor']

const folder = mkdtempSync(join(tmpdir(), 'brobygger-bench-'))
const postgres = await startPostgres({ fsync: 'on', shared_buffers: '128MB' })
const connector = await openConnector()
const BROBYGGER_KEY = Buffer.alloc(32, 7).toString('base64')
try {
  const lowdb = await startOurs({ BROBYGGER_DATA: join(folder, 'lowdb') })
  const onPostgres = await startOurs({ BROBYGGER_DATA: join(folder, 'pg'), BROBYGGER_KEY, DATABASE_URL: postgres.url() })
  const echo = await startEcho()
  const contenders: [name: string, server: Server, run: (count: number) => Promise<Sample>][] = [
    ['brobygger, embedded store', lowdb, count => talksWith(lowdb, count)],
    ['brobygger, PostgreSQL', onPostgres, count => talksWith(onPostgres, count)],
    ['botbuilder echo, in memory', echo, count => echoes(echo, count)],
  ]
  for (const [, , run] of contenders) await run(warmUp)
  const samples = contenders.map((): Sample[] => [])
  for (let i = 0; i < rounds; i++) for (const [nth, [, , run]] of contenders.entries()) samples[nth]?.push(await run(chats))
  print(contenders, samples)
  for (const [, server] of contenders) await server.kill()
  console.log(
    `the embedded store, three rounds of a new server until every document lies in its own file and it has ended: ${Math.round(await untilAtRest())} turns/s`,
  )
} finally {
  connector.close()
  await postgres.remove()
  rmSync(folder, { recursive: true, force: true })
}
process.exit()

interface Sample {
  perSecond: number
  /** Milliseconds of the server's processor time for each turn. */
  processor: number
  latencies: number[]
}

async function talksWith(server: Server, count: number): Promise<Sample> {
  const talks = await Promise.all(Array.from({ length: count }, () => begin(server.port)))
  return timed(server, talks, (chat: Chat, text) => say(chat, text))
}

function echoes(server: Server, count: number): Promise<Sample> {
  const ids = Array.from({ length: count }, () => crypto.randomUUID())
  return timed(server, ids, (id, text) =>
    post(server.port, '/api/messages', {
      type: 'message',
      id: crypto.randomUUID(),
      text,
      channelId: 'emulator',
      from: { id: 'user' },
      recipient: { id: 'bot' },
      conversation: { id },
      serviceUrl: connector.url,
    }),
  )
}

/** Every chat says its words in order; `atOnce` chats side by side. */
async function timed<T>(server: Server, talks: T[], speak: (talk: T, text: string) => Promise<unknown>): Promise<Sample> {
  const latencies: number[] = []
  const waiting = [...talks]
  const [begun, used] = [performance.now(), server.processor()]
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let talk = waiting.pop(); talk !== undefined; talk = waiting.pop()) {
        for (const text of words) {
          const from = performance.now()
          await speak(talk, text)
          latencies.push(performance.now() - from)
        }
      }
    }),
  )
  const turns = latencies.length
  return { perSecond: (turns / (performance.now() - begun)) * 1000, processor: (server.processor() - used) / turns, latencies }
}

/** Turns a second of a server that is new, counted until it has written every file and ended. */
async function untilAtRest(): Promise<number> {
  const server = await startOurs({ BROBYGGER_DATA: join(folder, 'at rest') })
  await talksWith(server, warmUp)
  const samples = [await talksWith(server, chats), await talksWith(server, chats), await talksWith(server, chats)]
  const from = performance.now()
  await server.stop()
  const turns = samples.reduce((sum, { latencies }) => sum + latencies.length, 0)
  const seconds = samples.reduce((sum, { perSecond, latencies }) => sum + latencies.length / perSecond, 0)
  return turns / (seconds + (performance.now() - from) / 1000)
}

function print(contenders: [string, Server, unknown][], samples: Sample[][]) {
  const theirs = samples.at(-1) ?? []
  const ratio = (mine: Sample[]) => round(median(mine.map(({ perSecond }, i) => perSecond / (theirs[i]?.perSecond ?? Number.NaN))))
  const processor = (all: Sample[]) => median(all.map(one => one.processor))
  console.table(
    contenders.map(([server, { startup }], i) => {
      const mine = samples[i] ?? []
      const latencies = mine.flatMap(one => one.latencies)
      return {
        server,
        'turns/s': Math.round(median(mine.map(({ perSecond }) => perSecond))),
        ratio: ratio(mine),
        'ms (median)': round(median(latencies), 1),
        'ms (p99)': round(quantile(latencies, 0.99), 1),
        'processor ms/turn': round(processor(mine)),
        'ratio of processor': round(processor(theirs) / processor(mine)),
        'start-up ms': Math.round(startup),
      }
    }),
  )
}

/** Where the echo bot sends its answers. */
async function openConnector() {
  const server = createServer((req, res) => {
    req.resume().on('end', () => res.writeHead(200, { 'Content-Type': 'application/json' }).end('{"id":"1"}'))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${address !== null && typeof address !== 'string' ? address.port : 0}`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

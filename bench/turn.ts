import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../test/postgres.ts'
import { begin, type Chat, say } from './chat.ts'
import { compare, type Sample, timed } from './compared.ts'
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
  const contenders = [
    { name: 'brobygger, embedded store', server: lowdb, run: (count: number) => talksWith(lowdb, count) },
    { name: 'brobygger, PostgreSQL', server: onPostgres, run: (count: number) => talksWith(onPostgres, count) },
    { name: 'botbuilder echo, in memory', server: echo, run: (count: number) => echoes(echo, count) },
  ]
  await compare(contenders, { rounds, talks: chats, warmUp })
  for (const { server } of contenders) await server.kill()
  console.log(
    `the embedded store, three rounds of a new server until every document lies in its own file and it has ended: ${Math.round(await untilAtRest())} turns/s`,
  )
} finally {
  connector.close()
  await postgres.remove()
  rmSync(folder, { recursive: true, force: true })
}
process.exit()

async function talksWith(server: Server, count: number): Promise<Sample> {
  const talks = await Promise.all(Array.from({ length: count }, () => begin(server.port)))
  const turns = words.map(text => (chat: Chat) => say(chat, text))
  return timed(server, talks, turns)
}

function echoes(server: Server, count: number): Promise<Sample> {
  const ids = Array.from({ length: count }, () => crypto.randomUUID())
  const activity = { type: 'message', channelId: 'emulator', from: { id: 'user' }, recipient: { id: 'bot' }, serviceUrl: connector.url }
  const turns = words.map(text => (id: string) => {
    return post(server.port, '/api/messages', { ...activity, id: crypto.randomUUID(), text, conversation: { id } })
  })
  return timed(server, ids, turns)
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

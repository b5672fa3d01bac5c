import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openConnector } from '../test/teams/connector.ts'
import { compare, type Sample, timed } from './compared.ts'
import { median, round } from './figures.ts'
import { post } from './http.ts'
import { type Server, startEcho, startOurs } from './servers.ts'

/**
 * Turns a second from Teams, beside the bare echo bot of Microsoft's samples on CloudAdapter: both get the same signed activities, both check them, both
 * say one message for each through the same Bot Connector with a token of their own. Ours looks for danger, guides the talk, and has written it down
 * before it answers; a turn is over when its request is answered and its message has reached the connector. `node bench/teams.ts` prints a table.
 */
const rounds = 9
const talks = 48
const warmUp = 120
/** A guided talk. The app is added before the clock starts, as the chat is opened in bench/turn.ts; what that costs is said by itself. */
const words = ['det handler om mig selv', '15', 'har ondt i maven hver morgen og orker ik skole mere', '4', 'at jeg kunne sove', 'min mor']

interface Talk {
  id: string
  answered: number
}

const folder = mkdtempSync(join(tmpdir(), 'brobygger-bench-'))
const connector = await openConnector()
const { appId, tenant, serviceUrl, taken, calls, until, fault } = connector
const authorization = `Bearer ${await connector.token()}`
const settings = { ...connector.environment, PORT: '0', BROBYGGER_DATA: folder }
let seen = 0
const open = new Map<string, Talk>()
const begin = (talk: Talk) => turn(talk, { type: 'conversationUpdate', membersAdded: [{ id: `28:${appId}` }, { id: `29:${talk.id}` }] })
const turns = words.map((text, i) => (talk: Talk) => turn(talk, { type: 'message', id: String(i + 1), text }))
/** Milliseconds of the processor for each talk that was begun, round by round; the first is the warm-up. */
const begun = new Map<Server, number[]>()
let port = 0
try {
  const ours = await startOurs(settings)
  const echo = await startEcho(['teams'], settings)
  const contenders = [
    { name: 'brobygger in Teams, guided and durable', server: ours, run: (count: number) => talksWith(ours, count) },
    { name: 'botbuilder echo on CloudAdapter, in memory', server: echo, run: (count: number) => talksWith(echo, count) },
  ]
  await compare(contenders, { rounds, talks, warmUp })
  for (const { name, server } of contenders) {
    console.log(`${name}: to begin a talk takes ${round(median((begun.get(server) ?? []).slice(1)))} ms of the processor`)
  }
  for (const { server } of contenders) await server.kill()
} finally {
  rmSync(folder, { recursive: true, force: true })
  await connector.close()
}
process.exit()

async function talksWith(server: Server, count: number): Promise<Sample> {
  port = server.port
  const fresh = Array.from({ length: count }, () => ({ id: `a:${crypto.randomUUID()}`, answered: 0 }))
  for (const talk of fresh) open.set(talk.id, talk)
  const { processor } = await timed(server, fresh, [begin])
  begun.set(server, [...(begun.get(server) ?? []), processor])
  const sample = await timed(server, fresh, turns)
  const sent = calls.length / count / (1 + turns.length)
  if (sent !== 1) throw new Error(`a turn is one message for the connector, and it got ${round(sent)}`)
  // What this process keeps must not grow from round to round.
  open.clear()
  fault(() => undefined)
  calls.length = taken.length = seen = 0
  return sample
}

async function turn(talk: Talk, did: object): Promise<void> {
  const before = talk.answered
  const activity = {
    ...did,
    timestamp: new Date().toISOString(),
    channelId: 'msteams',
    serviceUrl,
    from: { id: `29:${talk.id}` },
    recipient: { id: `28:${appId}` },
    conversation: { id: talk.id, conversationType: 'personal', tenantId: tenant },
    channelData: { tenant: { id: tenant } },
    locale: 'da-DK',
  }
  await post(port, '/api/messages', activity, { authorization })
  await until(() => {
    for (; seen < taken.length; seen++) {
      const answered = open.get(taken[seen]?.conversation ?? '')
      if (answered) answered.answered++
    }
    return talk.answered > before
  })
}

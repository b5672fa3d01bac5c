import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Connector, openConnector } from '../test/teams/connector.ts'

/**
 * Turns a second from Teams, beside the bare echo bot of Microsoft's samples on CloudAdapter: both get the same signed activities, both check them, both
 * answer through the same Bot Connector with a token of their own. Ours looks for danger, guides the talk, and has written it down before it answers;
 * a turn counts when its answer has reached the connector. Alternating in one run, as a ratio. `node bench/teams.ts` prints a table.
 */
const rounds = 3
const chats = 24
const atOnce = 16
const words = ['det handler om mig selv', '15', 'har ondt i maven hver morgen og orker ik skole mere', '4', 'at jeg kunne sove', 'min mor']

const agent = new Agent({ keepAlive: true, maxSockets: 64 })
const folder = mkdtempSync(join(tmpdir(), 'brobygger-bench-'))
const connector = await openConnector()
const env = { ...process.env, ...connector.environment, NODE_ENV: '', PORT: '0', BROBYGGER_DATA: folder, BROBYGGER_LOG: 'error' }
const ours = await started('../bot/main.ts', ['start'], env, /localhost:(\d+)\/desk/)
const echo = await started('./echoTeams.ts', [], env, /"bot":(\d+)/)
try {
  await measured(ours.port, connector)
  await measured(echo.port, connector)
  const samples: { ours: number; echo: number }[] = []
  for (let i = 0; i < rounds; i++) samples.push({ ours: await measured(ours.port, connector), echo: await measured(echo.port, connector) })
  const ratios = samples.map(sample => sample.ours / sample.echo)
  console.table([
    { server: 'brobygger in Teams, guided and durable', 'turns/s (median)': Math.round(median(samples.map(sample => sample.ours))) },
    { server: 'botbuilder echo on CloudAdapter, in memory', 'turns/s (median)': Math.round(median(samples.map(sample => sample.echo))) },
  ])
  console.log(`ratio of turns/s, each round: ${ratios.map(round).join(', ')} (median ${round(median(ratios))})`)
} finally {
  ours.child.kill('SIGKILL')
  echo.child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
  await connector.close()
}
process.exit()

/** Every chat says its words in order, each when the answer to the one before has reached the connector; `atOnce` chats side by side. Turns a second. */
async function measured(port: number, { appId, tenant, serviceUrl, token, taken, calls, until }: Connector): Promise<number> {
  const bearer = await token()
  const waiting = Array.from({ length: chats }, () => `a:${crypto.randomUUID()}`)
  const answered = new Map<string, number>()
  let seen = taken.length
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
        for (const [i, text] of words.entries()) {
          const before = answered.get(id) ?? 0
          await post(port, bearer, {
            type: 'message',
            id: String(i + 1),
            timestamp: new Date().toISOString(),
            channelId: 'msteams',
            serviceUrl,
            from: { id: `29:${id}` },
            recipient: { id: `28:${appId}` },
            conversation: { id, conversationType: 'personal', tenantId: tenant },
            channelData: { tenant: { id: tenant } },
            locale: 'da-DK',
            text,
          })
          await until(() => {
            for (; seen < taken.length; seen++) {
              const { conversation } = taken[seen]!
              answered.set(conversation, (answered.get(conversation) ?? 0) + 1)
            }
            return (answered.get(id) ?? 0) > before
          })
        }
      }
    }),
  )
  const perSecond = ((chats * words.length) / (performance.now() - begun)) * 1000
  taken.length = 0
  calls.length = 0
  return perSecond
}

/** fetch would cost the client more than the servers cost. */
function post(port: number, bearer: string, body: object): Promise<void> {
  const text = JSON.stringify(body)
  const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
  return new Promise((resolve, reject) => {
    const sent = request({ agent, port, host: '127.0.0.1', path: '/api/messages', method: 'POST', headers }, response => {
      response
        .resume()
        .on('end', () => ((response.statusCode ?? 500) < 300 ? resolve() : reject(new Error(`answered ${response.statusCode}`))))
    })
    sent.on('error', reject)
    sent.end(text)
  })
}

function started(
  file: string,
  args: string[],
  environment: NodeJS.ProcessEnv,
  ready: RegExp,
): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, [...process.execArgv, fileURLToPath(new URL(file, import.meta.url)), ...args], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', chunk => {
      text += chunk
      const port = ready.exec(text)?.[1]
      if (port !== undefined) resolve({ child, port: Number(port) })
    })
    child.once('exit', code => reject(new Error(`${file} ended with ${code}`)))
  })
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN
}
function round(value: number): number {
  return Math.round(value * 100) / 100
}

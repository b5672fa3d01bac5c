import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Config, readConfig } from '../../bot/config.ts'
import { createServer } from '../../bot/server.ts'
import { openServices, type Services } from '../../bot/services.ts'
import { readUnderstanding, type Understanding } from '../../bot/understanding.ts'
import type { Clock } from '../../bot/upkeep/clock.ts'

/** A whole server of its own: real registry, real store in a temporary folder, a port of its own, and a clock the test can move. */
export interface House {
  services: Services
  /** http://127.0.0.1:port */
  url: string
  /** Time passes, in minutes. */
  later(minutes: number): void
  /** The clock is set, in minutes; no time passes. */
  jump(minutes: number): void
  /** Stops the server and starts a new one on the same folder and port. */
  restart(): Promise<void>
  close(): Promise<void>
}

export async function openHouse(environment: Record<string, string> = {}): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'brobygger-'))
  const config: Config = readConfig({ BROBYGGER_DATA: folder, BROBYGGER_LOG: 'silent', ...environment })
  let passed = 0
  let jumped = 0
  const clock: Clock = { now: () => new Date(Date.now() + passed + jumped), awake: () => performance.now() + passed }
  let running = await open(config, clock, 0)
  const port = running.port
  return {
    get services() {
      return running.services
    },
    url: `http://127.0.0.1:${port}`,
    later(minutes) {
      passed += minutes * 60_000
    },
    jump(minutes) {
      jumped += minutes * 60_000
    },
    async restart() {
      await running.close()
      running = await open(config, clock, port)
    },
    async close() {
      await running.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

let read: Promise<Understanding> | undefined

/** Read once for all houses of a process. */
export const understanding = (): Promise<Understanding> => (read ??= readUnderstanding())

async function open(config: Config, clock: Clock, port: number) {
  const services = await openServices(config, clock, understanding())
  const { server, close } = createServer(services)
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', () => resolve()))
  return {
    services,
    port: server.address().port,
    async close() {
      await close()
      await services.close()
    },
  }
}

export interface Logged {
  id: string
  type: string
  text: string
  locale: string
  from: { id: string; role: string }
  channelData: { number: number; clientActivityID?: string; brobygger: { who: string; card?: { type: string } } }
}

export interface Answer {
  status: number
  body: {
    conversationId?: string
    token?: string
    streamUrl?: string
    expires_in?: number
    id?: string
    activities?: Logged[]
    watermark?: string
    state?: { holder: string; ended?: string }
    error?: { code: string; message: string }
  }
  headers: Headers
}

/** A request as a page of our own makes it; `body` as it is when it is a text. */
export async function ask(
  url: string,
  method: string,
  path: string,
  { token, body, headers }: { token?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      origin: url,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? {} : JSON.parse(text), headers: response.headers }
}

/** A talk over plain HTTP. */
export async function beginTalk(url: string, wanted: { municipality?: string; locale?: string } = {}) {
  const { body: generated } = await ask(url, 'POST', '/v3/directline/tokens/generate', { body: wanted })
  const token: string = generated.token ?? ''
  const { body: started, status } = await ask(url, 'POST', '/v3/directline/conversations', { token, body: { user: {} } })
  const id: string = started.conversationId ?? ''
  const path = `/v3/directline/conversations/${id}`
  let count = 0
  return {
    id,
    token,
    status,
    streamUrl: String(started.streamUrl),
    path,
    post: (activity: object) => ask(url, 'POST', `${path}/activities`, { token, body: activity }),
    say: (text: string, clientActivityID = `c${++count}`) =>
      ask(url, 'POST', `${path}/activities`, { token, body: { type: 'message', text, channelData: { clientActivityID } } }),
    async log(watermark = ''): Promise<Logged[]> {
      const { body } = await ask(url, 'GET', `${path}/activities?watermark=${watermark}`, { token })
      return body.activities ?? []
    },
  }
}

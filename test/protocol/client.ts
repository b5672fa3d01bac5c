import { createRequire } from 'node:module'
import type { DirectLine as Client } from 'botframework-directlinejs'
import { ask, type House } from '../bot/house.ts'
import { until } from '../until.ts'
import { browserParts } from './browserParts.ts'

// The unmodified client, as npm gives it (0.15.8); what a page hands in (sockets, requests, chance) is handed in.
const require = createRequire(import.meta.url)
const { DirectLine, ConnectionStatus } = require('botframework-directlinejs')
const { Observable } = require('rxjs/Observable')

export interface Heard {
  id: string
  type: string
  name?: string
  text?: string
  timestamp: string
  value?: { holder?: string }
  from: { id: string; role: string }
  channelData?: { clientActivityID?: string; number?: number }
}

export interface Page {
  client: Client
  token: string
  conversation(): string
  heard: Heard[]
  messages(): Heard[]
  texts(): (string | undefined)[]
  statuses: number[]
  sockets: ReturnType<typeof browserParts>['sockets']
  say(text: string, clientActivityID?: string, from?: object): Promise<string>
  post(activity: object): Promise<string>
  end(): void
}

export const Status: { Online: number; ExpiredToken: number; FailedToConnect: number; Ended: number } = ConnectionStatus

/** A page with a chat on it, driven by botframework-directlinejs. */
export async function openPage(
  house: House,
  options: Record<string, unknown> = {},
  fault?: Parameters<typeof browserParts>[1],
): Promise<Page> {
  const { Xhr, PageSocket, sockets } = browserParts(house.url, fault)
  const token = typeof options.token === 'string' ? options.token : await newToken(house)
  const client: Client = new DirectLine({
    domain: `${house.url}/v3/directline`,
    token,
    WebSocket: PageSocket,
    ajax: (request: object) => Observable.ajax({ ...request, createXHR: () => new Xhr() }),
    random: () => -0.245, // comes again after 60 ms instead of 3 to 15 seconds
    timeout: 2000,
    ...options,
  })
  const heard: Heard[] = []
  const statuses: number[] = []
  client.connectionStatus$.subscribe(status => statuses.push(status))
  client.activity$.subscribe(
    activity => heard.push(activity as unknown as Heard), // the client's own type knows fewer fields than it passes on
    () => undefined,
  )
  let count = 0
  const post = (activity: object) =>
    new Promise<string>((resolve, reject) => client.postActivity(activity as never).subscribe(resolve, reject)) // what the test posts may be wrong
  return {
    client,
    token,
    // Not public in the client's types, but it is how it resumes.
    conversation: () => String(Reflect.get(client, 'conversationId')),
    heard,
    messages: () => heard.filter(({ type }) => type === 'message'),
    texts: () => heard.filter(({ type }) => type === 'message').map(({ text }) => text),
    statuses,
    sockets,
    say: (text, clientActivityID = `cid-${++count}`, from = { id: 'r_1', role: 'user' }) =>
      post({ type: 'message', text, from, channelData: { clientActivityID } }),
    post,
    end: () => {
      client.end()
      for (const socket of sockets) socket.terminate()
    },
  }
}

export async function newToken(house: House): Promise<string> {
  const { body } = await ask(house.url, 'POST', '/v3/directline/tokens/generate', { body: { municipality: 'kalundborg' } })
  return body.token ?? ''
}

/** The whole welcome is there: the state is told after it. */
export const welcomed = (page: Page) => until('the welcome is there', () => page.heard.some(({ name }) => name === 'brobygger.state'))

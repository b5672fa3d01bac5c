import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { WebSocket } from 'ws'
import { hear, start } from '../../bot/turn.ts'
import { type Account, writeAccount } from '../../desk/accounts.ts'
import type { DeskRole } from '../../desk/roles.ts'
import type { FromPage, ToPage } from '../../desk/wire.ts'
import type { Conversation } from '../../dialogs/conversation.ts'
import type { House } from '../bot/house.ts'
import { patience } from '../until.ts'

/** A counsellor at their desk, over plain HTTP and the real socket. */
export interface Seat {
  cookie: string
  get(path: string): Promise<Reply>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
  /** Opens the page's socket and waits until everything is told. */
  sitDown(hello?: Extract<FromPage, { type: 'hello' }>): Promise<Socket>
}

export interface Reply {
  status: number
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects to be there
  body: any
  headers: Headers
}

export interface Socket {
  /** What it was told first. */
  state: Extract<ToPage, { type: 'state' }>
  frames: ToPage[]
  send(frame: unknown): void
  /** The next frame, among those that came and those to come, that fits; each is given once. */
  next<T extends ToPage['type']>(type: T, fits?: (frame: Extract<ToPage, { type: T }>) => boolean): Promise<Extract<ToPage, { type: T }>>
  closed: Promise<number>
  standUp(): Promise<void>
}

export const password = 'en rolig bro over fjorden'
const hashed = 'scrypt$32768$8$3$bWnenMkxEEuPfBlXii4YVA$1HKvQZYadGw6qy3_E0675eDly0Nnn6JfATzz0qe7iZA'

/** Someone who has an account and is signed in. (The one-time link and the password are the tests' own matter: each look costs a third of a second.) */
export async function hire(
  { services, url }: House,
  email: string,
  more: { role?: DeskRole; municipalities?: string[]; name?: string } = {},
): Promise<Seat & { id: string }> {
  const { role = 'counsellor', municipalities = [], name = `${email.split('@')[0]}, rådgiver` } = more
  const account: Account = { id: services.newId(), email, roles: [role], name, municipalities, password: hashed }
  if (!(await writeAccount(services.store, account, 'absent'))) throw new Error(`${email} has an account`)
  return { ...seatOf(url, `brobygger_desk=${await services.desk.sessions.open(account, services.now())}`), id: account.id }
}

export async function signIn(house: { url: string }, email: string): Promise<Seat> {
  const signed = await request(house, 'POST', '/sign-in', { email, password })
  if (signed.status !== 200) throw new Error(signed.text)
  return seatOf(house.url, signed.headers.get('set-cookie')?.split(';')[0] ?? '')
}

/** At the node that answers there, with a session that all nodes know. */
export function seatOf(url: string, cookie: string): Seat {
  const house = { url }
  return {
    cookie,
    get: path => request(house, 'GET', path, undefined, { cookie }),
    post: (path, body = {}, headers = {}) => request(house, 'POST', path, body, { cookie, ...headers }),
    sitDown: (hello = { type: 'hello' }) => sitDown(house, cookie, hello),
  }
}

/** A request as our own page makes it, save for what `headers` change ('' takes one away). */
export async function request(
  house: { url: string },
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const all = { origin: house.url, 'x-brobygger': 'desk', ...(body !== undefined && { 'content-type': 'application/json' }), ...headers }
  const response = await fetch(`${house.url}/desk/api${path}`, {
    method,
    headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, text, body: text === '' ? {} : JSON.parse(text), headers: response.headers }
}

export function openSocket(house: { url: string }, headers: Record<string, string>): WebSocket {
  return new WebSocket(`${house.url.replace('http', 'ws')}/desk/socket`, { headers })
}

async function sitDown(house: { url: string }, cookie: string, hello: FromPage): Promise<Socket> {
  const socket = openSocket(house, { origin: house.url, cookie })
  const frames: ToPage[] = []
  const waiting = new Set<() => void>()
  socket.on('message', data => {
    frames.push(JSON.parse(String(data)))
    for (const look of [...waiting]) look()
  })
  const closed = once(socket, 'close').then(([code]) => Number(code))
  await once(socket, 'open')
  socket.send(JSON.stringify(hello))
  const seat: Omit<Socket, 'state'> = {
    frames,
    closed,
    send: frame => socket.send(JSON.stringify(frame)),
    next: (type, fits = () => true) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error(`no ${type} came; there were: ${frames.map(frame => frame.type).join(', ')}`)),
          patience,
        )
        const look = () => {
          // biome-ignore lint/suspicious/noExplicitAny: `type` is compared, which the compiler does not carry over to the frame
          const found: any = frames.find((frame: any) => frame.type === type && fits(frame))
          if (!found) return
          frames.splice(frames.indexOf(found), 1)
          clearTimeout(late)
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      }),
    async standUp() {
      socket.terminate()
      await closed
    },
  }
  return { ...seat, state: await seat.next('state') }
}

/** A citizen tells their need and asks for a human until they wait. There must be someone at the desk. */
export async function someoneWaits(
  { services }: House,
  { municipality = 'kalundborg', words = 'jeg er 15 år og føler mig ensom' } = {},
): Promise<string> {
  const id = services.newId()
  await start(services, { id, municipality, locale: 'da' })
  await hear(services, id, { text: words, clientId: randomUUID() })
  for (const choice of ['human', 'handover.confirm']) {
    if ((await now(services, id))?.holder.who === 'bot') await hear(services, id, { text: 'et menneske', choice, clientId: randomUUID() })
  }
  const conversation = await now(services, id)
  if (conversation?.holder.who !== 'queue') throw new Error(`does not wait, but is with ${conversation?.holder.who}`)
  return id
}

export const now = async ({ conversations }: House['services'], id: string): Promise<Conversation | undefined> =>
  (await conversations.read(id))?.value

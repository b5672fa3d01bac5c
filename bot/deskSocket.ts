import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Preferences } from '../desk/preferences.ts'
import type { FromPage } from '../desk/wire.ts'
import { type SignedIn, signedIn } from './deskGate.ts'
import { readFrame } from './deskSocket/frame.ts'
import { type Page, probe, send } from './deskSocket/page.ts'
import { tellPresence } from './deskSocket/presenceNews.ts'
import { tellQueue } from './deskSocket/queueNews.ts'
import { tellTalks } from './deskSocket/talkNews.ts'
import { tellTogether } from './deskSocket/togetherNews.ts'
import { tellTyping } from './deskSocket/typingNews.ts'
import { refuseUpgrade } from './directLine/streamDoor.ts'
import { sayGoodbye } from './directLine/streams.ts'
import { originOf } from './origins.ts'
import { meOf } from './routes/deskSignIn.ts'
import type { Services } from './services.ts'

const pingMilliseconds = 10_000
const helloMilliseconds = 10_000

export const isDeskSocket = ({ url }: IncomingMessage): boolean => url?.split('?')[0] === '/desk/socket'

/**
 * The counsellors' live connection at /desk/socket. Only our own page may open it (Origin is asked for), with a session; nothing is sent before
 * its first frame. Who closes the browser is away at once. What is told stands in deskSocket/, a file for each kind of news.
 */
export function attachDeskSocket(httpServer: Pick<Server, 'on'>, services: Services): { count(): number; close(): void } {
  const { desk, registry, now, log } = services
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 4096, perMessageDeflate: false })
  const open = new Set<Page>()
  const pages = { all: () => open, here: () => [...open].filter(({ leave }) => leave !== undefined) }

  httpServer.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (isDeskSocket(req) && !services.readiness.isLeaving()) void upgrade(req, socket, head)
  })

  const talks = tellTalks(services, pages)
  const queue = tellQueue(services, pages)
  const presence = tellPresence(services, pages)
  const typing = tellTyping(services, pages)
  const together = tellTogether(services, pages)
  const deaf = [
    ...[talks, queue, presence, typing, together].map(news => () => news.close()),
    desk.sessions.listen(session => {
      for (const page of open) if (page.who.session === session) signOut(page)
    }),
    desk.preferences.listen(account => {
      for (const page of pages.here()) if (page.who.account.id === account) setUpAnew(page).catch(() => page.socket.terminate())
    }),
    desk.keepMarks(services.context, () => log.error({ kind: 'Presence' }, 'a connection could not be marked')),
    services.store.watch(
      () => undefined,
      feed => {
        if (feed === 'whole') for (const page of open) void lookAtSession(page)
      },
    ),
  ]
  const rounds = setInterval(goRound, pingMilliseconds)
  rounds.unref()

  return {
    count: () => open.size,
    close() {
      for (const stop of deaf) stop()
      clearInterval(rounds)
      sayGoodbye([...open].map(({ socket }) => socket))
      sockets.close()
    },
  }

  async function upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy())
    try {
      if (originOf(req.headers, services.config) !== 'own') return refuseUpgrade(socket, 403)
      const who = await signedIn(req, services, 'beHere')
      const chosen = await desk.preferences.read(who.account.id)
      sockets.handleUpgrade(req, socket, head, line => welcome(line, who, chosen))
    } catch {
      refuseUpgrade(socket, 403)
    }
  }

  function welcome(socket: WebSocket, who: SignedIn, chosen: Preferences): void {
    const page: Page = { socket, who, known: new Map(), answered: true, preferences: chosen }
    open.add(page)
    const patience = setTimeout(() => page.leave ?? socket.terminate(), helloMilliseconds)
    patience.unref()
    socket.on('message', data => {
      const frame = readFrame(String(data))
      if (frame) hear(page, frame).catch(() => socket.terminate())
      else socket.close(1008)
    })
    socket.on('pong', () => {
      page.answered = true
    })
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      clearTimeout(patience)
      open.delete(page)
      page.leave?.()
    })
  }

  async function hear(page: Page, frame: FromPage): Promise<void> {
    if (frame.type === 'ping') return send(page, { type: 'pong' })
    if (frame.type === 'active') return desk.sessions.touch(page.who.token, now())
    if (frame.type === 'typing') return typing.passOn(page, frame.id)
    if (frame.type === 'watch') return together.watch(page, frame.id)
    if (page.leave) return
    presence.begin(page, frame)
    await tellAll(page, frame.known)
  }

  /** Everything anew: what a page that comes (back) needs to be right, whatever it missed. */
  async function tellAll(page: Page, known?: Record<string, number>): Promise<void> {
    const { account } = page.who
    const conversations = await talks.begin(page, known)
    send(page, {
      type: 'state',
      me: meOf(account),
      now: now().toISOString(),
      presence: desk.presence.of(account.id),
      queue: queue.begin(page),
      conversations,
      colleagues: presence.colleagues(account),
      municipalities: registry.municipalities.map(({ id, name }) => ({ id, name })),
      preferences: page.preferences,
    })
    await talks.catchUp(page)
    await together.begin(page)
  }

  /** The desk is set up otherwise, here or on another page: the queue may stand in another order. */
  async function setUpAnew(page: Page): Promise<void> {
    page.preferences = await desk.preferences.read(page.who.account.id)
    send(page, { type: 'setUp', preferences: page.preferences, queue: queue.begin(page) })
  }

  function goRound(): void {
    for (const page of open) {
      probe(page)
      void lookAtSession(page)
    }
  }

  /** Who has been idle too long is signed out, and whose account changed is taken anew. While the store is away nobody is. */
  async function lookAtSession(page: Page): Promise<void> {
    const found = await desk.sessions.read(page.who.token, now()).catch(() => 'unknown' as const)
    if (found === 'unknown') return
    if (found === undefined) return signOut(page)
    const changed = JSON.stringify(found.account) !== JSON.stringify(page.who.account)
    page.who = { ...page.who, account: found.account }
    if (changed && page.leave && !page.catchingUp) await tellAll(page).catch(() => page.socket.terminate())
  }

  function signOut(page: Page): void {
    send(page, { type: 'signedOut' })
    page.socket.close(4401)
  }
}

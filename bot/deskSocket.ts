import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import type { Account } from '../desk/accounts.ts'
import type { BoardChange } from '../desk/board.ts'
import type { Waiting } from '../desk/queue.ts'
import { may, serves } from '../desk/roles.ts'
import { conversationView, waitingView } from '../desk/view.ts'
import type { FromPage, Left, ToPage } from '../desk/wire.ts'
import type { Conversation } from '../dialogs/conversation.ts'
import { type SignedIn, signedIn } from './deskGate.ts'
import { originOf } from './origins.ts'
import { meOf } from './routes/deskSignIn.ts'
import type { Services } from './services.ts'
import { refuseUpgrade } from './streamDoor.ts'
import { sayGoodbye } from './streams.ts'

/** One open page of a counsellor. */
interface Page {
  socket: WebSocket
  who: SignedIn
  /** Set by its first frame; before that it gets nothing and is not here. */
  leave?: () => void
  /** Conversation -> the log is written to this page up to here, as it stood at this holder number. */
  known: Map<string, number>
  /** While everything is told anew: what changed meanwhile, told afterwards. */
  catchingUp?: Set<string> | undefined
  answered: boolean
}

const pingMilliseconds = 10_000
const helloMilliseconds = 10_000
/** A page that does not read this much (bytes) is dead to us; it comes back and gets everything anew. */
const mostUnread = 4 * 1024 * 1024

/**
 * The counsellors' live connection at /desk/socket: queue, conversations, typing and presence as they change. Only our own page may open it
 * (Origin is asked for), with a session; nothing is sent before its first frame. Who closes the browser is away at once.
 */
export function attachDeskSocket(httpServer: Pick<Server, 'on'>, services: Services): { count(): number; close(): void } {
  const { desk, conversations, changes, typing, registry, now, log } = services
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 4096, perMessageDeflate: false })
  const pages = new Set<Page>()

  httpServer.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (req.url?.split('?')[0] === '/desk/socket' && !services.readiness.isLeaving()) void upgrade(req, socket, head)
  })

  const deaf = [
    changes.listen(
      (id, conversation) => {
        for (const page of here()) if (page.known.has(id) || isWith(conversation, page)) deliver(page, id, conversation)
      },
      () => here().flatMap(page => [...page.known.keys(), ...desk.board.heldBy(page.who.account.id).map(({ id }) => id)]),
    ),
    desk.board.listen(change => {
      for (const page of here()) tellWaiting(page, change)
    }),
    desk.presence.listen(() => {
      for (const page of here()) tellPresence(page)
    }),
    typing.listen(({ conversation, from }) => {
      if (from.who !== 'citizen') return
      for (const page of here()) if (page.known.has(conversation)) send(page, { type: 'typing', id: conversation })
    }),
    desk.sessions.listen(session => {
      for (const page of pages) if (page.who.session === session) signOut(page)
    }),
    desk.keepMarks(services.context, () => log.error({ kind: 'Presence' }, 'a connection could not be marked')),
    services.store.watch(
      () => undefined,
      feed => {
        if (feed === 'whole') for (const page of pages) void lookAtSession(page)
      },
    ),
  ]
  const rounds = setInterval(goRound, pingMilliseconds)
  rounds.unref()

  return {
    count: () => pages.size,
    close() {
      for (const stop of deaf) stop()
      clearInterval(rounds)
      sayGoodbye([...pages].map(({ socket }) => socket))
      sockets.close()
    },
  }

  async function upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy())
    try {
      if (originOf(req.headers, services.config) !== 'own') return refuseUpgrade(socket, 403)
      const who = await signedIn(req, services, 'beHere')
      sockets.handleUpgrade(req, socket, head, open => welcome(open, who))
    } catch {
      refuseUpgrade(socket, 403)
    }
  }

  function welcome(socket: WebSocket, who: SignedIn): void {
    const page: Page = { socket, who, known: new Map(), answered: true }
    pages.add(page)
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
      pages.delete(page)
      page.leave?.()
    })
  }

  async function hear(page: Page, frame: FromPage): Promise<void> {
    if (frame.type === 'ping') return send(page, { type: 'pong' })
    if (frame.type === 'active') return desk.sessions.touch(page.who.token, now())
    if (frame.type === 'typing') return passOnTyping(page, frame.id)
    if (page.leave) return
    // Who takes no conversations is not here for anyone: no citizen shall be told to wait for an admin.
    page.leave = may(page.who.account, 'talk') ? desk.presence.connect(page.who.account, frame.presence) : () => undefined
    await tellAll(page)
  }

  function passOnTyping({ who }: Page, id: string): void {
    const { account } = who
    if (!desk.board.heldBy(account.id).some(held => held.id === id)) return
    typing.tell({ conversation: id, from: { who: 'counsellor', id: account.id, name: account.name ?? '' } })
  }

  /** Everything anew: what a page that comes (back) needs to be right, whatever it missed. */
  async function tellAll(page: Page): Promise<void> {
    const { account } = page.who
    page.catchingUp = new Set()
    const mine = await Promise.all(desk.board.heldBy(account.id).map(({ id }) => conversations.read(id)))
    const views = mine.flatMap(found => (found ? viewFor(page, found.value, 0) : undefined) ?? [])
    for (const { id, municipality, lines } of views) {
      page.known.set(id, lines.at(-1)?.number ?? 0)
      await services.audit.opened(page.who.session, { who: account, conversation: id, municipality })
    }
    send(page, {
      type: 'state',
      me: meOf(account),
      now: now().toISOString(),
      presence: desk.presence.of(account.id),
      queue: may(account, 'talk') ? desk.board.queue(one => serves(account, one)).map(waiting => viewOf(waiting, account)) : [],
      conversations: views,
      colleagues: colleaguesFor(account),
      municipalities: registry.municipalities.map(({ id, name }) => ({ id, name })),
    })
    const meanwhile = page.catchingUp
    page.catchingUp = undefined
    for (const id of meanwhile) deliver(page, id, (await conversations.read(id))?.value)
  }

  function deliver(page: Page, id: string, conversation: Conversation | undefined): void {
    if (page.catchingUp) return void page.catchingUp.add(id)
    const known = page.known.get(id)
    const view = conversation && viewFor(page, conversation, known ?? 0)
    if (view) {
      page.known.set(id, view.lines.at(-1)?.number ?? known ?? 0)
      send(page, { type: 'conversation', conversation: view })
    } else if (known !== undefined) {
      page.known.delete(id)
      send(page, { type: 'left', id, why: whyLeft(conversation) })
    }
  }

  /** Only what changed: however many wait, a newcomer costs the same. */
  function tellWaiting(page: Page, { id, before, after }: BoardChange): void {
    const { account } = page.who
    if (page.catchingUp || !may(account, 'talk')) return
    if (after && serves(account, after.municipality)) {
      send(page, { type: 'waits', now: now().toISOString(), waiting: viewOf(after, account) })
    } else if (before && serves(account, before.municipality)) send(page, { type: 'waitsNoMore', id })
  }

  function tellPresence(page: Page): void {
    const { account } = page.who
    send(page, { type: 'presence', presence: desk.presence.of(account.id), colleagues: colleaguesFor(account) })
  }

  function viewFor({ who: { account } }: Page, conversation: Conversation, after: number) {
    if (!may(account, 'talk') || !serves(account, conversation.municipality)) return undefined
    const { municipality, id } = conversation
    return conversationView(conversation, { id: account.id, locale: account.locale ?? 'da' }, services.context(municipality, id), after)
  }

  function viewOf(waiting: Waiting, { locale = 'da' }: Account) {
    return waitingView(waiting, locale, registry)
  }

  function colleaguesFor(account: Account) {
    return desk.presence.all().map(({ id, name, presence }) => ({ name, presence, me: id === account.id }))
  }

  /** Who does not answer is gone. */
  function goRound(): void {
    for (const page of pages) {
      if (!page.answered) page.socket.terminate()
      page.answered = false
      page.socket.ping()
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

  function here(): Page[] {
    return [...pages].filter(({ leave }) => leave !== undefined)
  }
}

const isWith = (conversation: Conversation | undefined, { who }: Page) =>
  conversation?.holder.who === 'counsellor' && conversation.holder.id === who.account.id

function whyLeft(conversation: Conversation | undefined): Left {
  if (conversation === undefined) return 'erased'
  if (conversation.ended) return 'closed'
  const { who } = conversation.holder
  return who === 'queue' ? 'vanished' : who === 'bot' ? 'givenBack' : 'taken'
}

function send({ socket }: Page, frame: ToPage): void {
  if (socket.readyState !== socket.OPEN) return
  if (socket.bufferedAmount > mostUnread) socket.terminate()
  else socket.send(JSON.stringify(frame))
}

function readFrame(text: string): FromPage | undefined {
  try {
    return frame.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

const frame = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('hello'), presence: z.enum(['available', 'busy', 'away']).optional() }),
  z.strictObject({ type: z.literal('typing'), id: z.string().max(100) }),
  z.strictObject({ type: z.literal('active') }),
  z.strictObject({ type: z.literal('ping') }),
])

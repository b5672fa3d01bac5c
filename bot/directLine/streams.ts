import type { WebSocket } from 'ws'
import type { Conversation } from '../../dialogs/conversation.ts'
import type { Services } from '../services.ts'
import { fromOf, toActivity } from './activity.ts'
import { newest } from './newest.ts'
import { stateEvent } from './stateEvent.ts'

/** The citizens' open sockets: each gets the log from its own watermark on, in order, and no line twice. */
export interface Streams {
  open(socket: WebSocket, whose: { conv: string; user: string }, watermark: number): void
  /** What the citizen posted that is no message comes back on all their sockets, at whatever node: by it Web Chat knows that it arrived. */
  echo(
    conversation: string,
    posted: { id: string; type: 'typing' | 'event'; clientId?: string | undefined; name?: string; value?: unknown },
  ): void
  count(): number
  /** Tells everyone to come back, to another node if there is one. */
  close(): void
}

interface Peer {
  socket: WebSocket
  conversation: string
  user: string
  /** The log is written to this socket up to here. */
  sent: number
  state: string
  answered: boolean
}

/** Clients open several sockets themselves (botframework-directlinejs up to nine); closing those they count on makes them fight. */
const mostSockets = 16
const pingMilliseconds = 25_000
/** A client that does not say goodbye. */
const goodbyeMilliseconds = 2000
/** So many at a time are told to come back, so that they do not all come at the same moment. */
const closedTogether = 200
/** A socket that does not read this much (bytes) is dead to us; its client comes back with its watermark. */
const mostUnread = 4 * 1024 * 1024

export function createStreams(services: Pick<Services, 'conversations' | 'changes' | 'typing' | 'signals' | 'now' | 'log'>): Streams {
  const peers = new Map<string, Set<Peer>>()
  const of = (conversation: string) => [...(peers.get(conversation) ?? [])]

  const deaf = [
    services.changes.listen(
      (id, conversation) => {
        for (const peer of of(id)) deliver(peer, conversation)
      },
      () => peers.keys(),
    ),
    services.typing.listen(({ conversation, from }) => {
      if (from.who !== 'citizen') tell(conversation, () => ({ type: 'typing', from: fromOf(from, '') }))
    }),
    services.signals.listen(signal => {
      const [kind, conversation = '', id = '', type, clientId] = signal.split(' ')
      if (kind === 'echo' && (type === 'typing' || type === 'event')) echoHere(conversation, { id, type, clientId })
    }),
  ]
  const pings = setInterval(pingAll, pingMilliseconds)
  pings.unref()

  return {
    open(socket, { conv, user }, watermark) {
      const peer: Peer = { socket, conversation: conv, user, sent: watermark, state: '', answered: true }
      const mine = peers.get(conv) ?? new Set()
      peers.set(conv, mine.add(peer))
      if (mine.size > mostSockets) mine.values().next().value?.socket.terminate() // the oldest
      socket.on('pong', () => {
        peer.answered = true
      })
      socket.on('error', () => socket.terminate())
      socket.on('close', () => leave(peer))
      newest(services.conversations, conv, watermark).then(
        conversation => deliver(peer, conversation),
        () => socket.terminate(), // they come again with their watermark
      )
    },
    echo(conversation, posted) {
      echoHere(conversation, posted)
      const { id, type, clientId } = posted
      if (clientId !== undefined && isPlain(clientId)) services.signals.tell(['echo', conversation, id, type, clientId].join(' '))
    },
    count: () => [...peers.values()].reduce((sum, mine) => sum + mine.size, 0),
    close() {
      for (const stop of deaf) stop()
      clearInterval(pings)
      sayGoodbye([...peers.values()].flatMap(mine => [...mine].map(({ socket }) => socket)))
    },
  }

  function echoHere(conversation: string, { id, type, clientId, ...named }: Parameters<Streams['echo']>[1]) {
    const channelData = clientId === undefined ? {} : { clientActivityID: clientId }
    tell(conversation, ({ user }) => ({ ...named, id, type, from: fromOf({ who: 'citizen' }, user), channelData }))
  }

  /** Something of the moment for all sockets of a conversation; it moves no watermark. */
  function tell(conversation: string, activity: (peer: Peer) => Record<string, unknown>) {
    for (const peer of of(conversation)) send(peer, { activities: [{ ...moment(conversation), ...activity(peer) }] })
  }

  function moment(conversation: string) {
    return { id: crypto.randomUUID(), timestamp: services.now().toISOString(), channelId: 'directline', conversation: { id: conversation } }
  }

  /** All news in one frame, the state last: botframework-directlinejs mixes the activities of frames that follow each other closely. */
  function deliver(peer: Peer, conversation: Conversation | undefined) {
    if (conversation === undefined) return erased(peer)
    if (peer.sent > conversation.log.length) peer.sent = 0 // a watermark of another time
    const news = conversation.log.slice(peer.sent).map(entry => toActivity(entry, conversation, peer.user))
    peer.sent = conversation.log.length
    const state = stateEvent(conversation)
    const told = JSON.stringify(state.value)
    const changed = told === peer.state ? [] : [{ ...moment(conversation.id), ...state }]
    peer.state = told
    const activities = [...news, ...changed]
    if (activities.length > 0) send(peer, { activities, ...(news.length > 0 && { watermark: String(peer.sent) }) })
  }

  function erased(peer: Peer) {
    const from = fromOf({ who: 'system' }, '')
    send(peer, { activities: [{ ...moment(peer.conversation), id: 'erased', type: 'event', name: 'erased', from }] })
    peer.socket.close(1000, 'erased')
  }

  function send({ socket }: Peer, set: { activities: object[]; watermark?: string }) {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > mostUnread) socket.terminate()
    else socket.send(JSON.stringify(set))
  }

  /** The protocol's ping keeps proxies awake and finds dead peers; the empty frame lets the client's page notice that we live. */
  function pingAll() {
    for (const mine of peers.values()) {
      for (const peer of mine) {
        if (!peer.answered) {
          peer.socket.terminate()
          continue
        }
        peer.answered = false
        peer.socket.ping()
        peer.socket.send('')
      }
    }
  }

  function leave(peer: Peer) {
    const mine = peers.get(peer.conversation)
    mine?.delete(peer)
    if (mine?.size === 0) peers.delete(peer.conversation)
  }
}

/** 1012: the service restarts. Clients come back by themselves, each after a moment of its own. */
export function sayGoodbye(sockets: WebSocket[]): void {
  const [now, later] = [sockets.slice(0, closedTogether), sockets.slice(closedTogether)]
  for (const socket of now) socket.close(1012)
  setTimeout(() => {
    for (const socket of now) socket.terminate()
  }, goodbyeMilliseconds).unref()
  if (later.length > 0) setTimeout(() => sayGoodbye(later), 20)
}

/** An id as clients make them, and nothing that could be somebody's words. */
const isPlain = (id: string) => /^[\w.-]{1,64}$/.test(id)

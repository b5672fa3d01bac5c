import type { WebSocket } from 'ws'
import type { Conversation } from '../dialogs/conversation.ts'
import { fromOf, toActivity } from './activity.ts'
import type { Services } from './services.ts'
import { stateEvent } from './stateEvent.ts'

/** The citizens' open sockets: each gets the log from its own watermark on, in order, and no line twice. */
export interface Streams {
  open(socket: WebSocket, whose: { conv: string; user: string }, watermark: number): void
  /** Something of the moment for all sockets of a conversation; it moves no watermark. */
  tell(conversation: string, activity: Record<string, unknown>): void
  count(): number
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
/** A socket that does not read this much (bytes) is dead to us; its client comes back with its watermark. */
const mostUnread = 4 * 1024 * 1024

export function createStreams(services: Pick<Services, 'conversations' | 'changes' | 'typing' | 'now' | 'log'>): Streams {
  const peers = new Map<string, Set<Peer>>()
  const of = (conversation: string) => [...(peers.get(conversation) ?? [])]

  const deaf = services.changes.listen((id, conversation) => {
    for (const peer of of(id)) deliver(peer, conversation)
  })
  const mute = services.typing.listen(({ conversation, from }) => {
    if (from.who !== 'citizen') tell(conversation, { type: 'typing', from: fromOf(from, '') })
  })
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
      services.conversations.read(conv).then(
        stored => deliver(peer, stored?.value),
        () => socket.terminate(), // they come again with their watermark
      )
    },
    tell,
    count: () => [...peers.values()].reduce((sum, mine) => sum + mine.size, 0),
    close() {
      deaf()
      mute()
      clearInterval(pings)
      for (const mine of peers.values()) for (const { socket } of mine) socket.close(1001)
    },
  }

  function tell(conversation: string, activity: Record<string, unknown>) {
    for (const peer of of(conversation)) send(peer, { activities: [{ ...moment(conversation), ...activity }] })
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

import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { mayEnter } from '../origins.ts'
import type { Services } from '../services.ts'
import type { Streams } from './streams.ts'
import type { Tokens } from './tokens.ts'
import { watermarkOf } from './watermark.ts'

/** Opens a citizen's socket: `GET /v3/directline/conversations/{id}/stream?t=ticket&watermark=n`. Foreign pages and bad tickets get 403. */
export function createStreamDoor(services: Services, tokens: Tokens, streams: Streams) {
  // Clients send empty frames to stay alive and nothing else; what comes is not read.
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 16 * 1024, perMessageDeflate: false })

  return {
    /** Whether this upgrade was for us; then it is dealt with. */
    upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): boolean {
      const [path = '', query = ''] = (req.url ?? '').split('?')
      const id = /^\/v3\/directline\/conversations\/([\w-]+)\/stream$/.exec(path)?.[1]
      if (id === undefined) return false
      const parameters = new URLSearchParams(query)
      const ticket = tokens.readTicket(parameters.get('t') ?? '')
      if (ticket?.conv !== id || !mayEnter(req.headers, services.config)) {
        refuseUpgrade(socket, 403)
        return true
      }
      sockets.handleUpgrade(req, socket, head, open => streams.open(open, ticket, watermarkOf(parameters.get('watermark'))))
      return true
    },
    close: () => sockets.close(),
  }
}

export function refuseUpgrade(socket: Duplex, status: keyof typeof reasons): void {
  socket.on('error', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status} ${reasons[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

const reasons = { 403: 'Forbidden', 404: 'Not Found', 503: 'Service Unavailable' }

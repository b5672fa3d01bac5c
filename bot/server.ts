import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import restify, { type Request, type Response, type Server } from 'restify'
import { refuse } from './answer.ts'
import { createBot } from './bot.ts'
import { attachDeskSocket } from './deskSocket.ts'
import { createFlood } from './flood.ts'
import { Refusal } from './refusal.ts'
import { deskRoutes } from './routes/desk.ts'
import { directLineRoutes } from './routes/directLine.ts'
import { healthRoutes } from './routes/health.ts'
import { pageRoutes } from './routes/pages.ts'
import type { Services } from './services.ts'
import { createStreamDoor, refuseUpgrade } from './streamDoor.ts'
import { createStreams } from './streams.ts'
import { createTokens } from './tokens.ts'

/** The server of these services, not yet listening: `server.listen(port)`. `close` tells clients to come back, and ends when all is answered. */
export function createServer(services: Services): { server: Server; close(): Promise<void> } {
  // restify's own log would name routes and errors with what was in them.
  const server = restify.createServer({
    name: '',
    log: services.log.child({}, { level: 'silent' }) as never,
    handleUncaughtExceptions: false,
  })
  const tokens = createTokens(services.masterKey, services.now)
  const streams = createStreams(services)
  const streamDoor = createStreamDoor(services, tokens, streams)
  const bot = createBot(services)

  directLineRoutes(server, services, { tokens, streams, flood: createFlood(), receive: bot.receive })
  deskRoutes(server, services)
  const deskSocket = attachDeskSocket(server.server, services)
  healthRoutes(server, services, streams)
  pageRoutes(server, services)
  calmErrors(server, services)
  countRequests(server, services)
  limitPatience(server)

  server.server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (streamDoor.upgrade(req, socket, head) || req.url?.startsWith('/desk/socket')) return
    refuseUpgrade(socket, 404)
  })

  return {
    server,
    async close() {
      streams.close()
      streamDoor.close()
      deskSocket.close()
      bot.close()
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      server.server.closeIdleConnections()
      setTimeout(() => server.server.closeAllConnections(), 3000).unref()
      await closed
    },
  }
}

/** What no route took, and what a route threw past its edge. */
function calmErrors(server: Server, services: Services): void {
  const meant: Record<number, Refusal> = { 404: new Refusal(404, 'NotFound'), 405: new Refusal(405, 'MethodNotAllowed') }
  server.on('restifyError', (req: Request, res: Response, error: { statusCode?: number }, done: () => void) => {
    const { statusCode = 500 } = error
    refuse(services, req, res, meant[statusCode] ?? (statusCode < 500 ? new Refusal(400, 'BadArgument') : error))
    done()
  })
  server.on('clientError', (_error: Error, socket: Duplex) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
  })
}

/** Which route, how it went and how long it took: the route's pattern, not the path with its ids. */
function countRequests(server: Server, { log }: Services): void {
  server.on('after', (req: Request, res: Response, route: { path?: string } | undefined) => {
    log.debug({ method: req.method, route: String(route?.path ?? 'none'), status: res.statusCode, ms: Date.now() - req.time() }, 'answered')
  })
}

/** Nobody holds a connection by sending slowly. */
function limitPatience({ server }: Server): void {
  server.headersTimeout = 10_000
  server.requestTimeout = 30_000
  server.keepAliveTimeout = 65_000 // longer than proxies keep theirs, so that it is the proxy that closes
  server.maxHeadersCount = 100
}

import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import restify, { type Request, type Response, type Server } from 'restify'
import { refuse } from './answer.ts'
import { createBot } from './bot.ts'
import { attachDeskSocket, isDeskSocket } from './deskSocket.ts'
import { createStreamDoor, refuseUpgrade } from './directLine/streamDoor.ts'
import { createStreams } from './directLine/streams.ts'
import { createTokens } from './directLine/tokens.ts'
import { createFlood } from './flood.ts'
import { kindOf } from './kindOf.ts'
import { countRequest } from './metrics/requests.ts'
import { countTurns } from './metrics/turns.ts'
import { Refusal } from './refusal.ts'
import { coordinatorRoutes } from './routes/coordinator.ts'
import { courseRoutes } from './routes/course.ts'
import { crossOrigin } from './routes/crossOrigin.ts'
import { deskRoutes } from './routes/desk.ts'
import { directLinePath, directLineRoutes } from './routes/directLine.ts'
import { firstStepRoutes } from './routes/firstStep.ts'
import { healthRoutes } from './routes/health.ts'
import { hubRoutes } from './routes/hub.ts'
import { metricsRoutes } from './routes/metrics.ts'
import { pageRoutes } from './routes/pages.ts'
import { seatRoutes } from './routes/seats.ts'
import { teamsRoutes } from './routes/teams.ts'
import type { Services } from './services.ts'
import type { Teams } from './teams/teams.ts'

/**
 * The server of these services, not yet listening: `server.listen(port)`. `leave` tells everyone who is connected to come back, to another node if
 * there is one; what is asked is answered still. `close` ends when all is answered.
 */
export function createServer(services: Services): { server: Server; leave(): void; close(): Promise<void> } {
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
  const teams = openTeams(services)

  refuseWhileAway(server, services)
  directLineRoutes(server, services, { tokens, streams, flood: createFlood(), receive: countTurns(bot.receive, services.metrics) })
  deskRoutes(server, services)
  coordinatorRoutes(server, services)
  if (teams) teamsRoutes(server, services, teams)
  const deskSocket = attachDeskSocket(server.server, services)
  hubRoutes(server, services)
  healthRoutes(server, services)
  metricsRoutes(server, services, { citizens: streams.count, desk: deskSocket.count })
  pageRoutes(server, services)
  courseRoutes(server, services)
  firstStepRoutes(server, services)
  seatRoutes(server, services)
  calmErrors(server, services)
  countRequests(server, services)
  limitPatience(server)

  server.server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Until somebody has taken it, nobody else hears that it broke, and an error nobody hears ends the process.
    socket.on('error', () => socket.destroy())
    if (services.readiness.isLeaving()) return refuseUpgrade(socket, 503)
    if (streamDoor.upgrade(req, socket, head) || isDeskSocket(req)) return
    refuseUpgrade(socket, 404)
  })

  let left = false
  return {
    server,
    leave,
    async close() {
      leave()
      bot.close()
      await teams?.then(({ close }) => close()).catch(() => undefined) // that it could not be opened was said
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      server.server.closeIdleConnections()
      setTimeout(() => server.server.closeAllConnections(), 3000).unref()
      await closed
    },
  }

  function leave(): void {
    if (left) return
    left = true
    services.readiness.leave()
    streams.close()
    streamDoor.close()
    deskSocket.close()
  }
}

/** Loaded only where it is on: Microsoft's SDK for it weighs more than all the rest. */
function openTeams(services: Services): Promise<Teams> | undefined {
  const { teams: settings } = services.config
  if (settings === undefined) return undefined
  const teams = import('./teams/teams.ts').then(module => module.openTeams(services, settings))
  teams.catch(error => services.log.error({ kind: kindOf(error) }, 'Teams could not be opened'))
  return teams
}

/** While the store has been away for some time nobody is kept waiting for it; and whoever asks a node that leaves asks another next time. */
function refuseWhileAway(server: Server, services: Services): void {
  server.pre((req: Request, res: Response, next: (go?: false) => void) => {
    if (services.readiness.isLeaving()) res.setHeader('Connection', 'close')
    const needsStore = req.method !== 'OPTIONS' && /^\/(v3\/directline\/|desk\/api\/|api\/messages)/.test(req.url ?? '')
    if (!needsStore || !services.readiness.away()) return next()
    try {
      if (req.url?.startsWith(directLinePath)) crossOrigin(req, res, services.config)
      throw new Refusal(503, 'NotKept')
    } catch (error) {
      refuse(services, req, res, error)
      next(false)
    }
  })
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
function countRequests(server: Server, { log, metrics }: Services): void {
  server.on('after', (req: Request, res: Response, found: { path?: string } | undefined) => {
    const route = String(found?.path ?? 'none')
    const milliseconds = Date.now() - req.time()
    log.debug({ method: req.method, route, status: res.statusCode, ms: milliseconds }, 'answered')
    countRequest(metrics, { method: req.method, route, status: res.statusCode, milliseconds })
  })
}

/** Nobody holds a connection by sending slowly. */
function limitPatience({ server }: Server): void {
  server.headersTimeout = 10_000
  server.requestTimeout = 30_000
  server.keepAliveTimeout = 65_000 // longer than proxies keep theirs, so that it is the proxy that closes
  server.maxHeadersCount = 100
}

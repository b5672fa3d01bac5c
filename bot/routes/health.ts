import type { Request, Server } from 'restify'
import { answer, edge } from '../answer.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import type { Streams } from '../streams.ts'

/** For those who watch over the server: it lives, it can serve, and a few counts. Nothing about anyone. */
export function healthRoutes(server: Server, services: Services, streams: Streams): void {
  server.get(
    '/healthz',
    edge(services, async (_req, res) => answer(res, 200, { status: 'ok' })),
  )
  server.get(
    '/readyz',
    edge(services, async (_req, res) => {
      await services.store.read('readiness/probe') // whether the store answers at all
      answer(res, 200, { status: 'ready', offers: services.registry.offers.length })
    }),
  )
  server.get(
    '/metrics',
    edge(services, async (req, res) => {
      if (cameThroughProxy(req)) throw new Refusal(404, 'NotFound')
      const lines = Object.entries({
        brobygger_streams: streams.count(),
        brobygger_waiting: services.desk.board.queue().length,
        brobygger_with_counsellor: services.desk.board.held().length,
        brobygger_memory_bytes: process.memoryUsage.rss(),
        brobygger_uptime_seconds: Math.round(process.uptime()),
      }).map(([name, value]) => `# TYPE ${name} gauge\n${name} ${value}\n`)
      res.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4', 'Cache-Control': 'no-store' })
      res.end(lines.join(''))
    }),
  )
}

/** Counts are for those who run the server, not for the world outside. */
const cameThroughProxy = ({ headers }: Request) => headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined

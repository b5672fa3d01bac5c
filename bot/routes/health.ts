import type { Server } from 'restify'
import { answer, edge } from '../answer.ts'
import type { Services } from '../services.ts'

/** For those who watch over the server: it lives, whatever else is away; and it can serve, or what is missing. */
export function healthRoutes(server: Server, services: Services): void {
  server.get(
    '/healthz',
    edge(services, async (_req, res) => answer(res, 200, { status: 'ok' })),
  )
  server.get(
    '/readyz',
    edge(services, async (_req, res) => {
      const missing = await services.readiness.missing()
      if (missing.length > 0) answer(res, 503, { status: 'not ready', missing })
      else answer(res, 200, { status: 'ready', offers: services.registry.offers.length })
    }),
  )
}

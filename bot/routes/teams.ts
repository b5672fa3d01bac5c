import type { Server } from 'restify'
import { answer, edge } from '../answer.ts'
import type { Services } from '../services.ts'
import { NotLetIn } from '../teams/notLetIn.ts'
import type { Teams } from '../teams/teams.ts'

/** Where Microsoft's Bot Framework posts what people do in Teams. Whoever is not let in hears no reason. */
export function teamsRoutes(server: Server, services: Services, teams: Promise<Teams>): void {
  server.post(
    '/api/messages',
    edge(services, async (req, res) => {
      try {
        const { status, body } = await (await teams).receive(req)
        answer(res, status, body ?? {})
      } catch (error) {
        if (!(error instanceof NotLetIn)) throw error
        services.log.debug({ reason: error.reason }, 'not let in')
        services.metrics.teamsRefused.inc({ reason: error.reason })
        req.resume()
        res.sendRaw(error.status, '', { 'Cache-Control': 'no-store' })
      }
    }),
  )
}

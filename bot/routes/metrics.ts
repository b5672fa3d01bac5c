import type { Request, Server } from 'restify'
import { edge } from '../answer.ts'
import type { Sample } from '../metrics/metrics.ts'
import { processMetrics } from '../metrics/process.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'

const levels = ['acute', 'concern', 'none'] as const

/** `GET /metrics` for Prometheus. Counts are for those who run the server: what came through a proxy gets 404. */
export function metricsRoutes(server: Server, services: Services, sockets: { citizens(): number; desk(): number }): void {
  const { metrics, desk, now } = services
  const queue = () => desk.board.queue()
  const ofEach = (read: (level: (typeof levels)[number]) => number) =>
    levels.map((urgency): Sample<'urgency'> => [read(urgency), { urgency }])

  metrics.waiting.from(() => ofEach(level => queue().filter(({ urgency }) => urgency === level).length))
  metrics.longestWaiting.from(() =>
    ofEach(level => {
      const since = queue().flatMap(waiting => (waiting.urgency === level ? [Date.parse(waiting.since)] : []))
      return since.length === 0 ? 0 : Math.max(0, (now().getTime() - Math.min(...since)) / 1000)
    }),
  )
  metrics.withCounsellor.from(() => [[desk.board.held().length]])
  metrics.counsellors.from(() => {
    const here = desk.presence.all()
    return ['available', 'busy', 'away'].map(one => [here.filter(({ presence }) => presence === one).length, { presence: one }])
  })
  metrics.sockets.from(() => [
    [sockets.citizens(), { whose: 'citizen' }],
    [sockets.desk(), { whose: 'counsellor' }],
  ])

  server.get(
    '/metrics',
    edge(services, async (req, res) => {
      if (cameThroughProxy(req)) throw new Refusal(404, 'NotFound')
      const text = `${await metrics.text()}\n${await processMetrics()}`
      res.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8', 'Cache-Control': 'no-store' })
      res.end(text)
    }),
  )
}

const cameThroughProxy = ({ headers }: Request) => headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined

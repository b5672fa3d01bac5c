import { once } from 'node:events'
import { createServer } from 'node:http'
import { Webhook } from 'standardwebhooks'
import { patience } from '../until.ts'

export const hubSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwC2gq7vKk3nE='

export interface Received {
  id: string
  type: string
  name?: string
  text?: string
  from?: { role: string }
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects to be there
  value: any
}

/**
 * An agent hub as another maker would build it: a real HTTP server that checks and makes signatures with the reference library of Standard Webhooks,
 * and knows nothing of Brobygger but docs/handoff.md.
 */
export async function openAgentHub() {
  const webhook = new Webhook(hubSecret)
  /** Each message once, by its id, in the order it came first. */
  const received: Received[] = []
  const deliveries: string[] = []
  const waiting = new Set<() => void>()
  let answers: number | 'hangUp' | 'takes' = 200
  let forged = 0

  const server = createServer(async (req, res) => {
    let body = ''
    for await (const chunk of req) body += chunk
    try {
      webhook.verify(body, req.headers as Record<string, string>) // the three it looks at are single
    } catch {
      forged++
      res.statusCode = 403
      res.end()
      return
    }
    const id = String(req.headers['webhook-id'])
    deliveries.push(id)
    if (answers === 'hangUp') return void req.socket.destroy()
    if ((answers === 200 || answers === 'takes') && !received.some(one => one.id === id)) received.push(JSON.parse(body))
    if (answers !== 'takes') {
      res.statusCode = answers
      res.end()
    }
    for (const look of [...waiting]) look()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0

  return {
    url: `http://127.0.0.1:${port}/brobygger`,
    received,
    deliveries,
    forged: () => forged,
    /** From now on it answers so; `hangUp`: nothing, and it has taken nothing; `takes`: it has what it was sent, and does not come to say so. */
    answer(how: typeof answers) {
      answers = how
    },
    /** The first that fits, among those that came and those to come. */
    next: (fits: (one: Received) => boolean) =>
      new Promise<Received>((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error(`never came; there were: ${received.map(({ name, text }) => name ?? text).join(' | ')}`)),
          patience,
        )
        const look = () => {
          const found = received.find(fits)
          if (!found) return
          clearTimeout(late)
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      }),
    /** Posts an event to Brobygger, signed. */
    async tell(to: string, event: object, changed: { secret?: string; at?: Date; headers?: Record<string, string> } = {}) {
      const body = JSON.stringify(event)
      const [id, at] = [`msg_${deliveries.length}_${Math.random().toString(36).slice(2)}`, changed.at ?? new Date()]
      const signature = new Webhook(changed.secret ?? hubSecret).sign(id, at, body)
      const headers = {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': signature,
        ...changed.headers,
      }
      const response = await fetch(`${to}/hub/events`, { method: 'POST', headers, body })
      return { status: response.status, body: await response.json().catch(() => ({})) }
    },
    close: () =>
      new Promise<void>(resolve => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

import { Agent, type IncomingMessage, request as overHttp } from 'node:http'
import { request as overHttps, Agent as SecureAgent } from 'node:https'
import { text } from 'node:stream/consumers'
import type { ConnectorClient } from 'botframework-connector'
import { isOurs } from './fence.ts'
import type { TeamsSettings } from './settings.ts'
import { Undelivered } from './undelivered.ts'

type HttpClient = NonNullable<NonNullable<ConstructorParameters<typeof ConnectorClient>[1]>['httpClient']>

/** Milliseconds for one request. */
const patience = 20_000
const agents = { maxSockets: 32, keepAlive: true }

/**
 * How the SDK's connector client reaches Teams: to hosts on the list only, no redirect followed, and what goes wrong is thrown at once as Undelivered,
 * since the SDK's own pipeline would try again by itself, without the outbox knowing.
 */
export function createTransport(settings: Pick<TeamsSettings, 'cloud' | 'connector'>): HttpClient & { close(): void } {
  const plain = new Agent(agents)
  const secure = new SecureAgent(agents)

  return {
    async sendRequest(request) {
      if (!isOurs(request.url, settings)) throw new Undelivered(403)
      const headers = request.headers.toJson({ preserveCase: true })
      const response = await exchange(request.url, request.method, headers, typeof request.body === 'string' ? request.body : undefined)
      const { statusCode = 0 } = response
      const bodyAsText = await text(response).catch(() => '')
      if (statusCode < 200 || statusCode >= 300) throw new Undelivered(statusCode, waitAsked(response))
      return { request, status: statusCode, bodyAsText, headers: request.headers.clone() } // nobody reads the answer's headers
    },
    close() {
      plain.destroy()
      secure.destroy()
    },
  }

  function exchange(url: string, method: string, headers: Record<string, string>, body: string | undefined): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const given = { method, headers: { ...headers, ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }) } }
      const sent = url.startsWith('https:')
        ? overHttps(url, { ...given, agent: secure }, resolve)
        : overHttp(url, { ...given, agent: plain }, resolve)
      sent.setTimeout(patience, () => sent.destroy())
      sent.on('error', () => reject(new Undelivered(undefined)))
      sent.end(body)
    })
  }
}

/** Retry-After in seconds or as a date. */
function waitAsked({ headers }: IncomingMessage): number | undefined {
  const asked = headers['retry-after']
  if (asked === undefined) return undefined
  const milliseconds = /^\d+(\.\d+)?$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - Date.now()
  return Number.isFinite(milliseconds) && milliseconds > 0 ? milliseconds : undefined
}

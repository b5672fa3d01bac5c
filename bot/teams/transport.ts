import { Agent, type IncomingMessage, request as overHttp } from 'node:http'
import { request as overHttps, Agent as SecureAgent } from 'node:https'
import type { ConnectorClient } from 'botframework-connector'
import { isOurs } from './fence.ts'
import type { TeamsSettings } from './settings.ts'
import { Undelivered } from './undelivered.ts'

type HttpClient = NonNullable<NonNullable<ConstructorParameters<typeof ConnectorClient>[1]>['httpClient']>

/** Milliseconds for one request. */
const patience = 20_000
const agents = { maxSockets: 32, keepAlive: true }

interface Asked {
  url: string
  method: string
  headers: Record<string, string>
  body?: string | undefined
}

/**
 * How Teams is reached: hosts on the list only, no redirect followed, and what goes wrong is thrown at once as Undelivered. For the SDK too, whose own
 * pipeline would try again by itself, without the outbox knowing.
 */
export interface Transport extends HttpClient {
  /** The answer's text. Throws Undelivered. */
  ask(asked: Asked): Promise<string>
  close(): void
}

export function createTransport(settings: Pick<TeamsSettings, 'cloud' | 'connector'>): Transport {
  const plain = new Agent(agents)
  const secure = new SecureAgent(agents)

  return {
    ask,

    async sendRequest(request) {
      const { url, method, body } = request
      const headers = request.headers.toJson({ preserveCase: true })
      const bodyAsText = await ask({ url, method, headers, body: typeof body === 'string' ? body : undefined })
      return { request, status: 200, bodyAsText, headers: request.headers.clone() } // nobody reads the answer's headers
    },
    close() {
      plain.destroy()
      secure.destroy()
    },
  }

  async function ask(asked: Asked): Promise<string> {
    if (!isOurs(asked.url, settings)) throw new Undelivered(403)
    const response = await exchange(asked)
    const { statusCode = 0 } = response
    const text = await textOf(response)
    if (statusCode < 200 || statusCode >= 300) throw new Undelivered(statusCode, waitAsked(response))
    return text
  }

  function exchange({ url, method, headers, body }: Asked): Promise<IncomingMessage> {
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

/** Nothing where it breaks off: the status has come, and says what became of it. */
const textOf = (response: IncomingMessage): Promise<string> =>
  new Promise(resolve => {
    let text = ''
    response.setEncoding('utf8')
    response.on('data', part => {
      text += part
    })
    response.once('end', () => resolve(text))
    response.once('error', () => resolve(''))
  })

/** Retry-After in seconds or as a date. */
function waitAsked({ headers }: IncomingMessage): number | undefined {
  const asked = headers['retry-after']
  if (asked === undefined) return undefined
  const milliseconds = /^\d+(\.\d+)?$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - Date.now()
  return Number.isFinite(milliseconds) && milliseconds > 0 ? milliseconds : undefined
}

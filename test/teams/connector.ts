import { createPrivateKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { type JWTPayload, SignJWT } from 'jose'
import { pause } from '../until.ts'

/**
 * A Bot Connector as Teams has it, on loopback: OpenID metadata and keys of its own, the sign-in page where a bot gets its token, and the calls with
 * which a bot sends, changes and takes away. What it sends to a bot is signed; so the SDK's true authentication and connector paths run against it.
 */
export interface Connector {
  url: string
  appId: string
  tenant: string
  /** The settings of a bot that listens to this connector. */
  environment: Record<string, string>
  /** What a bot did, in the order in which it was taken. */
  taken: Call[]
  /** Everything that reached us, refused or not. */
  calls: Call[]
  /** Decides what goes wrong with a call; nothing: it is taken. */
  fault(decide: (call: Call, tries: number) => Fault | undefined): void
  /** A token as Bot Framework signs them. */
  token(claims?: JWTPayload, header?: Partial<TokenHeader>, key?: KeyObject | Uint8Array): Promise<string>
  keys: { endorsed: KeyObject; notEndorsed: KeyObject }
  publicKey: KeyObject
  serviceUrl: string
  /** Posts to the bot as Teams does. */
  deliver(bot: string, activity: object, token?: string): Promise<{ status: number; body: unknown }>
  /** Resolves as soon as it holds; asked again at each call. */
  until(holds: () => boolean): Promise<void>
  close(): Promise<void>
}

export interface TokenHeader {
  alg: string
  kid: string
  typ: string
  [other: string]: unknown
}

export interface Call {
  what: 'send' | 'update' | 'delete' | 'typing'
  conversation: string
  /** The id of the activity: given to it when it was sent, or the one that is changed. */
  id: string
  activity: Sent
  at: number
}

export interface Sent {
  type: string
  text?: string
  summary?: string
  textFormat?: string
  attachments?: { contentType: string; content: Record<string, unknown> }[]
  suggestedActions?: { to: string[]; actions: { type: string; title: string; value: string }[] }
  replyToId?: string
  name?: string
  [other: string]: unknown
}

export type Fault =
  | { status: number; retryAfter?: string; body?: unknown }
  /** Answers late. */
  | { slow: number }
  /** Takes it, and the line breaks before the answer. */
  | { cut: true }

export interface ConnectorOptions {
  appId?: string
  tenant?: string
  secret?: string
  port?: number
}

export async function openConnector({
  appId = 'b0b0b0b0-1111-4222-8333-444444444444',
  tenant = '7e4a27ed-0000-4000-8000-00000000da00',
  secret = 'hemmelig-paa-loopback',
  port = 0,
}: ConnectorOptions = {}): Promise<Connector> {
  const [endorsed, notEndorsed] = [pair(), pair()]
  const accessTokens = new Set<string>()
  const calls: Call[] = []
  const taken: Call[] = []
  const tries = new Map<string, number>()
  const news = new EventEmitter().setMaxListeners(0)
  let decide: (call: Call, tries: number) => Fault | undefined = () => undefined
  let issued = 0
  const server = createServer((req, res) => void answer(req, res).catch(() => res.destroy()))
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const serviceUrl = `${url}/emea/${tenant}/`

  const connector: Connector = {
    url,
    appId,
    tenant,
    environment: {
      MicrosoftAppId: appId,
      MicrosoftAppPassword: secret,
      MicrosoftAppTenantId: tenant,
      BROBYGGER_TEAMS_CONNECTOR: url,
      BROBYGGER_TEAMS_WEBSITE: 'https://www.kommune.example/hjaelp',
    },
    taken,
    calls,
    keys: { endorsed: endorsed.privateKey, notEndorsed: notEndorsed.privateKey },
    publicKey: endorsed.publicKey,
    serviceUrl,
    fault(how) {
      decide = how
      tries.clear()
    },
    token(claims = {}, header = {}, key = endorsed.privateKey) {
      const now = Math.floor(Date.now() / 1000)
      const payload = { serviceurl: serviceUrl, nbf: now - 5, exp: now + 3600, iss: 'https://api.botframework.com', aud: appId, ...claims }
      return new SignJWT(withoutAbsent(payload))
        .setProtectedHeader(withoutAbsent({ alg: 'RS256', kid: 'endorsed', typ: 'JWT', ...header }))
        .sign(key, { crit: { exp: true } })
    },
    async deliver(bot, activity, token) {
      const response = await fetch(`${bot}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${token ?? (await connector.token())}` },
        body: JSON.stringify(activity),
      })
      const said = await response.text()
      return { status: response.status, body: said === '' ? undefined : JSON.parse(said) }
    },
    until: holds =>
      new Promise(resolve => {
        const look = () => {
          if (!holds()) return
          news.off('news', look)
          resolve()
        }
        news.on('news', look)
        look()
      }),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return connector

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { pathname } = new URL(req.url ?? '/', url)
    const body = await text(req)
    if (pathname === '/.well-known/openidconfiguration') {
      return json(res, 200, {
        issuer: 'https://api.botframework.com',
        jwks_uri: `${url}/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
      })
    }
    if (pathname === '/keys') {
      const ofTeams = { ...endorsed.publicKey.export({ format: 'jwk' }), kid: 'endorsed', use: 'sig', endorsements: ['webchat', 'msteams'] }
      const ofOthers = { ...notEndorsed.publicKey.export({ format: 'jwk' }), kid: 'not-endorsed', use: 'sig', endorsements: ['webchat'] }
      const ofNobody = { ...notEndorsed.publicKey.export({ format: 'jwk' }), kid: 'without-endorsements', use: 'sig' }
      return json(res, 200, { keys: [ofTeams, ofOthers, ofNobody] })
    }
    if (pathname === `/login/${tenant}/oauth2/v2.0/token`) return signIn(new URLSearchParams(body), res)
    const found = /^\/emea\/[^/]+\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(pathname)
    if (!found) return json(res, 404, { error: { code: 'NotFound' } })
    if (!accessTokens.has(req.headers.authorization?.replace('Bearer ', '') ?? '')) return json(res, 401, {})
    return connect(req.method ?? '', decodeURIComponent(found[1] ?? ''), decodeURIComponent(found[2] ?? ''), body, res)
  }

  function signIn(form: URLSearchParams, res: ServerResponse) {
    const proven = form.get('client_secret') === secret || form.get('client_assertion') !== null
    if (form.get('client_id') !== appId || !proven || form.get('scope')?.startsWith('https://api.botframework.com/.default') !== true) {
      return json(res, 401, { error: 'invalid_client', error_description: 'AADSTS7000215' })
    }
    const token = randomUUID()
    accessTokens.add(token)
    return json(res, 200, { token_type: 'Bearer', expires_in: 3600, ext_expires_in: 3600, access_token: token })
  }

  async function connect(method: string, conversation: string, about: string, body: string, res: ServerResponse) {
    const activity: Sent = body === '' ? { type: 'none' } : JSON.parse(body)
    const what = method === 'DELETE' ? 'delete' : method === 'PUT' ? 'update' : activity.type === 'typing' ? 'typing' : 'send'
    const call: Call = { what, conversation, id: what === 'send' || what === 'typing' ? '' : about, activity, at: calls.length }
    const tried = tries.get(conversation + what + body) ?? 0
    tries.set(conversation + what + body, tried + 1)
    const fault = decide(call, tried)
    calls.push(call)
    if (fault && 'status' in fault) {
      if (fault.retryAfter !== undefined) res.setHeader('Retry-After', fault.retryAfter)
      json(res, fault.status, fault.body ?? { error: { code: 'Fault', message: '' } })
      return void news.emit('news')
    }
    // Teams' ids of activities are moments in milliseconds.
    if (call.id === '') call.id = String(1_700_000_000_000 + ++issued)
    taken.push(call)
    if (fault && 'slow' in fault) await pause(fault.slow)
    if (fault && 'cut' in fault) res.destroy()
    else json(res, method === 'POST' ? 201 : 200, what === 'delete' ? {} : { id: call.id })
    news.emit('news')
  }
}

const withoutAbsent = <O extends object>(given: O): O => JSON.parse(JSON.stringify(given))

function json(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'Content-Type': 'application/json' })
  res.end(JSON.stringify(body))
}

/** Made once for the process: a test wants keys, not their making. */
function pair() {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { publicKey, privateKey: createPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' })) }
}

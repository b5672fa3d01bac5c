import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { exportJWK, generateKeyPair } from 'jose'
import Provider from 'oidc-provider'
import { type House, openHouse } from '../bot/house.ts'

/** What the provider says of someone. */
export type Claims = Record<string, unknown>

/** A real identity provider on loopback. Whoever its sign-in page asks is `someone`; there is no password, that is its own matter. */
export interface IdentityProvider {
  issuer: string
  /** By their name for someone. */
  people: Map<string, Claims>
  someone: string
  /** Changes the ID token on its way out. */
  forge: ((idToken: string) => string | Promise<string>) | undefined
  /** Prompts of those who had to show who they are. */
  signedIn: number
  /** Answers nothing until `start`. */
  stop(): void
  start(): void
  close(): Promise<void>
}

const secret = 'kun til prøve, og lang nok til det'

/** The provider and a desk that uses it. */
export async function openBoth(environment: Record<string, string> = {}): Promise<{ idp: IdentityProvider; house: House }> {
  const { promise, resolve } = Promise.withResolvers<(req: IncomingMessage, res: ServerResponse) => void>()
  let down = false
  const server = createServer(async (req, res) => {
    if (down) return req.socket.destroy()
    ;(await promise)(req, res)
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  const issuer = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const house = await openHouse({
    BROBYGGER_OIDC_ISSUER: issuer,
    BROBYGGER_OIDC_CLIENT_ID: 'brobygger',
    BROBYGGER_OIDC_CLIENT_SECRET: encodeURIComponent(secret),
    BROBYGGER_OIDC_NAME: 'Kommunen',
    BROBYGGER_OIDC_ROLES: 'Raadgiver=counsellor,IT=admin',
    BROBYGGER_OIDC_MUNICIPALITY_CLAIM: 'municipality',
    BROBYGGER_OIDC_MUNICIPALITIES: '0779=skive,alle=*',
    BROBYGGER_OIDC_CONTACT: 'it@kommune.dk',
    ...environment,
  })
  const idp: IdentityProvider = {
    issuer,
    people: new Map([['maja-1', { given_name: 'Maja', email: 'maja@kommune.dk', roles: ['Raadgiver'], municipality: '0779' }]]),
    someone: 'maja-1',
    forge: undefined,
    signedIn: 0,
    stop() {
      down = true
      server.closeAllConnections()
    },
    start() {
      down = false
    },
    async close() {
      await house.close()
      server.closeAllConnections()
      await new Promise(closed => server.close(closed))
    },
  }
  resolve(await handlerOf(idp, house.url))
  return { idp, house }
}

async function handlerOf(idp: IdentityProvider, desk: string) {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const provider = new Provider(idp.issuer, {
    clients: [
      {
        client_id: 'brobygger',
        client_secret: encodeURIComponent(secret),
        token_endpoint_auth_method: 'client_secret_post',
        redirect_uris: [`${desk}/desk/oidc/callback`],
        post_logout_redirect_uris: [`${desk}/desk`],
        backchannel_logout_uri: `${desk}/desk/oidc/back-channel-logout`,
        backchannel_logout_session_required: true,
        require_auth_time: true,
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'its-own' }] },
    cookies: { keys: ['kun til prøve'] },
    claims: { openid: ['sub'], profile: ['given_name', 'name', 'roles', 'municipality'], email: ['email'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true }, backchannelLogout: { enabled: true } },
    interactions: { url: () => '/interaction' },
    findAccount: (_context: unknown, sub: string) => ({ accountId: sub, claims: () => ({ sub, ...idp.people.get(sub) }) }),
    // Nobody is asked whether the desk may know who they are: their employer has said so.
    async loadExistingGrant({
      oidc,
    }: {
      oidc: { provider: { Grant: new (of: unknown) => Grant }; session: { accountId: string }; client: { clientId: string } }
    }) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
      grant.addOIDCScope('openid profile email')
      await grant.save()
      return grant
    },
    // Its own way out refuses addresses of this machine, and the desk stands there.
    fetch: (url: string, { dispatcher: _, ...options }: RequestInit & { dispatcher?: unknown }) => fetch(url, options),
  })
  provider.use(async (context, next) => {
    await next()
    if (context.path === '/token' && idp.forge && typeof context.body?.id_token === 'string') {
      context.body = { ...context.body, id_token: await idp.forge(context.body.id_token) }
    }
  })
  const ordinary = provider.callback()
  return (req: IncomingMessage, res: ServerResponse) => {
    if (!req.url?.startsWith('/interaction')) return ordinary(req, res)
    idp.signedIn++
    void provider.interactionFinished(req, res, { login: { accountId: idp.someone } })
  }
}

interface Grant {
  addOIDCScope(scope: string): void
  save(): Promise<string>
}

/** As much of a browser as it takes: cookies of each site, redirects one at a time. */
export function createBrowser() {
  const jars = new Map<string, Map<string, string>>()
  const jarOf = (url: string) => {
    const { origin } = new URL(url)
    const jar = jars.get(origin) ?? new Map<string, string>()
    jars.set(origin, jar)
    return jar
  }
  const browser = {
    cookie: (url: string) => [...jarOf(url)].map(([name, value]) => `${name}=${value}`).join('; '),
    forgetCookies: (url: string) => void jars.delete(new URL(url).origin),
    async ask(url: string, options: RequestInit = {}): Promise<Response> {
      const response = await fetch(url, { ...options, redirect: 'manual', headers: { ...options.headers, cookie: browser.cookie(url) } })
      for (const line of response.headers.getSetCookie()) {
        const [pair = ''] = line.split(';')
        const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
        if (/max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) jarOf(url).delete(name)
        else jarOf(url).set(name, value)
      }
      return response
    },
    /** Follows redirects until a page stands there, or until the next address fits `until`. Returns the last address. */
    async go(url: string, until?: (next: string) => boolean): Promise<string> {
      for (let hops = 0; hops < 12; hops++) {
        const response = await browser.ask(url)
        const next = response.headers.get('location')
        if (next === null) return url
        url = new URL(next, url).href
        if (until?.(url)) return url
      }
      throw new Error(`no end of redirects: ${url}`)
    },
  }
  return browser
}

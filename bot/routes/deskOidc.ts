import type { Request, Response, Server } from 'restify'
import { closeAccount, renewAccount, subjectOf } from '../../desk/providerAccounts.ts'
import { hashOf } from '../../desk/tokens.ts'
import { answer, edge } from '../answer.ts'
import { readText } from '../body.ts'
import { giveToken, tokenOf } from '../deskGate.ts'
import { kindOf } from '../kindOf.ts'
import { createFlowKeeper } from '../oidc/flow.ts'
import type { Provider } from '../oidc/oidc.ts'
import { personOf } from '../oidc/person.ts'
import { isSecure, publicHost } from '../origins.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'

/** Why a sign-in came to nothing, as the page words it. Nothing of what the provider said is passed on. */
type Why = 'failed' | 'away' | 'noRole'

/** Signing in at the identity provider, and being signed out by it. */
export function deskOidcRoutes(server: Server, services: Services): void {
  const { config, desk, store, audit, registry, now, log, provider, providerSessions } = services
  const { oidc } = config
  const flows = createFlowKeeper(services.masterKey, now)
  const parts = { store, audit, sessions: desk.sessions, now }

  server.get(
    '/desk/oidc/start',
    edge(services, async (req, res) => {
      const there = present()
      if (!there.ready()) return back(res, 'away')
      const old = tokenOf(req)
      // The cookie of a session that is over: the desk was locked, and whoever sits there now must show who they are.
      const anew = old !== undefined && (await desk.sessions.read(old, now())) === undefined
      const { url, flow } = await there.begin(`${originOf(req)}/desk/oidc/callback`, anew)
      flows.give(req, res, flow)
      go(res, url.href)
    }),
  )

  server.get(
    '/desk/oidc/callback',
    edge(services, async (req, res) => {
      const there = present()
      const flow = flows.take(req, res)
      if (!flow) return back(res, 'failed')
      const arrival = await there.finish(new URL(`${flow.redirectUri}${searchOf(req)}`), flow).catch(error => {
        log.warn({ kind: kindOf(error) }, 'a sign-in through the identity provider came to nothing')
      })
      if (!arrival) return back(res, 'failed')
      back(res, await enter(req, res, arrival, flow.anew))
    }),
  )

  server.post(
    '/desk/oidc/back-channel-logout',
    edge(services, async (req, res) => {
      const there = present()
      const token = new URLSearchParams(await readText(req)).get('logout_token') ?? ''
      const out = await there.readLogout(token).catch(error => {
        log.warn({ kind: kindOf(error) }, 'a sign-out that did not come from the identity provider')
      })
      if (!out) throw new Refusal(400, 'BadArgument')
      const subject = out.sub === undefined ? undefined : subjectOf(there.issuer, out.sub)
      if ((await providerSessions.end({ subject, sid: out.sid })) > 0) await audit.append({ who: { id: 'provider' }, did: 'signedOut' })
      answer(res, 200, {})
    }),
  )

  function present(): Provider & { issuer: string } {
    if (!provider || !oidc) throw new Refusal(404, 'NotFound')
    return { ...provider, issuer: oidc.issuer.href }
  }

  async function enter(
    req: Request,
    res: Response,
    { claims, idToken }: Awaited<ReturnType<Provider['finish']>>,
    anew: boolean,
  ): Promise<Why | 'in' | 'inAgain'> {
    if (!oidc) return 'failed'
    const subject = subjectOf(oidc.issuer.href, claims.sub)
    const known = registry.municipalities.map(({ id }) => id)
    const person = personOf(claims, oidc, known, config.municipality)
    if (!person) {
      await closeAccount(parts, subject)
      return 'noRole'
    }
    const account = await renewAccount(parts, subject, person)
    const old = tokenOf(req)
    if (old !== undefined) await desk.sessions.end(old)
    const token = await desk.sessions.open(account, now())
    const sid = typeof claims.sid === 'string' ? claims.sid : undefined
    await providerSessions.remember(hashOf(token), { subject, sid, idToken }, now())
    await audit.append({ who: account, did: 'signedIn' })
    giveToken(req, res, token)
    return anew ? 'inAgain' : 'in'
  }
}

function back(res: Response, why: Why | 'in' | 'inAgain'): void {
  go(res, why === 'in' ? '/desk' : `/desk#sign-in=${why}`)
}

function go(res: Response, location: string): void {
  res.writeHead(302, { Location: location, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' })
  res.end()
}

/** The desk's own address, as the browser knows it. It must stand at the provider, so a forged Host header leads nowhere. */
export const originOf = ({ headers }: Request) => `${isSecure(headers) ? 'https' : 'http'}://${publicHost(headers)}`

const searchOf = (req: Request) => new URL(req.url ?? '', 'http://desk').search

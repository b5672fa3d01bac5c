import type { Request, Response, Server } from 'restify'
import { z } from 'zod'
import { type Account, accountOf, tidyEmail } from '../../desk/accounts.ts'
import { passwordFits } from '../../desk/passwords.ts'
import { rightsOf } from '../../desk/roles.ts'
import { lookAtLink, spendLink } from '../../desk/signInLink.ts'
import { hashOf } from '../../desk/tokens.ts'
import type { Me } from '../../desk/wire.ts'
import { createSerial } from '../../store/serial.ts'
import { answer, edge } from '../answer.ts'
import { readJson } from '../body.ts'
import { fromOwnPage, giveToken, refused, signedIn, takeTokenBack, tokenOf } from '../deskGate.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import { originOf } from './deskOidc.ts'
import { code, useCode } from './deskSecondFactor.ts'

/** So many may wait for their password to be looked at; each look takes a third of a second. */
const mostWaiting = 20

/** Signing in and out, and the one-time links. A wrong address and a wrong password are answered alike, and as slowly. */
export function deskSignInRoutes(server: Server, services: Services): void {
  const { desk, store, audit, provider, providerSessions, config, now } = services
  const oneByOne = createSerial()
  let waiting = 0

  server.get(
    '/desk/api/me',
    edge(services, async (req, res) => {
      const who = await signedIn(req, services, 'beHere').catch(error => {
        if (error instanceof Refusal) return undefined
        throw error
      })
      answer(res, 200, who ? { me: meOf(who.account) } : {})
    }),
  )

  server.get(
    '/desk/api/sign-in',
    edge(services, async (_req, res) => {
      const { oidc, localSignIn } = config
      const contact = oidc?.contact
      answer(res, 200, { local: localSignIn, ...(oidc && { provider: oidc.name }), ...(contact !== undefined && { contact }) })
    }),
  )

  post('/sign-in', credentials, async (req, res, { email, password, code }) => {
    if (!config.localSignIn) throw refused()
    const signing = await patiently(() => oneByOne(tidyEmail(email), () => trySignIn(tidyEmail(email), password, code)))
    if ('why' in signing) return answer(res, 403, signing)
    await begin(req, res, signing.account)
  })

  post('/links/look', z.strictObject({ token }), async (_req, res, body) => {
    if (!config.localSignIn) throw refused()
    const link = await lookAtLink(store, body.token, now())
    if (!link) throw refused()
    answer(res, 200, link)
  })

  post('/links/use', linkChoice, async (req, res, { token: linkToken, ...chosen }) => {
    if (!config.localSignIn) throw refused()
    const spent = await patiently(() => oneByOne(linkToken, () => spendLink(store, linkToken, chosen, now())))
    if (spent === 'refused') throw refused()
    if (typeof spent === 'string') return answer(res, 400, { why: spent })
    await desk.sessions.endAll(spent.account.email)
    await begin(req, res, spent.account)
  })

  post('/sign-out', z.strictObject({}), async (req, res) => {
    const old = tokenOf(req)
    const who = old === undefined ? undefined : await desk.sessions.read(old, now())
    if (who) await audit.append({ who: who.account, did: 'signedOut' })
    if (old !== undefined) await desk.sessions.end(old)
    takeTokenBack(req, res)
    const idToken = old === undefined ? undefined : await providerSessions.takeIdToken(hashOf(old))
    // Out there too, or the next one at this computer gets in by one press.
    const goTo = idToken === undefined ? undefined : provider?.endSessionUrl(idToken, `${originOf(req)}/desk`)
    answer(res, 200, goTo ? { goTo: goTo.href } : {})
  })

  async function trySignIn(
    email: string,
    password: string,
    code: string | undefined,
  ): Promise<{ account: Account } | { why: 'wrong' | 'code' | 'wrongCode' | 'paused'; until?: string }> {
    const until = await desk.lockout.admit(email, now())
    if (until) return { why: 'paused', until: until.toISOString() }
    const account = (await accountOf(store, email))?.account
    if (!(await passwordFits(password, account?.password)) || !account) return { why: 'wrong' }
    if (account.secondFactor) {
      if (code === undefined) return { why: 'code' }
      if (!(await useCode(services, account, code))) return { why: 'wrongCode' }
    }
    await desk.lockout.succeeded(email)
    return { account }
  }

  async function begin(req: Request, res: Response, account: Account): Promise<void> {
    const old = tokenOf(req)
    if (old !== undefined) await desk.sessions.end(old)
    await audit.append({ who: account, did: 'signedIn' })
    giveToken(req, res, await desk.sessions.open(account, now()))
    answer(res, 200, { me: meOf(account) })
  }

  async function patiently<R>(task: () => Promise<R>): Promise<R> {
    if (waiting >= mostWaiting) throw new Refusal(503, 'TooMuchAtOnce')
    waiting++
    try {
      return await task()
    } finally {
      waiting--
    }
  }

  function post<T>(path: string, body: z.ZodType<T>, handle: (req: Request, res: Response, body: T) => Promise<void>) {
    server.post(
      `/desk/api${path}`,
      edge(services, async (req, res) => {
        fromOwnPage(req, services)
        const sent = body.safeParse((await readJson(req)) ?? {})
        if (!sent.success) throw new Refusal(400, 'BadArgument')
        await handle(req, res, sent.data)
      }),
    )
  }
}

/** What a page may know of whoever is signed in. */
export const meOf = ({ id, name = '', email, roles, municipalities, locale = 'da', subject, secondFactor }: Account): Me => ({
  id,
  name,
  email,
  roles,
  may: rightsOf({ roles }),
  ...(subject === undefined && { secondFactor: secondFactor ? 'on' : 'off' }),
  municipalities,
  locale,
})

const token = z.string().regex(/^[\w-]{43}$/)
const credentials = z.strictObject({ email: z.string().max(200), password: z.string().max(200), code: code.optional() })
const linkChoice = z.strictObject({
  token,
  email: z.string().max(200).optional(),
  name: z.string().trim().min(2).max(80),
  password: z.string().max(200),
})

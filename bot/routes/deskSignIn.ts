import type { Request, Response, Server } from 'restify'
import { z } from 'zod'
import { type Account, accountOf, tidyEmail } from '../../desk/accounts.ts'
import { passwordFits } from '../../desk/passwords.ts'
import { lookAtLink, spendLink } from '../../desk/signInLink.ts'
import type { Me } from '../../desk/wire.ts'
import { createSerial } from '../../store/serial.ts'
import { answer, edge } from '../answer.ts'
import { readJson } from '../body.ts'
import { fromOwnPage, giveToken, refused, signedIn, takeTokenBack, tokenOf } from '../deskGate.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'

/** So many may wait for their password to be looked at; each look takes a third of a second. */
const mostWaiting = 20

/** Signing in and out, and the one-time links. A wrong address and a wrong password are answered alike, and as slowly. */
export function deskSignInRoutes(server: Server, services: Services): void {
  const { desk, store, now } = services
  const oneByOne = createSerial()
  let waiting = 0

  server.get(
    '/desk/api/me',
    edge(services, async (req, res) => {
      const who = await signedIn(req, services).catch(error => {
        if (error instanceof Refusal) return undefined
        throw error
      })
      answer(res, 200, who ? { me: meOf(who.account) } : {})
    }),
  )

  post('/sign-in', credentials, async (req, res, { email, password }) => {
    const signing = await patiently(() => oneByOne(tidyEmail(email), () => trySignIn(tidyEmail(email), password)))
    if ('why' in signing) return answer(res, 403, signing)
    await begin(req, res, signing.account)
  })

  post('/links/look', z.strictObject({ token }), async (_req, res, body) => {
    const link = await lookAtLink(store, body.token, now())
    if (!link) throw refused()
    answer(res, 200, link)
  })

  post('/links/use', linkChoice, async (req, res, { token: linkToken, ...chosen }) => {
    const spent = await patiently(() => oneByOne(linkToken, () => spendLink(store, linkToken, chosen, now())))
    if (spent === 'refused') throw refused()
    if (typeof spent === 'string') return answer(res, 400, { why: spent })
    await desk.sessions.endAll(spent.account.email)
    await begin(req, res, spent.account)
  })

  post('/sign-out', z.strictObject({}), async (req, res) => {
    const old = tokenOf(req)
    if (old !== undefined) await desk.sessions.end(old)
    takeTokenBack(req, res)
    answer(res, 200, {})
  })

  async function trySignIn(email: string, password: string): Promise<{ account: Account } | { why: 'wrong' | 'paused'; until?: string }> {
    const until = desk.lockout.lockedUntil(email, now())
    if (until) return { why: 'paused', until: until.toISOString() }
    const account = (await accountOf(store, email))?.account
    if (!(await passwordFits(password, account?.password)) || !account) {
      desk.lockout.failed(email, now())
      return { why: 'wrong' }
    }
    desk.lockout.succeeded(email)
    return { account }
  }

  async function begin(req: Request, res: Response, account: Account): Promise<void> {
    const old = tokenOf(req)
    if (old !== undefined) await desk.sessions.end(old)
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
export const meOf = ({ id, name = '', email, role, municipalities, locale = 'da' }: Account): Me => ({
  id,
  name,
  email,
  role,
  municipalities,
  locale,
})

const token = z.string().regex(/^[\w-]{43}$/)
const credentials = z.strictObject({ email: z.string().max(200), password: z.string().max(200) })
const linkChoice = z.strictObject({
  token,
  email: z.string().max(200).optional(),
  name: z.string().trim().min(2).max(80),
  password: z.string().max(200),
})

import type { Request, Response, Server } from 'restify'
import { z } from 'zod'
import { giveAccess, takeAccess } from '../../desk/access.ts'
import { type Account, accountKey, accountOf, allAccounts, isEmail, readAccount, writeAccount } from '../../desk/accounts.ts'
import type { Done } from '../../desk/audit.ts'
import { deskRoles, type Right, serves, servesAllOf } from '../../desk/roles.ts'
import { createOfferSearch } from '../../desk/searchOffers.ts'
import { conversationView } from '../../desk/view.ts'
import type { Change } from '../../dialogs/change.ts'
import type { Conversation } from '../../dialogs/conversation.ts'
import { say, seen, take } from '../../dialogs/handoff.ts'
import { close, giveBack } from '../../dialogs/wrapUp.ts'
import { answer, edge } from '../answer.ts'
import { readJson } from '../body.ts'
import { fromOwnPage, refused, type SignedIn, signedIn } from '../deskGate.ts'
import { createOnce } from '../once.ts'
import { isSecure, publicHost } from '../origins.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import { deskOidcRoutes } from './deskOidc.ts'
import { deskSecondFactorRoutes } from './deskSecondFactor.ts'
import { deskSignInRoutes, meOf } from './deskSignIn.ts'

/**
 * The desk's API, JSON under /desk/api. Who may not do something, for whatever reason, gets one and the same refusal. What is answered with 200 is
 * saved; a resend with the same clientId counts once.
 */
export function deskRoutes(server: Server, services: Services): void {
  const { conversations, context, desk, audit } = services
  const search = createOfferSearch(services.registry)
  const once = createOnce<unknown>()
  const access = { store: services.store, audit, sessions: desk.sessions, now: services.now }
  deskSignInRoutes(server, services)
  deskOidcRoutes(server, services)

  read('/offers', 'findOffers', async ({ account }, req) => {
    const { q = '', municipality = '' } = Object.fromEntries(new URL(req.url ?? '', 'http://desk').searchParams)
    if (!serves(account, municipality)) throw refused()
    return { offers: search(q, municipality, localeOf(account)) }
  })

  read('/conversations/:id', 'talk', async ({ account, session }, req) => {
    const found = await conversations.read(idOf(req))
    const view = found && viewFor(found.value, account)
    if (!view) throw refused()
    await audit.opened(session, { who: account, conversation: view.id, municipality: view.municipality })
    return { conversation: view }
  })

  read('/accounts', 'manageAccounts', async ({ account }) => {
    const accounts = (await allAccounts(services.store)).filter(one => servesAllOf(account, one))
    return { accounts: accounts.map(one => ({ ...meOf(one), signedInBefore: one.password !== undefined || one.subject !== undefined })) }
  })

  change('/accounts', 'manageAccounts', newAccount, async ({ account }, { email, roles, municipalities }, req) => {
    const there = services.registry.municipalities.map(({ id }) => id)
    if (!isEmail(email) || !municipalities.every(id => there.includes(id))) throw new Refusal(400, 'BadArgument')
    const known = (await accountOf(services.store, email))?.account
    if (!servesAllOf(account, { municipalities }) || (known && !servesAllOf(account, known))) throw refused()
    const baseUrl = `${isSecure(req.headers) ? 'https' : 'http'}://${publicHost(req.headers)}`
    return { link: await giveAccess(access, account, { email, roles, municipalities, baseUrl }) }
  })

  change('/accounts/remove', 'manageAccounts', whoseAccount, async ({ account }, { id }) => {
    const found = (await allAccounts(services.store)).find(one => one.id === id)
    if (!found || found.id === account.id || !servesAllOf(account, found)) throw refused()
    await takeAccess(access, account, found)
    return {}
  })

  deskSecondFactorRoutes(change, services)

  change('/me', 'beHere', aboutMe, async ({ account }, { locale }) => {
    const found = await readAccount(services.store, accountKey(account))
    if (!found) throw refused()
    await writeAccount(services.store, { ...found.account, locale }, found.etag)
    return { me: meOf({ ...found.account, locale }) }
  })

  change('/presence', 'talk', presenceChosen, async ({ account }, { presence }) => {
    desk.presence.choose(account.id, presence)
    return { presence: desk.presence.of(account.id) }
  })

  change('/take-next', 'talk', nothing, async who => {
    const passedOver = new Set<string>()
    const { account } = who
    const next = () => desk.board.next(municipality => serves(account, municipality), passedOver)
    for (let first = next(); first; first = next()) {
      passedOver.add(first.id) // whatever comes of it: another node may have been faster, and we have not heard of it yet
      const taken = await tryToTake(first.id, who)
      if (taken?.ok) return { conversation: viewFor(taken.conversation, account) }
    }
    return {}
  })

  change('/conversations/:id/take', 'talk', nothing, async (who, _body, req) => {
    const taken = await tryToTake(idOf(req), who)
    if (taken?.ok) return { conversation: viewFor(taken.conversation, who.account) }
    if (taken?.why === 'taken') return late('taken', taken.by)
    throw refused()
  })

  change('/conversations/:id/say', 'talk', words, ({ account }, said, req) =>
    act(req, account, conversation => {
      if (said.offerId !== undefined && !services.registry.offer(said.offerId)) throw new Refusal(400, 'BadArgument')
      return say(conversation, account, said.holderNumber, withoutAbsent(said), contextOf(conversation))
    }).then(result => (result.ok ? { number: lineOf(result.conversation, said.clientId) } : late(result.why))),
  )

  change('/conversations/:id/seen', 'talk', seenUpTo, ({ account }, { number }, req) =>
    act(req, account, conversation => seen(conversation, 'counsellor', number)).then(() => ({})),
  )

  change('/conversations/:id/give-back', 'talk', ending, ({ account }, { holderNumber, clientId }, req) =>
    onceFor(account, req, clientId, async () => {
      const result = await act(req, account, conversation => giveBack(conversation, account, holderNumber, contextOf(conversation)))
      if (!result.ok) return late(result.why)
      await wroteDown(account, 'gaveBack', result.conversation)
      return {}
    }),
  )

  change('/conversations/:id/close', 'talk', ending, ({ account }, { holderNumber, clientId }, req) =>
    onceFor(account, req, clientId, async () => {
      const result = await act(req, account, conversation => close(conversation, account, holderNumber, contextOf(conversation)))
      if (!result.ok) return late(result.why)
      await wroteDown(account, 'closed', result.conversation)
      return {}
    }),
  )

  change('/conversations/:id/erase', 'talk', ending, ({ account }, { clientId }, req) =>
    onceFor(account, req, clientId, async () => {
      const looked = await act(req, account, conversation => ({ ok: true, conversation }))
      if (looked.ok) await wroteDown(account, 'erased', looked.conversation) // before: afterwards nothing tells that it was there
      await conversations.forget(idOf(req))
      return {}
    }),
  )

  /** Takes a conversation that waits, where the counsellor serves its municipality. undefined: nothing there for them. */
  async function tryToTake(id: string, { account, session }: SignedIn): Promise<Change | undefined> {
    const taken = await conversations.change<Change | undefined>(id, conversation => {
      if (!serves(account, conversation.municipality) || account.name === undefined) return { result: undefined }
      const result = take(conversation, { id: account.id, name: account.name }, contextOf(conversation))
      return result.ok ? { value: result.conversation, result } : { result }
    })
    if (taken?.ok) await audit.took(session, { who: account, conversation: id, municipality: taken.conversation.municipality })
    return taken
  }

  async function wroteDown(account: Account, did: Done['did'], { id, municipality }: Conversation): Promise<void> {
    await audit.append({ who: account, did, conversation: id, municipality })
  }

  /** Changes a conversation that this counsellor has. Refuses where it is not theirs, as where there is none. */
  async function act(req: Request, account: Account, decide: (conversation: Conversation) => Change): Promise<Change> {
    const result = await conversations.change<Change | 'refused'>(idOf(req), conversation => {
      if (!viewFor(conversation, account)) return { result: 'refused' }
      const change = decide(conversation)
      return change.ok ? { value: change.conversation, result: change } : { result: change }
    })
    if (result === undefined || result === 'refused') throw refused()
    return result
  }

  function viewFor(conversation: Conversation, account: Account) {
    if (!serves(account, conversation.municipality)) return undefined
    return conversationView(conversation, { id: account.id, locale: localeOf(account) }, contextOf(conversation))
  }

  function contextOf({ municipality, id }: Conversation) {
    return context(municipality, id)
  }

  function onceFor(account: Account, req: Request, clientId: string, task: () => Promise<unknown>) {
    return once(`${account.id} ${req.url} ${clientId}`, task)
  }

  function read(path: string, right: Right, handle: (who: SignedIn, req: Request) => Promise<unknown>) {
    server.get(
      `/desk/api${path}`,
      edge(services, async (req: Request, res: Response) => {
        answer(res, 200, await handle(await signedIn(req, services, right), req))
      }),
    )
  }

  function change<T>(path: string, right: Right, body: z.ZodType<T>, handle: (who: SignedIn, body: T, req: Request) => Promise<unknown>) {
    server.post(
      `/desk/api${path}`,
      edge(services, async (req: Request, res: Response) => {
        fromOwnPage(req, services)
        const who = await signedIn(req, services, right)
        const sent = body.safeParse((await readJson(req)) ?? {})
        if (!sent.success) throw new Refusal(400, 'BadArgument')
        // The page tells what is in sight by itself: that nobody has left the desk is not proved by it.
        if (!path.endsWith('/seen')) await desk.sessions.touch(who.token, services.now())
        const result = await handle(who, sent.data, req)
        answer(res, result instanceof Late ? 409 : 200, result)
      }),
    )
  }
}

/** An answer for someone who may, but came too late. */
class Late {
  readonly why: string
  readonly by: string | undefined
  constructor(why: string, by: string | undefined) {
    this.why = why
    this.by = by
  }
}
const late = (why: string, by?: string) => new Late(why, by)

const clientId = z.string().regex(/^[\w-]{8,64}$/)
const holderNumber = z.number().int().min(0)
const nothing = z.strictObject({ clientId: clientId.optional() })
const ending = z.strictObject({ clientId, holderNumber })
const seenUpTo = z.strictObject({ number: z.number().int().min(0) })
const words = z
  .strictObject({ clientId, holderNumber, text: z.string().trim().min(1).max(2000).optional(), offerId: z.string().max(100).optional() })
  .refine(({ text, offerId }) => text !== undefined || offerId !== undefined)
const whoseAccount = z.strictObject({ id: z.string().max(100) })
const presenceChosen = z.strictObject({ presence: z.enum(['available', 'busy', 'away']) })
const aboutMe = z.strictObject({ locale: z.enum(['da', 'en']) })
const newAccount = z.strictObject({
  email: z.string().max(200),
  roles: z.array(z.enum(deskRoles)).min(1).max(deskRoles.length).default(['counsellor']),
  municipalities: z.array(z.string().max(60)).max(100).default([]),
})

const idOf = (req: Request): string => {
  const id: unknown = req.params?.id
  if (typeof id !== 'string' || !/^[\w-]{1,100}$/.test(id)) throw refused()
  return id
}
const localeOf = ({ locale = 'da' }: Account) => locale
const lineOf = ({ log }: Conversation, sent: string) => log.find(line => line.clientId === sent && line.from.who === 'counsellor')?.number
const withoutAbsent = ({ text, offerId, clientId }: z.infer<typeof words>) => ({
  clientId,
  ...(text !== undefined && { text }),
  ...(offerId !== undefined && { offerId }),
})

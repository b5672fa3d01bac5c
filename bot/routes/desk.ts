import type { Request, Response, Server } from 'restify'
import { z } from 'zod'
import { type Account, accountOf, allAccounts, forgetAccount, isEmail, serves, tidyEmail, writeAccount } from '../../desk/accounts.ts'
import { createOfferSearch } from '../../desk/searchOffers.ts'
import { addCounsellor } from '../../desk/signInLink.ts'
import { conversationView } from '../../desk/view.ts'
import type { Conversation } from '../../dialogs/conversation.ts'
import { type Change, close, giveBack, say, seen, take } from '../../dialogs/handoff.ts'
import { answer, edge } from '../answer.ts'
import { readJson } from '../body.ts'
import { fromOwnPage, refused, type SignedIn, signedIn } from '../deskGate.ts'
import { logOpening } from '../logOpening.ts'
import { createOnce } from '../once.ts'
import { isSecure, publicHost } from '../origins.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import { deskSignInRoutes, meOf } from './deskSignIn.ts'

/**
 * The desk's API, JSON under /desk/api. Who may not do something, for whatever reason, gets one and the same refusal. What is answered with 200 is
 * saved; a resend with the same clientId counts once.
 */
export function deskRoutes(server: Server, services: Services): void {
  const { conversations, context, desk } = services
  const search = createOfferSearch(services.registry)
  const once = createOnce<unknown>()
  deskSignInRoutes(server, services)

  read('/offers', async ({ account }, req) => {
    const { q = '', municipality = '' } = Object.fromEntries(new URL(req.url ?? '', 'http://desk').searchParams)
    if (!serves(account, municipality)) throw refused()
    return { offers: search(q, municipality, localeOf(account)) }
  })

  read('/conversations/:id', async ({ account }, req) => {
    const found = await conversations.read(idOf(req))
    const view = found && viewFor(found.value, account)
    if (!view) throw refused()
    logOpening(services, account, idOf(req))
    return { conversation: view }
  })

  read('/accounts', async ({ account }) => {
    if (account.role !== 'admin') throw refused()
    const accounts = await allAccounts(services.store)
    return { accounts: accounts.map(one => ({ ...meOf(one), signedInBefore: one.password !== undefined })) }
  })

  change('/accounts', newAccount, async ({ account }, { email, role, municipalities }, req) => {
    if (account.role !== 'admin') throw refused()
    const known = services.registry.municipalities.map(({ id }) => id)
    if (!isEmail(email) || !municipalities.every(id => known.includes(id))) throw new Refusal(400, 'BadArgument')
    const baseUrl = `${isSecure(req.headers) ? 'https' : 'http'}://${publicHost(req.headers)}`
    return { link: await addCounsellor(services.store, email, role, { now: services.now(), baseUrl, municipalities }) }
  })

  change('/accounts/remove', whoseAccount, async ({ account }, { email }) => {
    if (account.role !== 'admin' || tidyEmail(email) === account.email) throw refused()
    await forgetAccount(services.store, email)
    await desk.sessions.endAll(email)
    return {}
  })

  change('/me', aboutMe, async ({ account }, { locale }) => {
    const found = await accountOf(services.store, account.email)
    if (!found) throw refused()
    await writeAccount(services.store, { ...found.account, locale }, found.etag)
    return { me: meOf({ ...found.account, locale }) }
  })

  change('/presence', presenceChosen, async ({ account }, { presence }) => {
    desk.presence.choose(account.id, presence)
    return { presence: desk.presence.of(account.id) }
  })

  change('/take-next', nothing, async ({ account }) => {
    for (const { id } of desk.board.queue().filter(({ municipality }) => serves(account, municipality))) {
      const taken = await tryToTake(id, account)
      if (taken?.ok) return { conversation: viewFor(taken.conversation, account) }
    }
    return {}
  })

  change('/conversations/:id/take', nothing, async ({ account }, _body, req) => {
    const taken = await tryToTake(idOf(req), account)
    if (taken?.ok) return { conversation: viewFor(taken.conversation, account) }
    if (taken?.why === 'taken') return late('taken', taken.by)
    throw refused()
  })

  change('/conversations/:id/say', words, ({ account }, said, req) =>
    act(req, account, conversation => {
      if (said.offerId !== undefined && !services.registry.offer(said.offerId)) throw new Refusal(400, 'BadArgument')
      return say(conversation, account, said.holderNumber, withoutAbsent(said), contextOf(conversation))
    }).then(result => (result.ok ? { number: lineOf(result.conversation, said.clientId) } : late(result.why))),
  )

  change('/conversations/:id/seen', seenUpTo, ({ account }, { number }, req) =>
    act(req, account, conversation => seen(conversation, 'counsellor', number)).then(() => ({})),
  )

  change('/conversations/:id/give-back', ending, ({ account }, { holderNumber, clientId }, req) =>
    onceFor(account, req, clientId, async () => {
      const result = await act(req, account, conversation => giveBack(conversation, account, holderNumber, contextOf(conversation)))
      return result.ok ? {} : late(result.why)
    }),
  )

  change('/conversations/:id/close', ending, ({ account }, { holderNumber, clientId }, req) =>
    onceFor(account, req, clientId, async () => {
      const result = await act(req, account, conversation => close(conversation, account, holderNumber, contextOf(conversation)))
      return result.ok ? {} : late(result.why)
    }),
  )

  change('/conversations/:id/erase', ending, ({ account }, { clientId }, req) =>
    onceFor(account, req, clientId, async () => {
      await act(req, account, conversation => ({ ok: true, conversation }))
      await conversations.forget(idOf(req))
      return {}
    }),
  )

  /** Takes a conversation that waits, where the counsellor serves its municipality. undefined: nothing there for them. */
  async function tryToTake(id: string, account: Account): Promise<Change | undefined> {
    const taken = await conversations.change<Change | undefined>(id, conversation => {
      if (!serves(account, conversation.municipality) || account.name === undefined) return { result: undefined }
      const result = take(conversation, { id: account.id, name: account.name }, contextOf(conversation))
      return result.ok ? { value: result.conversation, result } : { result }
    })
    if (taken?.ok) logOpening(services, account, id)
    return taken
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

  function read(path: string, handle: (who: SignedIn, req: Request) => Promise<unknown>) {
    server.get(
      `/desk/api${path}`,
      edge(services, async (req: Request, res: Response) => {
        answer(res, 200, await handle(await signedIn(req, services), req))
      }),
    )
  }

  function change<T>(path: string, body: z.ZodType<T>, handle: (who: SignedIn, body: T, req: Request) => Promise<unknown>) {
    server.post(
      `/desk/api${path}`,
      edge(services, async (req: Request, res: Response) => {
        fromOwnPage(req, services)
        const who = await signedIn(req, services)
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
const whoseAccount = z.strictObject({ email: z.string().max(200) })
const presenceChosen = z.strictObject({ presence: z.enum(['available', 'busy', 'away']) })
const aboutMe = z.strictObject({ locale: z.enum(['da', 'en']) })
const newAccount = z.strictObject({
  email: z.string().max(200),
  role: z.enum(['counsellor', 'coordinator', 'admin']).default('counsellor'),
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

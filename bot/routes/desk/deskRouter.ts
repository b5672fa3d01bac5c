import type { Request, Response, Server } from 'restify'
import { z } from 'zod'
import type { Account } from '../../../desk/accounts.ts'
import type { Right } from '../../../desk/roles.ts'
import { answer, edge } from '../../answer.ts'
import { readJson } from '../../body.ts'
import { fromOwnPage, refused, type SignedIn, signedIn } from '../../deskGate.ts'
import { createOnce } from '../../once.ts'
import { Refusal } from '../../refusal.ts'
import type { Services } from '../../services.ts'

/** Declares routes of the desk, each with the right it asks for (desk/roles.ts). What is returned is the answer's body. */
export interface DeskRouter {
  read(path: string, right: Right, handle: (who: SignedIn, req: Request) => Promise<unknown>): void
  /** `body` is what may be sent, and nothing else. */
  change<T>(path: string, right: Right, body: z.ZodType<T>, handle: (who: SignedIn, body: T, req: Request) => Promise<unknown>): void
  /** A resend with the same clientId gets the first one's answer; nothing is done twice. */
  once(account: Account, req: Request, clientId: string, task: () => Promise<unknown>): Promise<unknown>
}

export function createDeskRouter(server: Server, services: Services): DeskRouter {
  const once = createOnce<unknown>()
  return {
    read(path, right, handle) {
      server.get(
        `/desk/api${path}`,
        edge(services, async (req: Request, res: Response) => {
          answer(res, 200, await handle(await signedIn(req, services, right), req))
        }),
      )
    },
    change(path, right, body, handle) {
      server.post(
        `/desk/api${path}`,
        edge(services, async (req: Request, res: Response) => {
          fromOwnPage(req, services)
          const who = await signedIn(req, services, right)
          const sent = body.safeParse((await readJson(req)) ?? {})
          if (!sent.success) throw new Refusal(400, 'BadArgument')
          // The page tells what is in sight by itself: that nobody has left the desk is not proved by it.
          if (!path.endsWith('/seen')) await services.desk.sessions.touch(who.token, services.now())
          const result = await handle(who, sent.data, req)
          answer(res, result instanceof Late ? 409 : 200, result)
        }),
      )
    },
    once: (account, req, clientId, task) => once(`${account.id} ${req.url} ${clientId}`, task),
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
export const late = (why: string, by?: string) => new Late(why, by)

export const clientId = z.string().regex(/^[\w-]{8,64}$/)
export const holderNumber = z.number().int().min(0)
export const localeOf = ({ locale = 'da' }: Account) => locale

/** The conversation that a path names. Throws the one refusal where it cannot be one. */
export function idOf(req: Request): string {
  const id: unknown = req.params?.id
  if (typeof id !== 'string' || !/^[\w-]{1,100}$/.test(id)) throw refused()
  return id
}

export const queryOf = (req: Request): Record<string, string> => Object.fromEntries(new URL(req.url ?? '', 'http://desk').searchParams)

import type { Request, Server } from 'restify'
import { courseFigures } from '../../desk/courseFigures.ts'
import { serves } from '../../desk/roles.ts'
import { answer, edge } from '../answer.ts'
import { refused, type SignedIn, signedIn } from '../deskGate.ts'
import type { Services } from '../services.ts'
import { meOf } from './deskSignIn.ts'

/** What the coordinator's page reads, JSON under /desk/api/coordinator: figures of a municipality that one serves. */
export function coordinatorRoutes(server: Server, services: Services): void {
  const { counts, registry } = services

  read('', async ({ account }) => ({
    me: meOf(account),
    municipalities: registry.municipalities.filter(({ id }) => serves(account, id)).map(({ id, name }) => ({ id, name })),
  }))

  read('/courses', async ({ account }, req) => courseFigures(await counts.read(municipalityOf(req, account))))

  function read(path: string, handle: (who: SignedIn, req: Request) => Promise<unknown>) {
    server.get(
      `/desk/api/coordinator${path}`,
      edge(services, async (req, res) => answer(res, 200, await handle(await signedIn(req, services, 'coordinate'), req))),
    )
  }
}

/** The municipality asked about. Throws the one refusal where it is not theirs. */
export function municipalityOf(req: Request, account: SignedIn['account']): string {
  const municipality = new URL(req.url ?? '', 'http://desk').searchParams.get('municipality') ?? ''
  if (!/^[a-z-]{1,60}$/.test(municipality) || !serves(account, municipality)) throw refused()
  return municipality
}

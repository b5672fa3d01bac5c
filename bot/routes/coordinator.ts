import type { Request, Server } from 'restify'
import { courseFigures } from '../../desk/courseFigures.ts'
import { firstStepFigures } from '../../desk/firstStepFigures.ts'
import { needFigures } from '../../desk/needFigures.ts'
import { serves } from '../../desk/roles.ts'
import { outcomes, ratings, talkFigures } from '../../desk/talkFigures.ts'
import { translator } from '../../locales/translate.ts'
import { ladderOf } from '../../registry/ladder.ts'
import { answer, edge } from '../answer.ts'
import { type SignedIn, signedIn } from '../deskGate.ts'
import type { Services } from '../services.ts'
import { coordinatorSeatRoutes } from './coordinatorSeats.ts'
import { createDeskRouter } from './desk/deskRouter.ts'
import { meOf } from './deskSignIn.ts'
import { municipalityOf } from './municipalityOf.ts'

/** What the coordinator's page reads, JSON under /desk/api/coordinator: figures of a municipality that one serves. */
export function coordinatorRoutes(server: Server, services: Services): void {
  coordinatorSeatRoutes(createDeskRouter(server, services), services)
  const { counts, registry } = services

  read('', async ({ account }) => ({
    me: meOf(account),
    municipalities: registry.municipalities.filter(({ id }) => serves(account, id)).map(({ id, name }) => ({ id, name })),
  }))

  read('/follow-ups', async ({ account }, req) => courseFigures(await counts.read(municipalityOf(req, account)), 'followUp'))

  read('/first-steps', async ({ account }, req) => firstStepFigures(await counts.read(municipalityOf(req, account)), registry))

  read('/courses', async ({ account }, req) => courseFigures(await counts.read(municipalityOf(req, account)), 'course'))

  read('/talks', async ({ account }, req) => ({
    ...talkFigures(await counts.read(municipalityOf(req, account))),
    columns: { outcomes, ratings },
    words: registryWords(registry),
  }))

  read('/needs', async ({ account }, req) => ({
    ...needFigures(await counts.read(municipalityOf(req, account))),
    words: registryWords(registry),
  }))

  read('/ladder', async ({ account }, req) => ({
    ...ladderOf(registry.offers, registry.themes, municipalityOf(req, account)),
    words: registryWords(registry),
  }))

  function read(path: string, handle: (who: SignedIn, req: Request) => Promise<unknown>) {
    server.get(
      `/desk/api/coordinator${path}`,
      edge(services, async (req, res) => answer(res, 200, await handle(await signedIn(req, services, 'coordinate'), req))),
    )
  }
}

/** What the ids in the figures are called, in both languages. */
function registryWords({ themes, facts, offers }: Services['registry']) {
  const label = (fact: string) => ({ da: translator('da')(`facts.${fact}.label`), en: translator('en')(`facts.${fact}.label`) })
  return {
    themes: Object.fromEntries(themes.map(({ id, name }) => [id, name])),
    facts: Object.fromEntries(facts.map(({ id }) => [id, label(id)])),
    offers: Object.fromEntries(offers.map(({ id, name }) => [id, name])),
  }
}

import type { Request } from 'restify'
import { ZodError } from 'zod'
import { readJson } from '../body.ts'
import { countTurns } from '../metrics/turns.ts'
import type { Services } from '../services.ts'
import { openAddresses } from './addresses.ts'
import { createCardActions, type Invoked } from './cardAction.ts'
import { openConnector } from './connector.ts'
import { createFence } from './fence.ts'
import { createGroups } from './groups.ts'
import { readTeamsActivity, type TeamsIncoming } from './incoming.ts'
import { openKeys } from './keys.ts'
import { NotLetIn } from './notLetIn.ts'
import { startOutbox } from './outbox.ts'
import type { TeamsSettings } from './settings.ts'
import { createTurns, orAnew } from './turns.ts'

/** Microsoft Teams: what comes in from there, and what goes out. */
export interface Teams {
  /** The answer to a request. Throws NotLetIn, Refusal. */
  receive(req: Request): Promise<{ status: number; body?: unknown }>
  close(): Promise<void>
}

/** A message in Teams holds 100 kB at most. */
const largestActivity = 256 * 1024
/** Milliseconds after which somebody who waits sees that we are at it. */
const slow = 800

export async function openTeams(services: Services, settings: TeamsSettings): Promise<Teams> {
  const { website, cloud, appId } = settings
  const fence = createFence(settings, openKeys(cloud.openIdMetadata))
  const connector = await openConnector(settings)
  const addresses = openAddresses(services)
  const outbox = startOutbox(services, { addresses, connector, website })
  const turns = createTurns(services, { addresses, outbox, website })
  const cardAction = createCardActions(services, turns, { addresses, outbox, website })
  const groups = createGroups(services, connector, appId)

  return {
    async receive(req) {
      const bearer = await fence.identify(req.headers.authorization)
      const body = await readJson(req, largestActivity)
      const { municipality, tenant } = fence.admit(bearer, body)
      const incoming = read(body)
      const turn = countTurns(() => take(incoming, tenant, municipality), services.metrics)
      const answered = await connector.receive(bearer, body as object, ({ activity }) => turn(activity))
      return answered ?? { status: isQuestion(incoming.did) ? 501 : 200 }
    },

    async close() {
      await outbox.close()
      connector.close()
    },
  }

  async function take(incoming: TeamsIncoming, tenant: string, municipality: string): Promise<Invoked | undefined> {
    const { did, personal, conversation, serviceUrl } = incoming
    const key = addresses.keyOf(tenant, conversation)
    if (did.what === 'nothing' || did.what === 'invoked') return
    if (did.what === 'left') return void (await (personal ? turns.left(key) : groups.forget(key)))
    if (!personal) return void (await groups.answer(key, incoming))
    const typing = setTimeout(() => void connector.send(serviceUrl, conversation, { type: 'typing' }).catch(() => undefined), slow)
    try {
      return await orAnew(async () => talk(incoming, tenant, municipality))
    } finally {
      clearTimeout(typing)
    }
  }

  async function talk(incoming: TeamsIncoming, tenant: string, municipality: string): Promise<Invoked | undefined> {
    const met = await turns.meet(incoming, tenant, municipality)
    const { did } = incoming
    switch (did.what) {
      case 'wrote':
        return void (await turns.wrote(met, did))
      case 'edited':
        return void (await turns.edited(met, did))
      case 'tookBack':
        return void (await turns.tookBack(met, did.id))
      case 'reacted':
        return void (await turns.reacted(met, did.to))
      case 'typed':
        return void services.typing.tell({ conversation: met.address.conversation, from: { who: 'citizen' } })
      case 'pressed':
      case 'looked':
        return cardAction(met, did)
    }
    return undefined
  }
}

/** Whoever asks is told something; what cannot be answered is not known here (501). */
const isQuestion = ({ what }: TeamsIncoming['did']) => what === 'invoked' || what === 'pressed' || what === 'looked'

function read(body: unknown): TeamsIncoming {
  try {
    return readTeamsActivity(body)
  } catch (error) {
    if (error instanceof ZodError) throw new NotLetIn(403, 'no activity as Teams sends them')
    throw error
  }
}

import { z } from 'zod'
import { serves } from '../../desk/roles.ts'
import type { SeatsView } from '../../desk/wire.ts'
import { dayMs, wallClock } from '../../registry/copenhagen.ts'
import type { Offer } from '../../registry/offer.ts'
import { refused, type SignedIn } from '../deskGate.ts'
import { Refusal } from '../refusal.ts'
import type { Services } from '../services.ts'
import { type DeskRouter, late } from './desk/deskRouter.ts'
import { municipalityOf } from './municipalityOf.ts'

/** The coordinator says how many seats a group has free and when the next one starts, and offers a seat to whoever waits longest. */
export function coordinatorSeatRoutes({ read, change }: DeskRouter, { seats, registry, now }: Services): void {
  read('/coordinator/seats', 'coordinate', async ({ account }, req) => {
    const municipality = municipalityOf(req, account)
    const groups = registry.offers.filter(offer => offer.municipality === municipality && offer.seats !== undefined)
    return { groups: await Promise.all(groups.map(viewOf)) }
  })

  change('/coordinator/seats', 'coordinate', setting, async ({ account }, { offer: id, free, nextStart }) => {
    const offer = theirs(account, id)
    const past = nextStart !== undefined && nextStart < todayInDenmark(now())
    if (free > (offer.seats ?? 0) || past) throw new Refusal(400, 'BadArgument')
    await seats.set(id, { free, nextStart })
    return { group: await viewOf(offer) }
  })

  change('/coordinator/seats/next', 'coordinate', z.strictObject({ offer: z.string().max(100) }), async ({ account }, { offer: id }) => {
    const offer = theirs(account, id)
    if (!(await seats.offerNext(id))) return late('nobodyWaits')
    return { group: await viewOf(offer) }
  })

  function theirs(account: SignedIn['account'], id: string): Offer {
    const offer = registry.offer(id)
    if (!offer?.municipality || offer.seats === undefined || !serves(account, offer.municipality)) throw refused()
    return offer
  }

  async function viewOf({ id, name, seats: most = 0 }: Offer): Promise<SeatsView> {
    return { offer: id, name, most, set: seats.of(id), waiting: await seats.waiting(id) }
  }
}

const setting = z.strictObject({ offer: z.string().max(100), free: z.number().int().min(0).max(100), nextStart: z.iso.date().optional() })

/** As a date field writes it. */
const todayInDenmark = (now: Date): string => new Date(wallClock(now).day * dayMs).toISOString().slice(0, 10)

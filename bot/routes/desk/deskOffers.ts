import { serves } from '../../../desk/roles.ts'
import { createOfferSearch } from '../../../desk/searchOffers.ts'
import { refused } from '../../deskGate.ts'
import type { Services } from '../../services.ts'
import { type DeskRouter, localeOf, queryOf } from './deskRouter.ts'

/** Looking offers up. */
export function deskOfferRoutes({ read }: DeskRouter, { registry }: Services): void {
  const search = createOfferSearch(registry)

  read('/offers', 'findOffers', async ({ account }, req) => {
    const { q = '', municipality = '' } = queryOf(req)
    if (!serves(account, municipality)) throw refused()
    return { offers: search(q, municipality, localeOf(account)) }
  })
}

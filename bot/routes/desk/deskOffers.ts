import type { Request } from 'restify'
import type { Account } from '../../../desk/accounts.ts'
import { serves } from '../../../desk/roles.ts'
import { createOfferSearch } from '../../../desk/searchOffers.ts'
import { findOffers, firstStepCard, suggestOffers } from '../../../desk/suggestOffers.ts'
import type { Conversation } from '../../../dialogs/conversation.ts'
import { refused } from '../../deskGate.ts'
import { Refusal } from '../../refusal.ts'
import type { Services } from '../../services.ts'
import { type DeskRouter, idOf, localeOf, queryOf } from './deskRouter.ts'
import type { DeskTalk } from './deskTalk.ts'

/** Looking offers up. */
export function deskOfferRoutes({ read }: DeskRouter, talk: DeskTalk, { registry, conversations }: Services): void {
  const search = createOfferSearch(registry)

  read('/offers', 'findOffers', async ({ account }, req) => {
    const { q = '', municipality = '' } = queryOf(req)
    if (!serves(account, municipality)) throw refused()
    return { offers: search(q, municipality, localeOf(account)) }
  })

  read('/conversations/:id/offers', 'talk', async ({ account }, req) => {
    const conversation = await mine(account, req)
    return { offers: findOffers(conversation, queryOf(req).q ?? '', localeOf(account), talk.contextOf(conversation), search) }
  })

  read('/conversations/:id/suggestions', 'talk', async ({ account }, req) => {
    const conversation = await mine(account, req)
    return { offers: suggestOffers(conversation, localeOf(account), talk.contextOf(conversation)) }
  })

  read('/conversations/:id/first-step', 'talk', async ({ account }, req) => {
    const conversation = await mine(account, req)
    const { offer = '' } = queryOf(req)
    if (!registry.offer(offer)) throw new Refusal(400, 'BadArgument')
    return { card: firstStepCard(conversation, offer, talk.contextOf(conversation)) }
  })

  async function mine(account: Account, req: Request): Promise<Conversation> {
    const found = await conversations.read(idOf(req))
    if (!found || !talk.viewFor(found.value, account)) throw refused()
    return found.value
  }
}

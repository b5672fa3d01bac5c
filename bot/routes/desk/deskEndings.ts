import { z } from 'zod'
import type { Account } from '../../../desk/accounts.ts'
import { outcomeFigures, outcomes } from '../../../desk/talkFigures.ts'
import { close, giveBack } from '../../../dialogs/wrapUp.ts'
import { Refusal } from '../../refusal.ts'
import type { Services } from '../../services.ts'
import { clientId, type DeskRouter, holderNumber, idOf, late } from './deskRouter.ts'
import type { DeskTalk } from './deskTalk.ts'

/** How a counsellor's part in a conversation ends. What came of it is counted, apart from the conversation. */
export function deskEndingRoutes({ change, once }: DeskRouter, talk: DeskTalk, { conversations, counts, registry, now }: Services): void {
  change('/conversations/:id/give-back', 'talk', givingBack, ({ account }, { holderNumber, clientId, summary, ...came }, req) =>
    once(account, req, clientId, async () => {
      checkOffer(came)
      const result = await talk.act(req, account, conversation =>
        giveBack(conversation, account, holderNumber, talk.contextOf(conversation), summary),
      )
      if (!result.ok) return late(result.why)
      await ended(account, 'gaveBack', result.conversation, holderNumber, came)
      return {}
    }),
  )

  change('/conversations/:id/close', 'talk', closing, ({ account }, { holderNumber, clientId, ...came }, req) =>
    once(account, req, clientId, async () => {
      checkOffer(came)
      const result = await talk.act(req, account, conversation => close(conversation, account, holderNumber, talk.contextOf(conversation)))
      if (!result.ok) return late(result.why)
      await ended(account, 'closed', result.conversation, holderNumber, came)
      return {}
    }),
  )

  change('/conversations/:id/erase', 'talk', ending, ({ account }, { clientId }, req) =>
    once(account, req, clientId, async () => {
      const looked = await talk.act(req, account, conversation => ({ ok: true, conversation }))
      if (looked.ok) await talk.writeDown(account, 'erased', looked.conversation) // before: afterwards nothing tells that it was there
      await conversations.forget(idOf(req))
      return {}
    }),
  )

  function checkOffer({ offerId }: Came): void {
    if (offerId !== undefined && !registry.offer(offerId)) throw new Refusal(400, 'BadArgument')
  }

  async function ended(
    account: Account,
    did: 'gaveBack' | 'closed',
    conversation: { id: string; municipality: string },
    holderNumber: number,
    { outcome, offerId }: Came,
  ): Promise<void> {
    await talk.writeDown(account, did, conversation)
    if (outcome === undefined) return
    const { id, municipality } = conversation
    await counts.add({ municipality, at: now(), figures: outcomeFigures(outcome, offerId), once: `${id}.${holderNumber} outcome` })
  }
}

interface Came {
  outcome?: (typeof outcomes)[number] | undefined
  offerId?: string | undefined
}

const ending = z.strictObject({ clientId, holderNumber })
const came = { outcome: z.enum(outcomes).optional(), offerId: z.string().max(100).optional() }
const closing = z.strictObject({ clientId, holderNumber, ...came })
const givingBack = z.strictObject({ clientId, holderNumber, ...came, summary: z.string().trim().max(1000).optional() })

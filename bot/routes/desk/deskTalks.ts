import { z } from 'zod'
import type { Conversation } from '../../../dialogs/conversation.ts'
import { say, seen } from '../../../dialogs/handoff.ts'
import { refused } from '../../deskGate.ts'
import { Refusal } from '../../refusal.ts'
import type { Services } from '../../services.ts'
import { clientId, type DeskRouter, holderNumber, idOf, late } from './deskRouter.ts'
import type { DeskTalk } from './deskTalk.ts'

/** Reading and writing in a conversation that one has. */
export function deskTalkRoutes({ read, change }: DeskRouter, talk: DeskTalk, { conversations, audit, registry }: Services): void {
  read('/conversations/:id', 'talk', async ({ account, session }, req) => {
    const found = await conversations.read(idOf(req))
    const view = found && talk.viewFor(found.value, account)
    if (!view) throw refused()
    await audit.opened(session, { who: account, conversation: view.id, municipality: view.municipality })
    return { conversation: view }
  })

  change('/conversations/:id/say', 'talk', words, async ({ account }, said, req) => {
    const result = await talk.act(req, account, conversation => {
      if (said.offerId !== undefined && !registry.offer(said.offerId)) throw new Refusal(400, 'BadArgument')
      return say(conversation, account, said.holderNumber, withoutAbsent(said), talk.contextOf(conversation))
    })
    return result.ok ? { number: lineOf(result.conversation, said.clientId) } : late(result.why)
  })

  change('/conversations/:id/seen', 'talk', seenUpTo, async ({ account }, { number }, req) => {
    await talk.act(req, account, conversation => seen(conversation, 'counsellor', number))
    return {}
  })
}

const seenUpTo = z.strictObject({ number: z.number().int().min(0) })
const words = z
  .strictObject({ clientId, holderNumber, text: z.string().trim().min(1).max(2000).optional(), offerId: z.string().max(100).optional() })
  .refine(({ text, offerId }) => text !== undefined || offerId !== undefined)

const lineOf = ({ log }: Conversation, sent: string) => log.find(line => line.clientId === sent && line.from.who === 'counsellor')?.number
const withoutAbsent = ({ text, offerId, clientId }: z.infer<typeof words>) => ({
  clientId,
  ...(text !== undefined && { text }),
  ...(offerId !== undefined && { offerId }),
})

import { z } from 'zod'
import { close, giveBack } from '../../../dialogs/wrapUp.ts'
import type { Services } from '../../services.ts'
import { clientId, type DeskRouter, holderNumber, idOf, late } from './deskRouter.ts'
import type { DeskTalk } from './deskTalk.ts'

/** How a counsellor's part in a conversation ends. */
export function deskEndingRoutes({ change, once }: DeskRouter, talk: DeskTalk, { conversations }: Services): void {
  for (const [path, decide, did] of [
    ['give-back', giveBack, 'gaveBack'],
    ['close', close, 'closed'],
  ] as const) {
    change(`/conversations/:id/${path}`, 'talk', ending, ({ account }, { holderNumber, clientId }, req) =>
      once(account, req, clientId, async () => {
        const result = await talk.act(req, account, conversation =>
          decide(conversation, account, holderNumber, talk.contextOf(conversation)),
        )
        if (!result.ok) return late(result.why)
        await talk.writeDown(account, did, result.conversation)
        return {}
      }),
    )
  }

  change('/conversations/:id/erase', 'talk', ending, ({ account }, { clientId }, req) =>
    once(account, req, clientId, async () => {
      const looked = await talk.act(req, account, conversation => ({ ok: true, conversation }))
      if (looked.ok) await talk.writeDown(account, 'erased', looked.conversation) // before: afterwards nothing tells that it was there
      await conversations.forget(idOf(req))
      return {}
    }),
  )
}

const ending = z.strictObject({ clientId, holderNumber })

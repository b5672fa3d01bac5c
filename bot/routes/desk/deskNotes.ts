import { z } from 'zod'
import { writeNote } from '../../../dialogs/note.ts'
import { type DeskRouter, holderNumber, late } from './deskRouter.ts'
import type { DeskTalk } from './deskTalk.ts'

/** The counsellor's private note: sealed with the conversation, and forgotten with it. */
export function deskNoteRoutes({ change }: DeskRouter, talk: DeskTalk): void {
  change('/conversations/:id/note', 'talk', noted, async ({ account }, { holderNumber, text }, req) => {
    const by = { id: account.id, name: account.name ?? '' }
    const result = await talk.act(req, account, conversation =>
      writeNote(conversation, by, holderNumber, text, talk.contextOf(conversation)),
    )
    return result.ok ? {} : late(result.why)
  })
}

const noted = z.strictObject({ holderNumber, text: z.string().max(4000) })

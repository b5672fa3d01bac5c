import { z } from 'zod'
import { serves } from '../../../desk/roles.ts'
import type { Change } from '../../../dialogs/change.ts'
import { take } from '../../../dialogs/handoff.ts'
import { refused, type SignedIn } from '../../deskGate.ts'
import type { Services } from '../../services.ts'
import { clientId, type DeskRouter, idOf, late } from './deskRouter.ts'
import type { DeskTalk } from './deskTalk.ts'

/** Taking conversations from the queue. */
export function deskQueueRoutes({ change }: DeskRouter, talk: DeskTalk, { desk, conversations, audit }: Services): void {
  change('/take-next', 'talk', nothing, async who => {
    const passedOver = new Set<string>()
    const { account } = who
    const next = () => desk.board.next(municipality => serves(account, municipality), passedOver)
    for (let first = next(); first; first = next()) {
      passedOver.add(first.id) // whatever comes of it: another node may have been faster, and we have not heard of it yet
      const taken = await tryToTake(first.id, who)
      if (taken?.ok) return { conversation: talk.viewFor(taken.conversation, account) }
    }
    return {}
  })

  change('/conversations/:id/take', 'talk', nothing, async (who, _body, req) => {
    const taken = await tryToTake(idOf(req), who)
    if (taken?.ok) return { conversation: talk.viewFor(taken.conversation, who.account) }
    if (taken?.why === 'taken') return late('taken', taken.by)
    throw refused()
  })

  /** Takes a conversation that waits, where the counsellor serves its municipality. undefined: nothing there for them. */
  async function tryToTake(id: string, { account, session }: SignedIn): Promise<Change | undefined> {
    const taken = await conversations.change<Change | undefined>(id, conversation => {
      if (!serves(account, conversation.municipality) || account.name === undefined) return { result: undefined }
      const result = take(conversation, { id: account.id, name: account.name }, talk.contextOf(conversation))
      return result.ok ? { value: result.conversation, result } : { result }
    })
    if (taken?.ok) await audit.took(session, { who: account, conversation: id, municipality: taken.conversation.municipality })
    return taken
  }
}

const nothing = z.strictObject({ clientId: clientId.optional() })

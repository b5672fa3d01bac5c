import { z } from 'zod'
import type { Account } from '../../../desk/accounts.ts'
import type { Preferences } from '../../../desk/preferences.ts'
import type { Waiting } from '../../../desk/queue.ts'
import { serves } from '../../../desk/roles.ts'
import type { Change } from '../../../dialogs/change.ts'
import type { Conversation } from '../../../dialogs/conversation.ts'
import { take } from '../../../dialogs/handoff.ts'
import { createSerial } from '../../../store/serial.ts'
import { refused, type SignedIn } from '../../deskGate.ts'
import type { Services } from '../../services.ts'
import { clientId, type DeskRouter, idOf, late } from './deskRouter.ts'
import type { DeskTalk } from './deskTalk.ts'

/**
 * Taking conversations from the queue. "The next" is never more than one wants at a time, save someone in danger; whom one picks by hand is one's own
 * decision.
 */
export function deskQueueRoutes({ change }: DeskRouter, talk: DeskTalk, services: Services): void {
  const { config, desk, conversations, audit, now } = services
  const oneByOne = createSerial()

  change('/take-next', 'talk', nothing, who =>
    oneByOne(who.account.id, async () => {
      const chosen = await desk.preferences.read(who.account.id)
      const passedOver = new Set<string>()
      for (let first = next(who.account, chosen, passedOver); first; first = next(who.account, chosen, passedOver)) {
        if (first.urgency === 'none' && isFull(who.account, chosen)) return late('full')
        passedOver.add(first.id) // whatever comes of it: another node may have been faster, and we have not heard of it yet
        const taken = await tryToTake(first.id, who)
        if (taken?.ok) return answerOf(taken.conversation, who.account, chosen)
      }
      return {}
    }),
  )

  change('/conversations/:id/take', 'talk', nothing, (who, _body, req) =>
    oneByOne(who.account.id, async () => {
      const chosen = await desk.preferences.read(who.account.id)
      const id = idOf(req)
      const taken = await tryToTake(id, who)
      if (taken?.ok) return answerOf(taken.conversation, who.account, chosen)
      if (taken?.why === 'taken') return late('taken', taken.by)
      throw refused()
    }),
  )

  change('/pause', 'talk', nothing, async ({ account }) => {
    await desk.heavy.paused(account.id)
    desk.presence.choose(account.id, 'busy')
    return { presence: desk.presence.of(account.id) }
  })

  function next(account: Account, { districts, themes }: Preferences, passedOver: ReadonlySet<string>): Waiting | undefined {
    return desk.board.next(one => serves(account, one), passedOver, { districts, themes, ownFirst: config.ownFirst }, now())
  }

  function isFull({ id }: Account, { talksAtOnce }: Preferences): boolean {
    return talksAtOnce !== undefined && desk.board.heldBy(id).length >= talksAtOnce
  }

  /** With the suggestion of a pause, where there were many heavy ones in a row. */
  async function answerOf(conversation: Conversation, account: Account, { heavyInARow }: Preferences) {
    const inARow = await desk.heavy.took(account.id, conversation.urgency.level !== 'none', now())
    return { conversation: talk.viewFor(conversation, account), ...(inARow >= heavyInARow && { heavyInARow: inARow }) }
  }

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

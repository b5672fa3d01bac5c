import type { Request } from 'restify'
import type { Account } from '../../../desk/accounts.ts'
import type { Done } from '../../../desk/audit.ts'
import { serves } from '../../../desk/roles.ts'
import { conversationView } from '../../../desk/view.ts'
import type { ConversationView } from '../../../desk/wire.ts'
import type { Change } from '../../../dialogs/change.ts'
import type { TalkContext } from '../../../dialogs/context.ts'
import type { Conversation } from '../../../dialogs/conversation.ts'
import { refused } from '../../deskGate.ts'
import type { Services } from '../../services.ts'
import { idOf, localeOf } from './deskRouter.ts'

/** What every route does that touches a conversation. */
export interface DeskTalk {
  /** As this counsellor sees it. undefined: not theirs. */
  viewFor(conversation: Conversation, account: Account): ConversationView | undefined
  contextOf(conversation: Conversation): TalkContext
  /** Changes the conversation that the path names, where this counsellor has it. Throws the one refusal where it is not theirs, as where there is none. */
  act(req: Request, account: Account, decide: (conversation: Conversation) => Change): Promise<Change>
  writeDown(account: Account, did: Done['did'], conversation: Pick<Conversation, 'id' | 'municipality'>): Promise<void>
}

export function createDeskTalk({ conversations, context, audit }: Services): DeskTalk {
  const contextOf = ({ municipality, id }: Conversation) => context(municipality, id)
  const viewFor: DeskTalk['viewFor'] = (conversation, account) => {
    if (!serves(account, conversation.municipality)) return undefined
    return conversationView(conversation, { id: account.id, locale: localeOf(account) }, contextOf(conversation))
  }
  return {
    viewFor,
    contextOf,
    async act(req, account, decide) {
      const result = await conversations.change<Change | 'refused'>(idOf(req), conversation => {
        if (!viewFor(conversation, account)) return { result: 'refused' }
        const change = decide(conversation)
        return change.ok ? { value: change.conversation, result: change } : { result: change }
      })
      if (result === undefined || result === 'refused') throw refused()
      return result
    },
    async writeDown(account, did, { id, municipality }) {
      await audit.append({ who: account, did, conversation: id, municipality })
    },
  }
}

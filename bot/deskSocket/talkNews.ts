import { may, serves } from '../../desk/roles.ts'
import { conversationView } from '../../desk/view.ts'
import type { ConversationView, Left } from '../../desk/wire.ts'
import type { Conversation } from '../../dialogs/conversation.ts'
import type { Services } from '../services.ts'
import { type Page, type Pages, send } from './page.ts'

export interface TalkNews {
  /** A counsellor's own conversations, with the lines beyond those the page knows; from now on this page is told what changes in them. */
  begin(page: Page, known?: Record<string, number>): Promise<ConversationView[]>
  /** After `begin` and what was sent with it: what changed meanwhile. */
  catchUp(page: Page): Promise<void>
  close(): void
}

/** Tells each page what happens in its counsellor's conversations: every line once, in order. */
export function tellTalks({ conversations, changes, desk, audit, context }: Services, pages: Pages): TalkNews {
  const close = changes.listen(
    (id, conversation) => {
      for (const page of pages.here()) if (page.known.has(id) || isWith(conversation, page)) deliver(page, id, conversation)
    },
    () => pages.here().flatMap(page => [...page.known.keys(), ...desk.board.heldBy(page.who.account.id).map(({ id }) => id)]),
  )

  return {
    close,
    async begin(page, known = {}) {
      const { account, session } = page.who
      page.catchingUp = new Set()
      const mine = await Promise.all(desk.board.heldBy(account.id).map(({ id }) => conversations.read(id)))
      const views = mine.flatMap(found => {
        if (!found) return []
        // Never beyond what there is: whatever a page says it has, no line is kept from it.
        const from = Math.min(known[found.value.id] ?? 0, found.value.log.at(-1)?.number ?? 0)
        const view = viewFor(page, found.value, from)
        if (view) page.known.set(view.id, view.lines.at(-1)?.number ?? from)
        return view ?? []
      })
      for (const { id, municipality } of views) await audit.opened(session, { who: account, conversation: id, municipality })
      return views
    },
    async catchUp(page) {
      const meanwhile = page.catchingUp ?? []
      page.catchingUp = undefined
      for (const id of meanwhile) deliver(page, id, (await conversations.read(id))?.value)
    },
  }

  function deliver(page: Page, id: string, conversation: Conversation | undefined): void {
    if (page.catchingUp) return void page.catchingUp.add(id)
    const known = page.known.get(id)
    const view = conversation && viewFor(page, conversation, known ?? 0)
    if (view) {
      page.known.set(id, view.lines.at(-1)?.number ?? known ?? 0)
      send(page, { type: 'conversation', conversation: view })
    } else if (known !== undefined) {
      page.known.delete(id)
      send(page, { type: 'left', id, why: whyLeft(conversation) })
    }
  }

  function viewFor({ who: { account } }: Page, conversation: Conversation, after: number) {
    if (!may(account, 'talk') || !serves(account, conversation.municipality)) return undefined
    const { municipality, id } = conversation
    return conversationView(conversation, { id: account.id, locale: account.locale ?? 'da' }, context(municipality, id), after)
  }
}

const isWith = (conversation: Conversation | undefined, { who }: Page) =>
  conversation?.holder.who === 'counsellor' && conversation.holder.id === who.account.id

function whyLeft(conversation: Conversation | undefined): Left {
  if (conversation === undefined) return 'erased'
  if (conversation.ended) return 'closed'
  const { who } = conversation.holder
  return who === 'queue' ? 'vanished' : who === 'bot' ? 'givenBack' : 'taken'
}

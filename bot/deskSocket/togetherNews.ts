import { may } from '../../desk/roles.ts'
import { partOf, togetherView } from '../../desk/togetherView.ts'
import type { TogetherView } from '../../desk/togetherWire.ts'
import type { Conversation } from '../../dialogs/conversation.ts'
import { kindOf } from '../kindOf.ts'
import type { Services } from '../services.ts'
import { type Page, type Pages, send } from './page.ts'

export interface TogetherNews {
  /** What a page that comes (back) has to do with others' conversations, and others with its own. */
  begin(page: Page): Promise<void>
  /** A supervisor looks at a conversation, or at none any more. */
  watch(page: Page, id: string | undefined): Promise<void>
  close(): void
}

/** What a page has been told: of each conversation the lines up to a number, and the rest as it stood. */
interface Told {
  known: Map<string, { number: number; rest: string }>
  /** That it was opened is being written down; it is shown after that. */
  opening: Set<string>
  watching?: string | undefined
}

/** Tells each page what colleagues have to do with a conversation: who is asked to take it over, who reads along, what they say among themselves. */
export function tellTogether({ conversations, changes, desk, audit, context, log }: Services, pages: Pages): TogetherNews {
  const told = new WeakMap<Page, Told>()
  const close = changes.listen(
    (id, conversation) => {
      for (const page of pages.here()) tell(page, id, conversation)
    },
    () => pages.here().flatMap(page => [...(told.get(page)?.known.keys() ?? [])]),
  )

  return {
    close,
    async begin(page) {
      const { account } = page.who
      const watching = told.get(page)?.watching
      told.set(page, { known: new Map(), opening: new Set(), watching })
      if (!may(account, 'talk')) return
      const ids = new Set([...desk.beside.of(account), ...desk.board.heldBy(account.id)].map(({ id }) => id))
      if (watching !== undefined) ids.add(watching)
      for (const id of ids) await tellNow(page, id)
    },
    async watch(page, id) {
      if (!may(page.who.account, 'oversee')) return
      const news = told.get(page)
      // It is told with the rest, once that begins.
      if (!news) return void told.set(page, { known: new Map(), opening: new Set(), watching: id })
      const before = news.watching
      news.watching = id
      if (id !== undefined) news.known.delete(id) // it is told whole
      for (const one of new Set([before, id])) if (one !== undefined) await tellNow(page, one)
    },
  }

  async function tellNow(page: Page, id: string): Promise<void> {
    tell(page, id, (await conversations.read(id))?.value)
  }

  function tell(page: Page, id: string, conversation: Conversation | undefined): void {
    const news = told.get(page)
    if (!news || news.opening.has(id)) return
    const { account } = page.who
    const known = news.known.get(id)
    const part = conversation && partOf(conversation, account, news.watching === id)
    const view =
      conversation && part && togetherView(conversation, account, part, context(conversation.municipality, id), known?.number ?? 0)
    if (!view) {
      if (news.known.delete(id)) send(page, { type: 'together', id })
    } else if (view.talk && !known) void open(page, news, id, view.municipality)
    else show(page, news, view)
  }

  /** Nobody reads along unless it is written down first. */
  async function open(page: Page, news: Told, id: string, municipality: string): Promise<void> {
    news.opening.add(id)
    try {
      await audit.opened(page.who.session, { who: page.who.account, conversation: id, municipality })
      news.known.set(id, { number: 0, rest: '' })
      news.opening.delete(id)
      await tellNow(page, id)
    } catch (error) {
      news.opening.delete(id)
      log.error({ kind: kindOf(error) }, 'a conversation could not be shown to a colleague')
    }
  }

  /** Most of what happens in one's own conversation has nothing to do with colleagues. */
  function show(page: Page, { known }: Told, view: TogetherView): void {
    const { talk, ...others } = view
    const { id } = view
    const before = known.get(id)
    const alone = view.part === 'holder' && view.people.length === 0 && view.asides.length === 0 && !view.offered && !view.offerEnded
    const rest = JSON.stringify(others)
    if (before ? before.rest === rest && !talk : alone) return
    known.set(id, { number: talk?.lines.at(-1)?.number ?? before?.number ?? 0, rest })
    send(page, { type: 'together', id, together: view })
  }
}

import type { Services } from '../services.ts'
import { type Page, type Pages, send } from './page.ts'

/** Who writes right now, both ways. Never stored. */
export function tellTyping({ desk, typing }: Services, pages: Pages): { passOn(page: Page, id: string): void; close(): void } {
  const close = typing.listen(({ conversation, from }) => {
    if (from.who !== 'citizen') return
    for (const page of pages.here()) if (page.known.has(conversation)) send(page, { type: 'typing', id: conversation })
  })
  return {
    close,
    passOn({ who: { account } }, id) {
      if (!desk.board.heldBy(account.id).some(held => held.id === id)) return
      typing.tell({ conversation: id, from: { who: 'counsellor', id: account.id, name: account.name ?? '' } })
    },
  }
}

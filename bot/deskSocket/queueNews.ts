import type { BoardChange } from '../../desk/board.ts'
import type { Waiting } from '../../desk/queue.ts'
import { may, serves } from '../../desk/roles.ts'
import { waitingView } from '../../desk/view.ts'
import type { WaitingView } from '../../desk/wire.ts'
import type { Services } from '../services.ts'
import { type Page, type Pages, send } from './page.ts'

export interface QueueNews {
  /** Everyone who waits, for a page that comes (back). */
  begin(page: Page): WaitingView[]
  close(): void
}

/** Tells each page who came to wait and who waits no more, in the municipalities its counsellor serves. Only what changed: a newcomer costs the same however many wait. */
export function tellQueue({ config, desk, registry, now }: Services, pages: Pages): QueueNews {
  const close = desk.board.listen(change => {
    for (const page of pages.here()) tell(page, change)
  })

  return {
    close,
    begin(page) {
      const { account } = page.who
      if (!may(account, 'talk')) return []
      return desk.board.queue(one => serves(account, one)).map(waiting => viewOf(waiting, page))
    },
  }

  function tell(page: Page, { id, before, after }: BoardChange): void {
    const { account } = page.who
    if (page.catchingUp || !may(account, 'talk')) return
    if (after && serves(account, after.municipality)) {
      send(page, { type: 'waits', now: now().toISOString(), waiting: viewOf(after, page) })
    } else if (before && serves(account, before.municipality)) send(page, { type: 'waitsNoMore', id })
  }

  function viewOf(waiting: Waiting, { who: { account }, preferences }: Page) {
    return waitingView(waiting, account.locale ?? 'da', registry, { ...preferences, ownFirst: config.ownFirst })
  }
}

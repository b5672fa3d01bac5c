import type { Account } from '../../desk/accounts.ts'
import { may } from '../../desk/roles.ts'
import type { ColleagueView, FromPage } from '../../desk/wire.ts'
import type { Services } from '../services.ts'
import { type Page, type Pages, send } from './page.ts'

export interface PresenceNews {
  /** This page's counsellor is here, as long as the page is open. */
  begin(page: Page, hello: Extract<FromPage, { type: 'hello' }>): void
  colleagues(account: Account): ColleagueView[]
  close(): void
}

/** Who sits at the desk, told to everyone who does. */
export function tellPresence({ desk }: Services, pages: Pages): PresenceNews {
  const close = desk.presence.listen(id => {
    const teams = desk.presence.all().find(one => one.id === id)?.teams
    for (const page of pages.here()) {
      const { account } = page.who
      // Chosen while the page is open: it is asked as one of them from now on.
      if (account.id === id && teams) page.who = { ...page.who, account: { ...account, teams } }
      send(page, { type: 'presence', presence: desk.presence.of(account.id), colleagues: colleagues(account) })
    }
  })
  return {
    close,
    colleagues,
    begin(page, { presence }) {
      // Who takes no conversations is not here for anyone: no citizen shall be told to wait for an admin.
      page.leave = may(page.who.account, 'talk') ? desk.presence.connect(page.who.account, presence) : () => undefined
    },
  }

  function colleagues(account: Account): ColleagueView[] {
    return desk.presence.all().map(({ id, name, presence }) => ({ name, presence, me: id === account.id }))
  }
}

import type { Store } from '../store/store.ts'
import { type Account, accountOf, forgetAccount } from './accounts.ts'
import type { Audit, Done } from './audit.ts'
import type { DeskRole } from './roles.ts'
import type { Sessions } from './sessions.ts'
import { addCounsellor } from './signInLink.ts'

interface Parts {
  store: Store
  audit: Audit
  sessions: Sessions
  now(): Date
}

/**
 * Lets someone in, or changes what they may; returns their one-time link. Whoever was signed in under that address is signed out: nothing that is
 * open goes on by what was. Throws where the address is none.
 */
export async function giveAccess(
  { store, audit, sessions, now }: Parts,
  by: Done['who'],
  wanted: { email: string; roles: readonly DeskRole[]; municipalities?: string[] | undefined; baseUrl: string },
): Promise<string> {
  const { email, roles, municipalities, baseUrl } = wanted
  const known = await accountOf(store, email)
  const link = await addCounsellor(store, email, roles, { now: now(), baseUrl, municipalities })
  const { account } = (await accountOf(store, email)) ?? {}
  await audit.append({
    who: by,
    did: known ? 'accountChanged' : 'accountAdded',
    account: `${account?.id} ${account?.email} ${roles.join('+')} ${account?.municipalities.join('+') || '*'}`,
  })
  if (known) await sessions.endAll(email)
  return link
}

/** Takes someone's access away, at once and on every device. */
export async function takeAccess({ store, audit, sessions }: Parts, by: Done['who'], account: Account): Promise<void> {
  await audit.append({ who: by, did: 'accountRemoved', account: `${account.id} ${account.email}` })
  await forgetAccount(store, account)
  await sessions.endAll(account)
}

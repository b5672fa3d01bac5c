import { createHash, randomBytes } from 'node:crypto'
import type { Store } from '../store/store.ts'
import { takeAccess } from './access.ts'
import { type Account, accountKey, readAccount, writeAccount } from './accounts.ts'
import type { Audit } from './audit.ts'
import type { Sessions } from './sessions.ts'

interface Parts {
  store: Store
  audit: Audit
  sessions: Sessions
  now(): Date
}

const provider = { id: 'provider' }

/** Whom the provider means, by a hash: its issuer and its name for them. */
export const subjectOf = (issuer: string, sub: string) =>
  createHash('sha256')
    .update(JSON.stringify([issuer, sub]))
    .digest('hex')

/** The account of someone who came from the provider, made or renewed by what it says now. */
export async function renewAccount(
  { store, audit }: Parts,
  subject: string,
  person: Pick<Account, 'email' | 'roles' | 'municipalities'> & { name: string },
): Promise<Account> {
  for (;;) {
    const known = await readAccount(store, accountKey({ email: '', subject }))
    const account: Account = { ...(known?.account ?? { id: randomBytes(18).toString('base64url'), subject }), ...person }
    if (known && JSON.stringify(known.account) === JSON.stringify(account)) return account
    const rights = ({ roles, municipalities }: Account) => `${roles.join('+')} ${municipalities.join('+') || '*'}`
    if (!known || rights(known.account) !== rights(account)) {
      const did = known ? 'accountChanged' : 'accountAdded'
      await audit.append({ who: provider, did, account: `${account.id} ${account.email} ${rights(account)}` })
    }
    if (await writeAccount(store, account, known?.etag ?? 'absent')) return account
  }
}

/** Someone whom the provider gives no access any more has none here either, at once and on every device. */
export async function closeAccount(parts: Parts, subject: string): Promise<void> {
  const known = await readAccount(parts.store, accountKey({ email: '', subject }))
  if (known) await takeAccess(parts, provider, known.account)
}

import { createHash } from 'node:crypto'
import type { CounsellorId, Locale } from '../dialogs/conversation.ts'
import { Conflict, type Etag, type Key, type Store } from '../store/store.ts'
import type { DeskRole } from './roles.ts'
import type { SecondFactor } from './totp.ts'

/** Someone employed to help: nothing of a citizen ever lies here. */
export interface Account {
  /** Random; stands in the conversations they took. */
  id: CounsellorId
  email: string
  /** Of someone who comes from the identity provider: a hash of its issuer and its name for them. */
  subject?: string
  /** What they may: desk/roles.ts. */
  roles: DeskRole[]
  /** As citizens see it: "Maja, rådgiver i Kalundborg Kommune". Absent until the first sign-in. */
  name?: string
  /** Whose conversations they see; none named: all. */
  municipalities: string[]
  /** The teams they chose to belong to (data/desk.json), as "municipality/team". */
  teams?: string[]
  locale?: Locale
  /** Absent until they chose one. */
  password?: string
  secondFactor?: SecondFactor
}

/** The account under an e-mail address, with the etag for changing it. */
export const accountOf = (store: Store, email: string) => readAccount(store, accountKey(email))

export async function readAccount(store: Store, key: Key): Promise<{ account: Account; etag: Etag } | undefined> {
  const found = await store.read<Account | FirstAccount>(key)
  return found && { account: 'role' in found.value ? renewed(found.value) : found.value, etag: found.etag }
}

/** As version 0.1 wrote them: one role, and everyone took conversations. */
type FirstAccount = Omit<Account, 'roles'> & { role: Exclude<DeskRole, 'supervisor'> }
const renewed = ({ role, ...account }: FirstAccount): Account => ({
  ...account,
  roles: role === 'counsellor' ? [role] : ['counsellor', role],
})

/** Writes a new account, or a changed one where `etag` is what was read. False: somebody else was faster. */
export async function writeAccount(store: Store, account: Account, etag: Etag | 'absent'): Promise<boolean> {
  try {
    await store.write(accountKey(account), account, etag)
    return true
  } catch (error) {
    if (error instanceof Conflict) return false
    throw error
  }
}

/** Nobody signs in to this account any more. Their sessions are ended by whoever calls this (desk/sessions.ts). */
export const forgetAccount = (store: Store, account: Pick<Account, 'email' | 'subject'>): Promise<void> => store.forget(accountKey(account))

export async function allAccounts(store: Store): Promise<Account[]> {
  const accounts: Account[] = []
  for await (const key of store.keys('accounts/')) {
    const found = await readAccount(store, key)
    if (found) accounts.push(found.account)
  }
  return accounts.sort((a, b) => a.email.localeCompare(b.email))
}

/** By the e-mail address of a local account, which does not fit in a key; its hash does. Of the provider's people by whom it means. */
export const accountKey = (of: string | Pick<Account, 'email' | 'subject'>): Key => {
  const { email, subject }: Pick<Account, 'email' | 'subject'> = typeof of === 'string' ? { email: of } : of
  return `accounts/${(subject ?? createHash('sha256').update(tidyEmail(email)).digest('hex')).slice(0, 40)}`
}

export const tidyEmail = (email: string) => email.trim().toLowerCase()
export const isEmail = (text: string) => text.length <= 200 && /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/.test(tidyEmail(text))

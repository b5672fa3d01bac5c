import { createHash } from 'node:crypto'
import type { CounsellorId, Locale } from '../dialogs/conversation.ts'
import { Conflict, type Etag, type Key, type Store } from '../store/store.ts'

export type DeskRole = 'counsellor' | 'coordinator' | 'admin'

/** Someone employed to help: nothing of a citizen ever lies here. */
export interface Account {
  /** Random; stands in the conversations they took. */
  id: CounsellorId
  email: string
  role: DeskRole
  /** As citizens see it: "Maja, rådgiver i Kalundborg Kommune". Absent until the first sign-in. */
  name?: string
  /** Whose conversations they see; none named: all. */
  municipalities: string[]
  locale?: Locale
  /** Absent until they chose one. */
  password?: string
}

/** The account under an e-mail address, with the etag for changing it. */
export const accountOf = (store: Store, email: string) => readAccount(store, accountKey(email))

export async function readAccount(store: Store, key: Key): Promise<{ account: Account; etag: Etag } | undefined> {
  const found = await store.read<Account>(key)
  return found && { account: found.value, etag: found.etag }
}

/** Writes a new account, or a changed one where `etag` is what was read. False: somebody else was faster. */
export async function writeAccount(store: Store, account: Account, etag: Etag | 'absent'): Promise<boolean> {
  try {
    await store.write(accountKey(account.email), account, etag)
    return true
  } catch (error) {
    if (error instanceof Conflict) return false
    throw error
  }
}

/** Nobody signs in under this address any more. Their sessions are ended by whoever calls this (desk/sessions.ts). */
export const forgetAccount = (store: Store, email: string): Promise<void> => store.forget(accountKey(email))

export async function allAccounts(store: Store): Promise<Account[]> {
  const accounts: Account[] = []
  for await (const key of store.keys('accounts/')) {
    const found = await readAccount(store, key)
    if (found) accounts.push(found.account)
  }
  return accounts.sort((a, b) => a.email.localeCompare(b.email))
}

/** An e-mail address does not fit in a key; its hash does. */
export const accountKey = (email: string): Key => `accounts/${createHash('sha256').update(tidyEmail(email)).digest('hex').slice(0, 40)}`

export const tidyEmail = (email: string) => email.trim().toLowerCase()
export const isEmail = (text: string) => text.length <= 200 && /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/.test(tidyEmail(text))

/** Whether someone may see the conversations of a municipality. */
export const serves = ({ municipalities }: Pick<Account, 'municipalities'>, municipality: string) =>
  municipalities.length === 0 || municipalities.includes(municipality)

import { randomBytes } from 'node:crypto'
import { Conflict, type Store } from '../store/store.ts'
import { type Account, accountOf, allAccounts, isEmail, tidyEmail, writeAccount } from './accounts.ts'
import { hashPassword, isStrong } from './passwords.ts'
import { type DeskRole, deskRoles } from './roles.ts'
import { hashOf, newToken } from './tokens.ts'

const day = 24 * 60 * 60 * 1000

/** A way in that works once: for someone's first sign-in, or to choose a new password. */
interface Link {
  /** Absent in the very first one: whoever uses it says their own. */
  email?: string
  roles: DeskRole[]
  until: string
}

interface NewCounsellor {
  now?: Date
  /** Where the desk is reached. */
  baseUrl?: string
  /** Whose conversations they see; none: all. Absent: as before. */
  municipalities?: string[] | undefined
}

/**
 * The link for the first one of a fresh installation: works once, for 24 hours, and makes someone who may do all there is to do. undefined as
 * soon as anyone has a password. Links printed earlier stop working. The token stands behind #, so that no server, log or Referer ever gets it.
 */
export async function firstSignInLink(store: Store, { now, baseUrl }: { now: Date; baseUrl: string }): Promise<string | undefined> {
  if ((await allAccounts(store)).some(({ password }) => password !== undefined)) return undefined
  await forgetLinks(store, link => link.email === undefined || link.until <= now.toISOString())
  return writeLink(store, { roles: [...deskRoles], until: until(now) }, baseUrl)
}

/**
 * Makes room for a counsellor and returns their one-time link (24 hours). For an address that is known already: the roles change, and the
 * link lets them choose a new password; what they have stays until they use it. Throws where the address is none.
 */
export async function addCounsellor(
  store: Store,
  email: string,
  roles: readonly DeskRole[] = ['counsellor'],
  { now = new Date(), baseUrl = 'http://localhost:3978', municipalities }: NewCounsellor = {},
): Promise<string> {
  if (!isEmail(email)) throw new RangeError('an e-mail address looks like maja@kommune.dk')
  const known = await accountOf(store, email)
  const account: Account = {
    ...(known?.account ?? { id: randomBytes(18).toString('base64url'), email: tidyEmail(email) }),
    roles: [...roles],
    municipalities: municipalities ?? known?.account.municipalities ?? [],
  }
  if (!(await writeAccount(store, account, known?.etag ?? 'absent'))) throw new Conflict('this account')
  await forgetLinks(store, link => link.email === account.email || link.until <= now.toISOString())
  return writeLink(store, { email: account.email, roles: account.roles, until: until(now) }, baseUrl)
}

/** Whom a link is for. undefined: used, too old, or never made. */
export async function lookAtLink(store: Store, token: string, now: Date): Promise<{ email?: string; roles: DeskRole[] } | undefined> {
  const link = (await readLink(store, token, now))?.value
  return link && { roles: link.roles, ...(link.email !== undefined && { email: link.email }) }
}

/** Spends a link: name and password are set, and a phone that codes came from counts no more: it may be what was lost. `refused` says no more than that. */
export async function spendLink(
  store: Store,
  token: string,
  chosen: { email?: string | undefined; name: string; password: string },
  now: Date,
): Promise<{ account: Account } | 'refused' | 'weak' | 'noEmail'> {
  const link = await readLink(store, token, now)
  if (!link) return 'refused'
  const email = tidyEmail(link.value.email ?? chosen.email ?? '')
  if (!isEmail(email)) return 'noEmail'
  if (!isStrong(chosen.password, email)) return 'weak'
  const known = await accountOf(store, email)
  if (link.value.email === undefined && known?.account.password !== undefined) return 'refused'
  const password = await hashPassword(chosen.password)
  if (!(await spend(store, token, link.etag))) return 'refused'
  const { secondFactor: _, ...kept }: Omit<Account, 'roles'> = known?.account ?? {
    id: randomBytes(18).toString('base64url'),
    email,
    municipalities: [],
  }
  const account: Account = {
    ...kept,
    roles: link.value.roles,
    name: chosen.name.trim(),
    password,
  }
  return (await writeAccount(store, account, known?.etag ?? 'absent')) ? { account } : 'refused'
}

const keyOf = (token: string) => `links/${hashOf(token)}`
const until = (now: Date) => new Date(now.getTime() + day).toISOString()

async function writeLink(store: Store, link: Link, baseUrl: string): Promise<string> {
  const token = newToken()
  await store.write(keyOf(token), link, 'absent')
  return `${baseUrl.replace(/\/$/, '')}/desk#link=${token}`
}

async function readLink(store: Store, token: string, now: Date) {
  const link = await store.read<Link & { spent?: true }>(keyOf(token))
  return link && !link.value.spent && link.value.until > now.toISOString() ? link : undefined
}

/** Two who use a link at the same moment: the compare-and-set lets one through. */
async function spend(store: Store, token: string, etag: string): Promise<boolean> {
  try {
    await store.write(keyOf(token), { roles: [], until: '', spent: true }, etag)
  } catch (error) {
    if (error instanceof Conflict) return false
    throw error
  }
  await store.forget(keyOf(token))
  return true
}

async function forgetLinks(store: Store, which: (link: Link) => boolean): Promise<void> {
  for await (const key of store.keys('links/')) {
    const link = await store.read<Link>(key)
    if (link && which(link.value)) await store.forget(key)
  }
}

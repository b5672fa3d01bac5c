import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Account } from '../desk/accounts.ts'
import { may, type Right } from '../desk/roles.ts'
import { isSecure, originOf } from './origins.ts'
import { Refusal } from './refusal.ts'
import type { Services } from './services.ts'

export interface SignedIn {
  token: string
  session: string
  account: Account
}

type Gate = Pick<Services, 'config' | 'desk' | 'now'>

/** Whoever is refused gets this, whatever the reason: nobody learns what there is behind it. */
export const refused = () => new Refusal(403, 'NotAllowedHere')

/** Who asks. Throws the one refusal where nobody, or nobody any more, is signed in, where they may not, or where a foreign page asks. */
export async function signedIn(req: IncomingMessage, services: Gate, right: Right): Promise<SignedIn> {
  const token = tokenOf(req)
  const found = token === undefined ? undefined : await services.desk.sessions.read(token, services.now())
  // Browsers send no Origin with a page's own GET.
  const ours = ['own', 'missing'].includes(originOf(req.headers, services.config))
  if (token === undefined || found === undefined || !ours || !may(found.account, right)) throw refused()
  return { token, session: found.id, account: found.account }
}

/**
 * Whether a request that changes something comes from our own page: the browser's Origin is our own host, and the page said so in a header that
 * no form can set. Throws the one refusal.
 */
export function fromOwnPage(req: IncomingMessage, services: Pick<Services, 'config'>): void {
  if (originOf(req.headers, services.config) !== 'own' || req.headers['x-brobygger'] !== 'desk') throw refused()
}

/** The browser keeps the token where no script reads it, and sends it to us alone. It ends with the browser. */
export function giveToken(req: IncomingMessage, res: ServerResponse, token: string): void {
  res.appendHeader('Set-Cookie', `${cookieName(req)}=${token}; ${attributes(req)}`)
}

export function takeTokenBack(req: IncomingMessage, res: ServerResponse): void {
  res.setHeader('Set-Cookie', `${cookieName(req)}=; Max-Age=0; ${attributes(req)}`)
}

export function tokenOf(req: IncomingMessage): string | undefined {
  const token = cookieOf(req, cookieName(req))
  return token !== undefined && /^[\w-]{43}$/.test(token) ? token : undefined
}

export function cookieOf(req: IncomingMessage, name: string): string | undefined {
  const cookie = req.headers.cookie?.split(';').find(part => part.trim().startsWith(`${name}=`))
  return cookie?.trim().slice(name.length + 1)
}

const cookieName = (req: IncomingMessage) => (isSecure(req.headers) ? '__Host-brobygger' : 'brobygger_desk')
const attributes = (req: IncomingMessage) => `Path=/; HttpOnly; SameSite=Strict${isSecure(req.headers) ? '; Secure' : ''}`

import { createHmac, createSecretKey, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** What a citizen's token says: one conversation, and a name for them that means nothing outside it. */
const claims = z.strictObject({
  conv: z.string(),
  user: z.string().startsWith('dl_'),
  municipality: z.string(),
  locale: z.enum(['da', 'en']),
  exp: z.number(),
})
export type Claims = z.infer<typeof claims>

/** A stream's ticket stands in a URL, so it opens one stream for a minute and nothing else. */
const ticket = z.strictObject({ conv: z.string(), user: z.string(), exp: z.number() })
export type Ticket = z.infer<typeof ticket>

export interface Tokens {
  issue(about: Omit<Claims, 'exp'>): { token: string; expires_in: number }
  /** undefined: not one of ours, or out of date for longer than `grace` seconds. */
  read(token: string, grace?: number): Claims | undefined
  isFresh(claims: Claims): boolean
  issueTicket(about: Omit<Ticket, 'exp'>): string
  /** Good for as many sockets as its life allows: clients reuse it. */
  readTicket(text: string): Ticket | undefined
}

/** Long enough for a laptop that sleeps through a school day; the conversation itself is forgotten long before. */
export const tokenSeconds = 24 * 3600
/** How long after its end a token may still be changed for a new one, while its conversation is there. */
export const graceSeconds = 7 * 24 * 3600
export const ticketSeconds = 60

/** JWT-shaped (HS256), because clients read the claim `user`. Keys are derived from the master key, one for each use. */
export function createTokens(masterKey: Buffer, now: () => Date): Tokens {
  const tokenKey = derive(masterKey, 'brobygger direct line token')
  const ticketKey = derive(masterKey, 'brobygger direct line stream ticket')
  const seconds = () => Math.floor(now().getTime() / 1000)
  const holder = remembering((token: string) => open(token, tokenKey, claims))
  return {
    issue: about => ({ token: sign({ ...about, exp: seconds() + tokenSeconds }, tokenKey), expires_in: tokenSeconds }),
    read: (token, grace = 0) => inTime(holder(token), seconds() - grace),
    isFresh: ({ exp }) => exp > seconds(),
    issueTicket: about => sign({ ...about, exp: seconds() + ticketSeconds }, ticketKey),
    readTicket: text => inTime(open(text, ticketKey, ticket), seconds()),
  }
}

const header = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'JWT' })).toString('base64url')

function sign(payload: Claims | Ticket, key: KeyObject): string {
  const body = `${header}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}`
  return `${body}.${mac(body, key).toString('base64url')}`
}

function open<T>(text: string, key: KeyObject, shape: z.ZodType<T>): T | undefined {
  const [first, payload, signature] = text.length < 2000 ? text.split('.') : []
  if (first !== header || payload === undefined || signature === undefined) return undefined
  const expected = mac(`${first}.${payload}`, key)
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  return shape.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString())).data
}

const inTime = <T extends { exp: number }>(payload: T | undefined, at: number) => (payload && payload.exp > at ? payload : undefined)

const mac = (body: string, key: KeyObject) => createHmac('sha256', key).update(body).digest()

const derive = (masterKey: Buffer, use: string) => createSecretKey(Buffer.from(hkdfSync('sha256', masterKey, '', use, 32)))

/** A client bears the same token with every request: what was found right is not computed again. When it runs out is looked at each time. */
function remembering<T>(find: (token: string) => T | undefined, most = 5000): (token: string) => T | undefined {
  const known = new Map<string, T>()
  return token => {
    const found = known.get(token) ?? find(token)
    if (found === undefined) return undefined
    if (!known.has(token) && known.size >= most) known.delete(known.keys().next().value!) // size > 0: there is an oldest
    known.set(token, found)
    return found
  }
}

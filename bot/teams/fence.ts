import { hash } from 'node:crypto'
import { jwtVerify } from 'jose'
import { z } from 'zod'
import type { Keys } from './keys.ts'
import { createKnownTokens } from './knownTokens.ts'
import { NotLetIn } from './notLetIn.ts'
import type { TeamsSettings } from './settings.ts'

/** What the token says, once it is known to be Bot Framework's; the same one for the same token. */
export interface Bearer {
  authorization: string
  serviceUrl: string
}

/** Our own checks before Microsoft's SDK has its say, since that is silent on several of them. There is no way around it. */
export interface Fence {
  /** Who sends this? Throws NotLetIn. */
  identify(authorization: string | undefined): Promise<Bearer>
  /** May they send this activity? Throws NotLetIn. The municipality that answers, and the tenant. */
  admit(bearer: Bearer, activity: unknown): { municipality: string; tenant: string }
}

/** Seconds by which clocks may differ, as botframework-connector has it. */
const tolerance = 5 * 60
/** No token of Bot Framework's lives longer than a day. */
const longestLife = 25 * 60 * 60
/** Milliseconds. What is older was taken down somewhere and is played again: Teams tries for seconds. */
const longestWay = 15 * 60_000
const mostRemembered = 20_000

export function createFence(settings: TeamsSettings, keys: Keys, now: () => number = Date.now): Fence {
  const { appId, cloud, tenants } = settings
  const known = createKnownTokens<Bearer>(keys, now)
  /** What came lately under which id, so that nobody sends other words under it. */
  const lately = new Map<string, { content: string; at: number }>()

  return {
    async identify(authorization = '') {
      return (await known.find(authorization)) ?? (await verify(authorization))
    },

    admit(bearer, activity) {
      const read = frame.safeParse(activity).data
      if (read === undefined) throw new NotLetIn(403, 'no activity of Teams')
      if (read.serviceUrl !== bearer.serviceUrl) throw new NotLetIn(403, 'token for another service')
      if (!isOurs(read.serviceUrl, settings)) throw new NotLetIn(403, 'service not on the list')
      if (read.recipient.id !== `28:${appId}`) throw new NotLetIn(403, 'for another bot')
      const said = [read.channelData?.tenant?.id, read.conversation.tenantId].filter(tenant => tenant !== undefined)
      const [tenant = '', ...others] = said.map(id => id.toLowerCase())
      const municipality = tenants.get(tenant)
      if (municipality === undefined || others.some(other => other !== tenant)) throw new NotLetIn(403, 'foreign tenant')
      refuseReplayed(activity, read)
      return { municipality, tenant }
    },
  }

  async function verify(authorization: string): Promise<Bearer> {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization)?.[1]
    if (token === undefined || token.length > 8192) throw new NotLetIn(401, 'no token')
    const { kid } = headerOf(token)
    const signer = await keys.find(kid)
    if (signer === undefined) throw new NotLetIn(401, 'unknown key')
    if (!signer.endorsements.includes('msteams')) throw new NotLetIn(401, 'key not endorsed for Teams')
    const verified = await jwtVerify(token, signer.key, {
      algorithms: ['RS256'],
      issuer: cloud.issuer,
      audience: appId,
      clockTolerance: tolerance,
      currentDate: new Date(now()),
      requiredClaims: ['exp', 'serviceurl'],
    }).catch(() => undefined)
    const claims = claimsShape.safeParse(verified?.payload).data
    if (claims === undefined) throw new NotLetIn(401, 'token does not hold')
    if (claims.exp > now() / 1000 + longestLife) throw new NotLetIn(401, 'token lives too long')
    const bearer = { authorization, serviceUrl: claims.serviceurl }
    known.add(authorization, { value: bearer, kid, signer, until: (claims.exp + tolerance) * 1000 })
    return bearer
  }

  /** The same again is a delivery that Teams repeats, and counts once (bot/turn.ts); other words under a known id, or old ones, are somebody else's. */
  function refuseReplayed(activity: unknown, { type, id, timestamp, conversation }: Frame) {
    if (Math.abs(now() - Date.parse(timestamp)) > longestWay) throw new NotLetIn(403, 'replayed')
    if (id === undefined) return
    const content = hash('sha256', JSON.stringify(activity), 'base64')
    const key = `${type} ${conversation.id} ${id}`
    const before = lately.get(key)
    // An edit comes under the id of what it edits, a reaction under that of the message it is about.
    if (before && before.content !== content && !sharesId.has(type)) throw new NotLetIn(403, 'replayed with other content')
    lately.delete(key)
    lately.set(key, { content, at: now() })
    for (const [oldest, { at }] of lately) {
      if (lately.size <= mostRemembered && now() - at < longestWay) break
      lately.delete(oldest)
    }
  }
}

const sharesId = new Set(['messageUpdate', 'messageDelete', 'messageReaction', 'conversationUpdate', 'installationUpdate'])

/** https, without name and password in it, and to a host on the list; or the connector on this machine that the settings name. */
export function isOurs(serviceUrl: string, { cloud, connector }: Pick<TeamsSettings, 'cloud' | 'connector'>): boolean {
  if (!URL.canParse(serviceUrl)) return false
  const { protocol, host, username, password } = new URL(serviceUrl)
  if (username !== '' || password !== '' || !cloud.hosts.includes(host)) return false
  return protocol === 'https:' || (connector !== undefined && serviceUrl.startsWith(`${connector}/`))
}

/** A key that the token brings or points to itself is nobody's key. */
function headerOf(token: string): { kid: string } {
  try {
    return headerShape.parse(JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()))
  } catch {
    throw new NotLetIn(401, 'header does not hold')
  }
}

const headerShape = z.strictObject({
  alg: z.literal('RS256'),
  kid: z.string().min(1).max(200),
  typ: z.literal('JWT').optional(),
  x5t: z.string().optional(),
})

/** One audience, said as a text: with a list, the token would be good for others too. */
const claimsShape = z.looseObject({ aud: z.string(), exp: z.number(), serviceurl: z.string().max(500) })

type Frame = z.infer<typeof frame>
const id = z.string().min(1).max(500)
const frame = z.looseObject({
  type: z.string().max(50),
  id: id.optional(),
  timestamp: z.iso.datetime({ offset: true }),
  channelId: z.literal('msteams'),
  serviceUrl: z.string().max(500),
  from: z.looseObject({ id }),
  recipient: z.looseObject({ id }),
  conversation: z.looseObject({ id, tenantId: z.string().optional() }),
  channelData: z.looseObject({ tenant: z.looseObject({ id: z.string().optional() }).optional() }).nullish(),
})

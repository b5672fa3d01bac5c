import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { type Certificate, readCertificate } from './certificate.ts'
import { type Cloud, clouds, localCloud } from './clouds.ts'

/** How Teams reaches the bot and the bot Teams. Holds a secret: never told to anyone. */
export interface TeamsSettings {
  appId: string
  tenant: string
  proof: { secret: string } | { certificate: Certificate }
  cloud: Cloud
  /** Whose accounts may write to the bot, and which municipality answers them. */
  tenants: ReadonlyMap<string, string>
  /** The page with the anonymous chat. */
  website: string
  /** A connector of one's own on this machine instead of Microsoft's. */
  connector?: string
}

const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'an id as Entra shows it: 00000000-0000-0000-0000-000000000000')
const tenantPairs = z.string().regex(/^[0-9a-f-]{36}(=[a-z0-9-]+)?(\s*,\s*[0-9a-f-]{36}(=[a-z0-9-]+)?)*$/i, {
  error: 'ids of tenants with the municipality that answers them, divided by commas: TENANT-ID=kalundborg,TENANT-ID=skive',
})

/** The settings' shape; the first five carry Bot Framework's own names. */
export const teamsShape = {
  MicrosoftAppId: uuid.optional(),
  MicrosoftAppPassword: z.string().optional(),
  MicrosoftAppTenantId: uuid.optional(),
  MicrosoftAppType: z
    .enum(['SingleTenant', 'MultiTenant'], 'SingleTenant or MultiTenant (which also needs BROBYGGER_TEAMS_TENANTS)')
    .default('SingleTenant'),
  ChannelService: z
    .enum(['', 'https://botframework.azure.us'], "nothing for Microsoft's public cloud, or https://botframework.azure.us")
    .default(''),
  BROBYGGER_TEAMS_CERTIFICATE: z.string().optional(),
  BROBYGGER_TEAMS_TENANTS: tenantPairs.optional(),
  BROBYGGER_TEAMS_HOSTS: z
    .string()
    .regex(/^[a-z0-9.-]+(\s*,\s*[a-z0-9.-]+)*$/, 'hosts without scheme or path, divided by commas')
    .optional(),
  BROBYGGER_TEAMS_WEBSITE: z
    .string()
    .refine(isPage, 'the whole address of the page with the anonymous chat: https://www.kommune.dk/hjaelp')
    .optional(),
  BROBYGGER_TEAMS_CONNECTOR: z
    .string()
    .regex(/^http:\/\/(127\.0\.0\.1|localhost):\d+$/, 'http://127.0.0.1:PORT, a connector on this machine')
    .optional(),
}
type Given = z.infer<z.ZodObject<typeof teamsShape>>

/** What is missing or does not go together; each says how to mend it. */
export function teamsFaults(given: Record<string, string | undefined>, production: boolean): string[] {
  const stray = Object.keys(given).filter(name => /^(MicrosoftApp|BROBYGGER_TEAMS_)/.test(name) && name !== 'MicrosoftAppType')
  if (given.MicrosoftAppId === undefined) {
    return stray.map(name => `${name}: says something about Teams, which is off without MicrosoftAppId; set that too, or leave this out`)
  }
  const local = given.BROBYGGER_TEAMS_CONNECTOR !== undefined
  const multi = given.MicrosoftAppType === 'MultiTenant'
  const faults: [wrong: boolean, fault: string][] = [
    [
      given.MicrosoftAppPassword === undefined && given.BROBYGGER_TEAMS_CERTIFICATE === undefined,
      "MicrosoftAppPassword: required with MicrosoftAppId: the value of the app registration's client secret; or set BROBYGGER_TEAMS_CERTIFICATE",
    ],
    [
      given.MicrosoftAppPassword !== undefined && given.BROBYGGER_TEAMS_CERTIFICATE !== undefined,
      'BROBYGGER_TEAMS_CERTIFICATE: secret or certificate, not both; leave MicrosoftAppPassword out',
    ],
    [
      given.MicrosoftAppTenantId === undefined && !multi,
      'MicrosoftAppTenantId: required for a single-tenant bot: the tenant in which the app is registered',
    ],
    [
      multi && given.BROBYGGER_TEAMS_TENANTS === undefined,
      'BROBYGGER_TEAMS_TENANTS: required for a multi-tenant bot, or accounts of any organisation could write to it',
    ],
    [
      production && given.BROBYGGER_TEAMS_WEBSITE === undefined,
      'BROBYGGER_TEAMS_WEBSITE: required in production: Teams is not anonymous, and the first message links to the page that is',
    ],
    [production && given.BROBYGGER_TEAMS_WEBSITE?.startsWith('https://') === false, 'BROBYGGER_TEAMS_WEBSITE: https in production'],
    [production && local, 'BROBYGGER_TEAMS_CONNECTOR: a connector on this machine is for trying Teams; not in production'],
  ]
  return [...faults.filter(([wrong]) => wrong).map(([, fault]) => fault), ...certificateFault(given.BROBYGGER_TEAMS_CERTIFICATE)]
}

/** undefined: Teams is off. Only for settings in which teamsFaults found nothing. */
export function teamsSettings(given: Given, { municipality, port }: { municipality: string; port: number }): TeamsSettings | undefined {
  const { MicrosoftAppId: appId, MicrosoftAppTenantId: own, BROBYGGER_TEAMS_CONNECTOR: connector } = given
  if (appId === undefined) return undefined
  const cloud = connector === undefined ? clouds[given.ChannelService === '' ? 'public' : 'usgov'] : localCloud(connector)
  const pairs = (given.BROBYGGER_TEAMS_TENANTS ?? own ?? '').split(/\s*,\s*/).map(pair => pair.split('='))
  const { BROBYGGER_TEAMS_CERTIFICATE: path, MicrosoftAppPassword: secret = '' } = given
  return {
    appId: appId.toLowerCase(),
    // A multi-tenant bot's own tenant is Bot Framework's.
    tenant: given.MicrosoftAppType === 'MultiTenant' ? 'botframework.com' : (own ?? ''),
    proof: path === undefined ? { secret } : { certificate: readCertificate(readFileSync(path, 'utf8')) },
    cloud: { ...cloud, hosts: [...cloud.hosts, ...(given.BROBYGGER_TEAMS_HOSTS?.split(/\s*,\s*/) ?? [])] },
    tenants: new Map(pairs.map(([tenant = '', answeredBy = municipality]) => [tenant.toLowerCase(), answeredBy])),
    website: given.BROBYGGER_TEAMS_WEBSITE ?? `http://localhost:${port}/`,
    ...(connector !== undefined && { connector }),
  }
}

function certificateFault(path: string | undefined): string[] {
  if (path === undefined) return []
  try {
    readCertificate(readFileSync(path, 'utf8'))
    return []
  } catch (error) {
    const why = error instanceof RangeError ? error.message : 'cannot be read'
    return [`BROBYGGER_TEAMS_CERTIFICATE: ${path} ${why}; give a PEM file with the private key and the certificate`]
  }
}

function isPage(page: string): boolean {
  try {
    return /^https?:$/.test(new URL(page).protocol)
  } catch {
    return false
  }
}

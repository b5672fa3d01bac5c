import { z } from 'zod'
import { isDatabaseUrl } from '../store/postgresUrl.ts'
import { type HubSettings, hubFaults, hubSettings, hubShape } from './hub/settings.ts'
import { type OidcSettings, oidcFaults, oidcSettings, oidcShape } from './oidc/settings.ts'
import { type TeamsSettings, teamsFaults, teamsSettings, teamsShape } from './teams/settings.ts'

/** Every setting, read from the environment once. What each means stands in .env.example. */
export interface Config {
  port: number
  /** Folder of the embedded store, the demonstration key and the built pages. */
  data: string
  production: boolean
  /** PostgreSQL instead of the embedded store. Holds a password: never told to anyone. */
  databaseUrl?: string
  /** The master key, 32 bytes; absent in demonstration mode, where it is made at first start (bot/opening/masterKey.ts). */
  masterKey?: Buffer
  /** Sites that may embed the chat or run a client of their own: scheme, host and port, as a browser writes them. */
  origins: string[]
  municipality: string
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** How long what counsellors did stands in the audit log. */
  auditDays: number
  /** How long those who wait stand behind a counsellor's own districts and themes, milliseconds; then they are everyone's. */
  ownFirst: number
  /** The organisation's own identity provider, where there is one. */
  oidc?: OidcSettings
  /** An agent hub outside this house that takes handoffs. */
  hub?: HubSettings
  /** Whether one may sign in with an address and a password of one's own here. */
  localSignIn: boolean
  /** Absent: Teams is off. */
  teams?: TeamsSettings
}

/** Where nobody says which. */
export const defaultMunicipality = 'kalundborg'

/** All that is wrong with the settings, each with how to mend it. */
export class ConfigFaults extends Error {
  readonly faults: string[]
  constructor(faults: string[]) {
    super(`The settings do not hold:\n${faults.map(fault => `  - ${fault}`).join('\n')}\n.env.example explains each of them.`)
    this.name = 'ConfigFaults'
    this.faults = faults
  }
}

/** Throws ConfigFaults, which lists everything that is wrong at once. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = withoutEmpty(environment)
  const read = settings.safeParse(given)
  const faults = (read.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`)
  const needsKey = given.DATABASE_URL ? 'with DATABASE_URL, the same for every node' : given.NODE_ENV === 'production' && 'in production'
  if (needsKey && given.BROBYGGER_KEY === undefined) {
    faults.push(`BROBYGGER_KEY: required ${needsKey}; make one with: openssl rand -base64 32`)
  }
  faults.push(...oidcFaults(given), ...hubFaults(given), ...teamsFaults(given, given.NODE_ENV === 'production'))
  if (!read.success || faults.length > 0) throw new ConfigFaults(faults)
  const {
    PORT,
    BROBYGGER_DATA,
    BROBYGGER_KEY,
    BROBYGGER_ORIGINS,
    BROBYGGER_MUNICIPALITY,
    BROBYGGER_LOG,
    NODE_ENV,
    DATABASE_URL,
    BROBYGGER_AUDIT_DAYS,
    BROBYGGER_LOCAL_SIGN_IN,
    BROBYGGER_OWN_FIRST_MINUTES,
  } = read.data
  const oidc = oidcSettings(read.data)
  const hub = hubSettings(read.data)
  const teams = teamsSettings(read.data, { municipality: BROBYGGER_MUNICIPALITY, port: PORT })
  return {
    port: PORT,
    data: BROBYGGER_DATA,
    production: NODE_ENV === 'production',
    ...(DATABASE_URL && { databaseUrl: DATABASE_URL }),
    ...(BROBYGGER_KEY && { masterKey: Buffer.from(BROBYGGER_KEY, 'base64') }),
    origins: BROBYGGER_ORIGINS,
    municipality: BROBYGGER_MUNICIPALITY,
    logLevel: BROBYGGER_LOG,
    auditDays: BROBYGGER_AUDIT_DAYS,
    ownFirst: BROBYGGER_OWN_FIRST_MINUTES * 60_000,
    ...(oidc && { oidc }),
    ...(hub && { hub }),
    localSignIn: BROBYGGER_LOCAL_SIGN_IN === undefined ? oidc === undefined : BROBYGGER_LOCAL_SIGN_IN === 'on',
    ...(teams && { teams }),
  }
}

const origin = z.string().refine(isOrigin, {
  error: issue => `"${String(issue.input).slice(0, 80)}" is not a site; write https://www.kommune.dk, without a path, divided by commas`,
})

const settings = z.object({
  PORT: z.coerce
    .number('a number from 0 to 65535')
    .int('a whole number')
    .min(0, 'from 0 to 65535')
    .max(65535, 'from 0 to 65535')
    .default(3978),
  BROBYGGER_DATA: z.string().default('var'),
  BROBYGGER_KEY: z.string().refine(isKey, '32 bytes in base64; make one with: openssl rand -base64 32').optional(),
  BROBYGGER_ORIGINS: z
    .string()
    .default('')
    .transform(sites => sites.split(/[\s,]+/).filter(site => site !== ''))
    .pipe(z.array(origin)),
  BROBYGGER_MUNICIPALITY: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'the id of a municipality in data/municipalities.json')
    .default(defaultMunicipality),
  BROBYGGER_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent'], 'one of debug, info, warn, error, silent').default('info'),
  BROBYGGER_AUDIT_DAYS: z.coerce
    .number('a number of days')
    .int('a whole number of days')
    .min(30, 'at least 30 days')
    .max(3650, 'at most 3650 days')
    .default(365),
  BROBYGGER_OWN_FIRST_MINUTES: z.coerce.number('a number of minutes').min(0, 'at least 0 minutes').max(60, 'at most 60 minutes').default(3),
  ...oidcShape,
  ...hubShape,
  NODE_ENV: z.string().optional(),
  // The fault never says what was given: a password may stand in it.
  DATABASE_URL: z
    .string()
    .refine(isDatabaseUrl, 'postgres://role:password@host:5432/database; write what is special in a password as %xx')
    .optional(),
  ...teamsShape,
})

/** An empty line in an .env file means: not set. */
function withoutEmpty(environment: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''))
}

function isKey(text: string): boolean {
  return /^[A-Za-z0-9+/]{43}=$/.test(text)
}

function isOrigin(site: string): boolean {
  try {
    const { protocol, origin } = new URL(site)
    return (protocol === 'https:' || protocol === 'http:') && origin === site
  } catch {
    return false
  }
}

import { z } from 'zod'

/** Every setting, read from the environment once. What each means stands in .env.example. */
export interface Config {
  port: number
  /** Folder of the embedded store, the demonstration key and the built pages. */
  data: string
  production: boolean
  /** The master key, 32 bytes; absent in demonstration mode, where it is made at first start (bot/masterKey.ts). */
  masterKey?: Buffer
  /** Sites that may embed the chat or run a client of their own: scheme, host and port, as a browser writes them. */
  origins: string[]
  municipality: string
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Whether settings for Teams are there; this version says so and leaves Teams off. */
  teams: boolean
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
  if (given.NODE_ENV === 'production' && given.BROBYGGER_KEY === undefined) {
    faults.push('BROBYGGER_KEY: required in production; make one with: openssl rand -base64 32')
  }
  if (!read.success || faults.length > 0) throw new ConfigFaults(faults)
  const { PORT, BROBYGGER_DATA, BROBYGGER_KEY, BROBYGGER_ORIGINS, BROBYGGER_MUNICIPALITY, BROBYGGER_LOG, NODE_ENV, ...teams } = read.data
  return {
    port: PORT,
    data: BROBYGGER_DATA,
    production: NODE_ENV === 'production',
    ...(BROBYGGER_KEY && { masterKey: Buffer.from(BROBYGGER_KEY, 'base64') }),
    origins: BROBYGGER_ORIGINS,
    municipality: BROBYGGER_MUNICIPALITY,
    logLevel: BROBYGGER_LOG,
    teams: teams.MicrosoftAppId !== undefined,
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
  NODE_ENV: z.string().optional(),
  DATABASE_URL: z
    .undefined('PostgreSQL is not available in this version; leave it out, and the embedded store in BROBYGGER_DATA is used')
    .optional(),
  MicrosoftAppId: z.string().optional(),
  MicrosoftAppPassword: z.string().optional(),
  MicrosoftAppTenantId: z.string().optional(),
  MicrosoftAppType: z.enum(['MultiTenant', 'SingleTenant', 'UserAssignedMSI'], 'MultiTenant, SingleTenant or UserAssignedMSI').optional(),
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

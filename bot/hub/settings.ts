import { z } from 'zod'

/** An agent hub outside this house that takes handoffs over a signed webhook (docs/handoff.md). */
export interface HubSettings {
  url: URL
  /** Signs what goes either way; never told to anyone. */
  secret: Buffer
  /** Whose handoffs go there; none named: all. */
  municipalities: string[]
  /** For so long (ms) it may be unreachable before a conversation is taken back. */
  patience: number
}

export const hubShape = {
  BROBYGGER_HUB_URL: z
    .string()
    .refine(isAddress, 'the address of the agent hub, https://... (http only on this machine), without name or password')
    .optional(),
  // The fault never says what was given.
  BROBYGGER_HUB_SECRET: z
    .string()
    .refine(isSecret, 'whsec_ and 24 to 64 bytes in base64; make one with: echo "whsec_$(openssl rand -base64 32)"')
    .optional(),
  BROBYGGER_HUB_MUNICIPALITIES: z
    .string()
    .regex(/^[a-z0-9-]+(\s*,\s*[a-z0-9-]+)*$/, 'ids in data/municipalities.json, divided by commas')
    .transform(ids => ids.split(/\s*,\s*/))
    .default([]),
  BROBYGGER_HUB_PATIENCE: z.coerce
    .number('a number of seconds')
    .int('a whole number of seconds')
    .min(10, 'at least 10 seconds')
    .max(600, 'at most 600 seconds: somebody is waiting')
    .default(120),
}

/** What is wrong beyond single settings. */
export function hubFaults(given: Record<string, string | undefined>): string[] {
  const [url, secret] = [given.BROBYGGER_HUB_URL, given.BROBYGGER_HUB_SECRET]
  if (url !== undefined && secret === undefined) {
    return ['BROBYGGER_HUB_SECRET: required with BROBYGGER_HUB_URL; make one with: echo "whsec_$(openssl rand -base64 32)"']
  }
  return url === undefined && secret !== undefined ? ['BROBYGGER_HUB_URL: required with BROBYGGER_HUB_SECRET'] : []
}

export function hubSettings(read: z.infer<z.ZodObject<typeof hubShape>>): HubSettings | undefined {
  const { BROBYGGER_HUB_URL: url, BROBYGGER_HUB_SECRET: secret } = read
  if (url === undefined || secret === undefined) return undefined
  return {
    url: new URL(url),
    secret: Buffer.from(secret.slice(prefix.length), 'base64'),
    municipalities: read.BROBYGGER_HUB_MUNICIPALITIES,
    patience: read.BROBYGGER_HUB_PATIENCE * 1000,
  }
}

const prefix = 'whsec_'

function isSecret(text: string): boolean {
  const { length } = Buffer.from(text.slice(prefix.length), 'base64')
  return /^whsec_[A-Za-z0-9+/]+={0,2}$/.test(text) && length >= 24 && length <= 64
}

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password, hash } = new URL(text)
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return (protocol === 'https:' || (protocol === 'http:' && here)) && username === '' && password === '' && hash === ''
}

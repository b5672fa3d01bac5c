import type { IncomingHttpHeaders } from 'node:http'
import type { Config } from './config.ts'

/** `missing`: no browser page asks (or one of our own with GET); `foreign`: a page that may not. */
export function originOf(headers: IncomingHttpHeaders, config: Config): 'own' | 'invited' | 'missing' | 'foreign' {
  const { origin } = headers
  if (origin === undefined) return 'missing'
  if (config.origins.includes(origin)) return 'invited'
  return hostOf(origin) !== undefined && hostOf(origin) === publicHost(headers) ? 'own' : 'foreign'
}

/** Whether this page may open a new way in (a token, a stream). Where no page asks, only a demonstration lets it through. */
export function mayEnter(headers: IncomingHttpHeaders, config: Config): boolean {
  const origin = originOf(headers, config)
  return origin === 'own' || origin === 'invited' || (origin === 'missing' && !config.production)
}

/** The host as the browser knows it, also behind a proxy. */
export function publicHost(headers: IncomingHttpHeaders): string | undefined {
  return first(headers['x-forwarded-host']) ?? headers.host
}

export function isSecure(headers: IncomingHttpHeaders): boolean {
  return first(headers['x-forwarded-proto']) === 'https'
}

const first = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header)?.split(',')[0]?.trim()

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host
  } catch {
    return undefined
  }
}

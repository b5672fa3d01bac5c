import type { Request, Response } from 'restify'
import { type Locale, translator } from '../locales/translate.ts'
import { NotKept } from '../store/store.ts'
import { kindOf } from './kindOf.ts'
import { Refusal, type RefusalCode } from './refusal.ts'
import type { Services } from './services.ts'

/** JSON, never kept by anyone on the way. */
export function answer(res: Response, status: number, body: unknown): void {
  if (res.headersSent) return
  // Node's own way: restify's formatters would word errors themselves, and its raw way writes head and body one by one.
  const text = JSON.stringify(body)
  res.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(text) })
  res.end(text)
}

const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' }

/** The one place at this edge where a throw becomes a calm sentence: what was meant says so, all else is counted by its kind and keeps silent. */
export function edge(services: Services, handle: (req: Request, res: Response) => Promise<void>) {
  return async (req: Request, res: Response): Promise<void> => {
    try {
      await handle(req, res)
    } catch (error) {
      refuse(services, req, res, error)
    }
  }
}

export function refuse(services: Pick<Services, 'log'>, req: Request, res: Response, error: unknown): void {
  const { status, code } = error instanceof Refusal ? error : meaningOf(error)
  if (status === 500) services.log.error({ kind: kindOf(error) }, 'a request failed')
  if (status === 503) res.setHeader('Retry-After', '5')
  const body = { error: { code, message: translator(localeOf(req))(`errors.${code}`) } }
  // restify's way, or it would send its own answer after ours where an error was its own.
  if (!res.headersSent) res.sendRaw(status, JSON.stringify(body), headers)
}

/** What the store could not keep, or where it is away, it has told the log itself, once; clients send it again. */
export const meaningOf = (error: unknown): { status: number; code: RefusalCode | 'OurFault' } =>
  error instanceof NotKept || (error instanceof Error && error.name === 'Unavailable')
    ? { status: 503, code: 'NotKept' }
    : { status: 500, code: 'OurFault' }

const localeOf = (req: Request): Locale => (/^en\b/i.test(req.headers['accept-language'] ?? '') ? 'en' : 'da')

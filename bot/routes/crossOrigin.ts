import type { Request, Response } from 'restify'
import type { Config } from '../config.ts'
import { originOf } from '../origins.ts'
import { Refusal } from '../refusal.ts'

/** Lets invited sites' own clients in; a foreign page is refused before anything is read. Throws Refusal. */
export function crossOrigin(req: Request, res: Response, config: Config): void {
  const origin = originOf(req.headers, config)
  res.setHeader('Vary', 'Origin')
  if (origin === 'foreign') throw new Refusal(403, 'NotAllowedHere')
  if (origin === 'missing') return
  res.setHeader('Access-Control-Allow-Origin', req.headers.origin ?? '')
  if (req.method !== 'OPTIONS') return
  res.setHeader('Access-Control-Allow-Methods', 'GET, POST, OPTIONS')
  res.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type, x-ms-bot-agent, X-Requested-With')
  res.setHeader('Access-Control-Max-Age', '7200')
}

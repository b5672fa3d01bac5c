import { createSecretKey, hkdfSync } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { createSealer } from '../../store/sealing.ts'
import { cookieOf } from '../deskGate.ts'
import { isSecure } from '../origins.ts'
import type { Flow } from './oidc.ts'

/** Seconds someone may take at the provider. */
const patience = 600

/**
 * What a sign-in that is under way must come back with, kept by the browser where no script reads it, sealed: nothing lies here for those who never come
 * back. SameSite=Lax, since it is the provider that sends the browser back.
 */
export interface FlowKeeper {
  give(req: IncomingMessage, res: ServerResponse, flow: Flow): void
  /** Takes it back, whatever comes of it: it serves once. undefined: none, not ours, or too old. */
  take(req: IncomingMessage, res: ServerResponse): Flow | undefined
}

export function createFlowKeeper(masterKey: Buffer, now: () => Date): FlowKeeper {
  const sealer = createSealer(masterKey)
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', masterKey, '', 'brobygger sign-in flow', 32)))
  return {
    give(req, res, sent) {
      const sealed = Buffer.from(sealer.seal(key, JSON.stringify(sent), about), 'base64').toString('base64url')
      res.setHeader('Set-Cookie', `${nameOf(req)}=${sealed}; Max-Age=${patience}; ${attributes(req)}`)
    },
    take(req, res) {
      res.setHeader('Set-Cookie', `${nameOf(req)}=; Max-Age=0; ${attributes(req)}`)
      const sealed = cookieOf(req, nameOf(req))
      if (sealed === undefined) return undefined
      try {
        const sent = flow.parse(JSON.parse(sealer.open(key, Buffer.from(sealed, 'base64url').toString('base64'), about)))
        return sent.begun + patience > now().getTime() / 1000 ? sent : undefined
      } catch {
        return undefined // sealed by another, or altered
      }
    },
  }
}

const about = 'sign-in flow'
const flow = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  begun: z.number(),
  anew: z.boolean(),
  redirectUri: z.string(),
})
const nameOf = (req: IncomingMessage) => (isSecure(req.headers) ? '__Host-brobygger-flow' : 'brobygger_flow')
const attributes = (req: IncomingMessage) => `Path=/; HttpOnly; SameSite=Lax${isSecure(req.headers) ? '; Secure' : ''}`

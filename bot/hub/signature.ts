import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** Seconds that the two clocks may differ; what is older may be somebody's copy. */
const tolerance = 300

/** Headers of a message as Standard Webhooks words them (standardwebhooks.com, version 1): HMAC-SHA256 of its id, the time and the body. */
export function signed(secret: Buffer, id: string, body: string, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature(secret, id, timestamp, body)}` }
}

/** Whether this body was signed with our secret, just now. Several signatures may stand there, while the secret is being changed. */
export function isSigned(secret: Buffer, headers: IncomingHttpHeaders, body: string, now: Date): boolean {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(name => String(headers[name] ?? ''))
  if (!id || !timestamp || !signatures || !/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > tolerance) return false
  const wanted = Buffer.from(signature(secret, id, timestamp, body))
  return signatures.split(' ').some(given => {
    const [version, value = ''] = given.split(',')
    const sent = Buffer.from(value)
    return version === 'v1' && sent.length === wanted.length && timingSafeEqual(sent, wanted)
  })
}

const signature = (secret: Buffer, id: string, timestamp: string, body: string) =>
  createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')

import type { HubSettings } from './settings.ts'
import { signed } from './signature.ts'

/** `never`: the hub has refused it for good, and the same again would be refused too. `status` 0: nobody answered. */
export type Posted = { ok: true } | { ok: false; never: boolean; status: number }

const answersWithin = 10_000

/** Posts an activity, signed; its id is the message's id, by which the hub knows it when it comes again. */
export async function post({ url, secret }: HubSettings, activity: { id: string }, now: Date): Promise<Posted> {
  const body = JSON.stringify(activity)
  const headers = { 'content-type': 'application/json', ...signed(secret, activity.id, body, now) }
  try {
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal: AbortSignal.timeout(answersWithin) })
    await response.body?.cancel()
    if (response.ok) return { ok: true }
    return { ok: false, never: refusedForGood(response.status), status: response.status }
  } catch {
    return { ok: false, never: false, status: 0 }
  }
}

/** 408, 425 and 429 mean later; 401, 403 and 404 may be mended over there while somebody waits. */
const refusedForGood = (status: number) => status >= 400 && status < 500 && ![401, 403, 404, 408, 409, 425, 429].includes(status)

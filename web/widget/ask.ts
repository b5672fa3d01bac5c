/** The server answered, but not with what was asked for. */
export class Refused extends Error {
  readonly status: number
  constructor(status: number) {
    super(`status ${status}`)
    this.status = status
  }
}

/** One request to our own server; JSON both ways. Throws Refused on any status but 2xx, TypeError or a timeout when nobody answers. */
export async function ask<T>(method: 'GET' | 'POST', url: string, token?: string, body?: unknown, keepalive = false): Promise<T> {
  const response = await fetch(url, {
    method,
    keepalive,
    cache: 'no-store',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    headers: {
      Accept: 'application/json',
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(!keepalive && { signal: AbortSignal.timeout(8000) }),
  })
  if (!response.ok) throw new Refused(response.status)
  return (await response.json()) as T // our own server, same origin
}

/** Whether asking again can help: nobody answered, or the server had a bad moment. */
export const isPassing = (error: unknown): boolean =>
  !(error instanceof Refused) || error.status >= 500 || [408, 425, 429].includes(error.status)

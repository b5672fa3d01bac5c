/** An answer of the desk. `offline`: none came. */
export type Answer<T> = { status: number; body: T } | 'offline'

/** Asks the desk. `body`: something is to change; it carries the header that only our own page can set. */
export async function ask<T>(path: string, body?: unknown): Promise<Answer<T>> {
  try {
    const response = await fetch(`/desk/api${path}`, {
      cache: 'no-store',
      headers: { Accept: 'application/json', 'X-Brobygger': 'desk', ...(body !== undefined && { 'Content-Type': 'application/json' }) },
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    })
    return { status: response.status, body: (await response.json()) as T } // our own server, as desk/wire.ts says
  } catch {
    return 'offline'
  }
}

export const done = <T>(answer: Answer<T>): answer is { status: 200; body: T } => answer !== 'offline' && answer.status === 200

/** Worth sending again, with the same id. */
export const passing = (answer: Answer<unknown>): boolean => answer === 'offline' || answer.status >= 500

export const newClientId = (): string => crypto.randomUUID()

import { ask, isPassing, Refused } from './ask.ts'
import type { Keep, Kept } from './keep.ts'
import { createOutbox } from './outbox.ts'
import { backoff, pause } from './pause.ts'
import { follow } from './stream.ts'
import type { Activity, ActivitySet } from './wire.ts'

/** `away`: we keep trying. `gone`: the server no longer has the conversation. `erased`: it was erased on purpose. */
export type Link = 'starting' | 'online' | 'away' | 'gone' | 'erased'

export interface Listener {
  heard(activities: Activity[]): void
  link(link: Link): void
  /** The server has it (`saved`), we try again (`again`), or it will never take it (`refused`). */
  sent(clientId: string, how: 'saved' | 'again' | 'refused'): void
}

export interface DirectLine {
  start(): void
  /** Queued, and sent in order, with the same id until the server has it. */
  say(message: { text: string; choice?: string; clientId: string }): void
  /** Typing, seen: said once; lost when the server is away. */
  tell(event: { type: 'typing' } | { type: 'event'; name: string; value?: unknown }): void
  /** Erased on the server; tries until it is. */
  erase(): Promise<void>
  /** The page is being left: erased with a request that outlives it. */
  leave(): void
  stop(): void
}

interface Start {
  conversationId: string
  token: string
  streamUrl: string
}

/** A small Direct Line 3.0 client: resumes, reconnects with backoff, polls where sockets cannot be opened, and never says a thing twice. */
export function createDirectLine(
  server: string,
  start: { municipality: string; locale: () => string },
  keep: Keep,
  on: Listener,
): DirectLine {
  const base = `${server}/v3/directline`
  let kept: Kept | undefined = keep.read()
  let watermark = ''
  let stopped = false
  let anythingHeard = false
  let socketsFrom = 0
  const me = { id: 'dl_citizen', role: 'user' }

  const mine = () => `${base}/conversations/${kept?.conversationId}`

  /** With the newest token, and once more with a fresh one when it has run out. */
  async function asking<T>(method: 'GET' | 'POST', url: () => string, body?: unknown): Promise<T> {
    try {
      return await ask<T>(method, url(), kept?.token, body)
    } catch (error) {
      if (!(error instanceof Refused) || (error.status !== 403 && error.status !== 401) || !kept) throw error
      const { token } = await ask<Start>('POST', `${base}/tokens/refresh`, kept.token, {})
      remember({ ...kept, token })
      return ask<T>(method, url(), token, body)
    }
  }

  const outbox = createOutbox(
    activity => asking('POST', () => `${mine()}/activities`, { ...activity, from: me, locale: start.locale() }),
    () => kept !== undefined && !stopped,
    on,
  )

  async function enter(): Promise<string> {
    if (!kept) {
      const { token } = await ask<Start>('POST', `${base}/tokens/generate`, undefined, {
        municipality: start.municipality,
        locale: start.locale(),
      })
      const begun = await ask<Start>('POST', `${base}/conversations`, token, { user: me, locale: start.locale() })
      remember({ municipality: start.municipality, conversationId: begun.conversationId, token: begun.token })
      return begun.streamUrl
    }
    const again = await asking<Start>('GET', () => `${mine()}?watermark=${encodeURIComponent(watermark)}`)
    remember({ ...kept, token: again.token })
    return again.streamUrl
  }

  async function live(): Promise<void> {
    for (let tries = 0; !stopped; ) {
      try {
        const streamUrl = await enter()
        if (stopped) return
        outbox.flush()
        const lasted = Date.now() < socketsFrom ? await poll() : await stream(streamUrl)
        tries = lasted > 5000 ? 0 : tries + 1
        if (stopped) return
        await pause(tries === 0 ? 250 : backoff(Math.min(tries, 4)))
      } catch (error) {
        if (stopped) return
        if (!isPassing(error) && kept) {
          lost()
          if (anythingHeard) return
          continue
        }
        on.link('away')
        await pause(backoff(tries++))
      }
    }
  }

  /** Resolves with how long it lasted; where it could not even be opened, polling takes over for a while. */
  async function stream(url: string): Promise<number> {
    const lasted = await follow(url, {
      opened: () => on.link('online'),
      heard: take,
      check: async () => take(await activities()),
      awaited: outbox.unechoed,
    })
    if (lasted === 'blocked') socketsFrom = Date.now() + 60_000
    else if (!stopped) on.link('away')
    return lasted === 'blocked' ? 10_000 : lasted
  }

  async function poll(): Promise<number> {
    const from = Date.now()
    while (!stopped && Date.now() < socketsFrom) {
      take(await activities())
      on.link('online')
      await pause(document.hidden ? 5000 : 1500)
    }
    return Date.now() - from
  }

  const activities = () => asking<ActivitySet>('GET', () => `${mine()}/activities?watermark=${encodeURIComponent(watermark)}`)

  function take(set: ActivitySet): boolean {
    if (stopped) return false
    if (set.watermark) watermark = set.watermark
    anythingHeard ||= set.activities.length > 0
    outbox.echoed(set.activities)
    if (set.activities.some(({ type, name }) => type === 'event' && name === 'erased')) {
      stop()
      keep.forget()
      on.link('erased')
      return true
    }
    const state: Activity[] = set.state ? [{ type: 'event', name: 'brobygger.state', value: set.state }] : []
    if (set.activities.length + state.length > 0) on.heard([...set.activities, ...state])
    return set.activities.length > 0
  }

  function remember(next: Kept) {
    kept = next
    if (!stopped) keep.write(next)
  }

  /** The server knows it no more: with nothing on the screen a new one is begun, else the citizen is told. */
  function lost() {
    keep.forget()
    kept = undefined
    watermark = ''
    if (!anythingHeard) return
    stop()
    on.link('gone')
  }

  function stop() {
    stopped = true
    outbox.stop()
  }

  const erasing = { type: 'event', name: 'erase', from: me }

  return {
    start: () => void live(),
    say: ({ text, choice, clientId }) =>
      outbox.add({
        type: 'message',
        text,
        channelData: { clientActivityID: clientId },
        ...(choice !== undefined && { value: { choice } }),
      }),
    tell: event => {
      if (kept && !stopped) asking('POST', () => `${mine()}/activities`, { ...event, from: me }).catch(() => {})
    },
    erase: async () => {
      stop()
      keep.forget()
      for (let tries = 0; kept; tries++) {
        try {
          await asking('POST', () => `${mine()}/activities`, erasing)
          break
        } catch (error) {
          if (!isPassing(error)) break
          on.link('away')
          await pause(backoff(tries))
        }
      }
      kept = undefined
      on.link('erased')
    },
    leave: () => {
      stop()
      keep.forget()
      if (kept) ask('POST', `${mine()}/activities`, kept.token, erasing, true).catch(() => {})
    },
    stop,
  }
}

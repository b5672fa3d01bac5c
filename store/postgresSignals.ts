import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import pg from 'pg'
import { connectionSettings, pause } from './postgresDatabase.ts'
import type { Signals } from './signals.ts'

const channel = 'brobygger_signals'
const second = 1000
/** Lines that wait while the one before is on its way; more are dropped. */
const mostWaiting = 500
/** PostgreSQL's limit is 8000 bytes. */
const longestLine = 200
const linesTogether = 38

/** Signals over NOTIFY, on a connection of their own: a sync of the disk never waits for someone who types, nor the other way round. */
export function openPostgresSignals(url: string): Signals {
  const me = randomUUID().slice(0, 8)
  const heard = new EventEmitter().setMaxListeners(0)
  let client: pg.Client | undefined
  let closed = false
  let waiting: string[] = []
  let sending = false
  void stayConnected()

  return {
    tell(signal) {
      if (!client || waiting.length >= mostWaiting || signal.length > longestLine) return
      waiting.push(signal)
      if (!sending) void send()
    },
    listen(onSignal) {
      heard.on('signal', onSignal)
      return () => heard.off('signal', onSignal)
    },
    async close() {
      closed = true
      await Promise.race([client?.end().catch(nothing), pause(second)])
    },
  }

  async function stayConnected(): Promise<void> {
    for (let tries = 0; !closed; tries++) {
      try {
        await connect()
        tries = 0
      } catch {}
      if (!closed) await pause(Math.min(100 * 2 ** tries, 2 * second))
    }
  }

  /** Resolves when the connection is over. */
  async function connect(): Promise<void> {
    const fresh = new pg.Client({ ...connectionSettings(url), query_timeout: 2 * second, application_name: 'brobygger signals' })
    const over = new Promise<void>(resolve => {
      fresh.on('error', () => resolve())
      fresh.on('end', () => resolve())
    })
    fresh.on('notification', ({ payload }) => hear(payload ?? ''))
    try {
      await fresh.connect()
      await fresh.query(`listen ${channel}`)
      client = fresh
      await over
    } finally {
      client = undefined
      waiting = []
      fresh.connection.stream.destroy()
    }
  }

  async function send(): Promise<void> {
    sending = true
    while (client && waiting.length > 0) {
      const lines = waiting.splice(0, linesTogether)
      await client.query({ name: 'signal', text: `select pg_notify('${channel}', $1)`, values: [[me, ...lines].join('\n')] }).catch(drop)
    }
    sending = false
  }

  /** Whoever does not answer a signal answers nothing: the connection is let go of, and another sought. */
  function drop() {
    client?.connection.stream.destroy()
  }

  function hear(payload: string) {
    const [who, ...lines] = payload.split('\n')
    if (who !== me) for (const line of lines) heard.emit('signal', line)
  }
}

const nothing = () => undefined

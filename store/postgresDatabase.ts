import pg from 'pg'
import { isPassing, refusalOf, Unavailable } from './postgresErrors.ts'

export interface Statement {
  /** Prepared once a connection under this name. */
  name: string
  text: string
  values: unknown[]
}

/** A bounded pool of connections that outlives restarts of the server and cuts of the network. */
export interface Database {
  /**
   * Asks, and asks again while the database is away, for `patience` at most: a statement must be harmless to repeat. `repeated`: an earlier try
   * may have stood although its answer was lost. Throws Unavailable.
   */
  ask<R extends pg.QueryResultRow>(statement: Statement): Promise<{ rows: R[]; repeated: boolean }>
  /** Forgets every connection: they may lead nowhere, and each would have to find out by itself. */
  renew(): void
  close(): Promise<void>
}

export interface DatabaseSettings {
  url: string
  /** Connections of this process at most, besides the one for the feed. */
  connections: number
  /** How long a caller waits while the database is away, in milliseconds. */
  patience: number
}

const seconds = 1000
/** The server ends a statement before we give up on its answer, so that nothing goes on behind our back. */
const serverTimeout = 5 * seconds
const answerTimeout = 6 * seconds

/** For every connection of ours. */
export function connectionSettings(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'brobygger',
    connectionTimeoutMillis: 3 * seconds,
    statement_timeout: serverTimeout,
    idle_in_transaction_session_timeout: 10 * seconds,
    query_timeout: answerTimeout,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10 * seconds,
  }
}

export function createDatabase({ url, connections, patience }: DatabaseSettings): Database {
  let pool = newPool()
  let closed = false

  function newPool(): pg.Pool {
    const made = new pg.Pool({ ...connectionSettings(url), max: connections, idleTimeoutMillis: 60 * seconds })
    made.on('error', () => undefined) // an idle connection broke: the pool has let go of it already
    return made
  }

  function renew() {
    const old = pool
    pool = newPool()
    old.end().catch(() => undefined)
  }

  return {
    async ask<R extends pg.QueryResultRow>(statement: Statement) {
      const from = performance.now()
      for (let tries = 0; ; tries++) {
        const used = pool
        try {
          const { rows } = await used.query<R>(statement)
          return { rows, repeated: tries > 0 }
        } catch (error) {
          if (!isPassing(error)) throw refusalOf(error) ?? error
          if (closed || performance.now() - from > patience) throw new Unavailable(error)
          if (error instanceof Error && error.message === 'Query read timeout' && used === pool) renew()
          await pause(Math.min(50 * 2 ** tries, 800) * (0.5 + Math.random() / 2)) // not all at once when it is back
        }
      }
    },
    renew,
    async close() {
      closed = true
      await Promise.race([pool.end(), pause(2 * seconds)])
    },
  }
}

export const pause = (milliseconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, milliseconds))

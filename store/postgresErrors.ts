import pg from 'pg'
import { NotKept } from './store.ts'

/**
 * The database was away for longer than we wait. Unlike with others of its kind a write may have stood all the same: read again, or send again what
 * counts once.
 */
export class Unavailable extends NotKept {
  constructor(cause: unknown) {
    super(cause)
    this.name = 'Unavailable'
    this.message = `the database did not answer (${this.code})`
  }
}

/** The database answers, and will not have us: waiting does not help, a person must mend it. */
export class DatabaseRefused extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'DatabaseRefused'
  }
}

/** Whether the same may succeed a moment later: no answer, a restart, a failover, too many at once, a full disk. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return !isRefusedByTls(error)
  return /^(08|40|53|57|58|55P03|25006)/.test(error.code ?? '')
}

/** How a person mends what no waiting mends; undefined: it is none of these. */
export function refusalOf(error: unknown): DatabaseRefused | undefined {
  if (error instanceof DatabaseRefused) return error
  if (isRefusedByTls(error))
    return new DatabaseRefused(`TLS: ${(error as Error).message}. See sslmode and sslrootcert in docs/postgresql.md`)
  if (!(error instanceof pg.DatabaseError)) return undefined
  const remedy = remedies.find(([code]) => error.code?.startsWith(code))?.[1]
  return remedy === undefined ? undefined : new DatabaseRefused(`${error.message}. ${remedy}`)
}

const remedies: [code: string, remedy: string][] = [
  ['28P01', 'Set the name and password of a role of that server'],
  ['28', 'Set a role that the server lets in from here (pg_hba.conf)'],
  ['3D000', 'Make it with: createdb -O ROLE NAME, or set the name of one that is there'],
  ['42501', 'Let the role make tables: grant create on schema public to ROLE'],
  ['3F000', 'Make the schema, or set search_path to one that is there'],
]

function isRefusedByTls(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return /^(SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|CERT_|ERR_TLS_)/.test(code) || error.message.includes('does not support SSL')
}

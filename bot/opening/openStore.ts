import { join } from 'node:path'
import type { Logger } from 'pino'
import type { PostgresStore } from '../../store/postgresStore.ts'
import type { Store } from '../../store/store.ts'
import { type Config, ConfigFaults } from '../config.ts'

/**
 * The store that the settings say. PostgreSQL is waited for, with a line in the log every few seconds. Throws FolderInUse, and ConfigFaults where
 * the database will not have us.
 */
export async function openStore({ databaseUrl, data }: Pick<Config, 'databaseUrl' | 'data'>, log: Logger): Promise<Store | PostgresStore> {
  // Only the one that is used is loaded.
  if (databaseUrl === undefined) {
    const { openLowdbStore } = await import('../../store/lowdbStore.ts')
    return openLowdbStore(join(data, 'store'), { report: trouble => reportTrouble(log, trouble) })
  }
  const { openPostgresStore } = await import('../../store/postgresStore.ts')
  try {
    const store = await openPostgresStore({
      url: databaseUrl,
      waiting: (database, seconds) => log.warn({ database, seconds }, 'waiting for the database'),
    })
    reportCuts(log, store)
    return store
  } catch (error) {
    if (error instanceof Error && error.name === 'DatabaseRefused') throw new ConfigFaults([`DATABASE_URL: ${error.message}`])
    throw error
  }
}

/** Once when the database cannot be reached any more, and once when it can: what was asked meanwhile was refused with 503, and is sent again. */
function reportCuts(log: Logger, store: Store): void {
  let since: number | undefined
  store.watch(
    () => undefined,
    feed => {
      if (feed === 'cut') {
        since ??= performance.now()
        log.warn('the database is away: what it does not keep is refused with 503, until it is back')
      } else if (since !== undefined) {
        log.warn({ seconds: Math.round((performance.now() - since) / 1000) }, 'the database is back')
        since = undefined
      }
    },
  )
}

/** Once when it begins, by the system's word for it (ENOSPC: the disk is full), and once when it is over; each client hears it with its answer. */
function reportTrouble(log: Logger, trouble: { code: string } | 'over'): void {
  if (trouble === 'over') log.warn('the data folder keeps everything again')
  else
    log.error({ kind: trouble.code }, 'the data folder does not keep everything: what it does not keep is refused with 503, until it does')
}

import type { Logger } from 'pino'
import { seekLease } from '../../store/leases.ts'
import type { PostgresStore } from '../../store/postgresStore.ts'
import type { Store } from '../../store/store.ts'
import { kindOf } from '../kindOf.ts'

const minute = 60_000
/** Milliseconds until the first, and from one to the next. */
const usual = { first: minute, every: 60 * minute }

/** What makes erasing whole, once for all nodes: a minute after the start, and every hour. The embedded store does it in the erasing itself. */
export function startUpkeep(store: Store | PostgresStore, log: Logger, { first, every } = usual): { close(): Promise<void> } {
  if (!('upkeep' in store)) return { close: async () => undefined }
  const lease = seekLease(store, 'upkeep', minute)
  let running = Promise.resolve()
  let told = ''
  const go = () => {
    if (lease.held()) running = running.then(run)
  }
  const soon = setTimeout(go, first)
  const hourly = setInterval(go, every)

  return {
    async close() {
      clearTimeout(soon)
      clearInterval(hourly)
      await lease.close() // what is under way ends with the process, and is done again
    },
  }

  async function run() {
    try {
      const left = await (store as PostgresStore).upkeep() // it has one: asked above
      if (left.join() !== told) log.warn({ left }, 'what was erased may still lie in files of the database server')
      told = left.join()
    } catch (error) {
      log.error({ kind: kindOf(error) }, 'the upkeep of the database failed; it is tried again in an hour')
    }
  }
}

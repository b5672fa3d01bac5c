import { NotKept, type Store } from '../../store/store.ts'
import type { Metrics } from './metrics.ts'

type Counted = Pick<Metrics, 'storeOperations' | 'storeErrors' | 'feedCuts' | 'feedCutSeconds'>

/** The same store, with what is asked of it counted and timed. */
export function countStore<S extends Store>(store: S, { storeOperations, storeErrors, feedCuts, feedCutSeconds }: Counted): S {
  let cutSince: number | undefined
  feedCutSeconds.from(() => [[cutSince === undefined ? 0 : (performance.now() - cutSince) / 1000]])
  store.watch(nothing, feed => {
    if (feed === 'cut') feedCuts.inc()
    cutSince = feed === 'cut' ? performance.now() : undefined
  })
  return {
    ...store,
    read: key => counted('read', () => store.read(key)),
    write: (key, value, expected) => counted('write', () => store.write(key, value, expected)),
    forget: key => counted('forget', () => store.forget(key)),
  }

  async function counted<R>(operation: string, task: () => Promise<R>): Promise<R> {
    const done = storeOperations.startTimer({ operation })
    try {
      return await task()
    } catch (error) {
      storeErrors.inc({ operation, kind: kindOfStoreError(error) })
      throw error
    } finally {
      done()
    }
  }
}

/** Our own words, or the system's code behind them: ENOSPC, EIO. Never a message. */
function kindOfStoreError(error: unknown): string {
  if (error instanceof NotKept) return /^[A-Z0-9]{2,20}$/.test(error.code) ? error.code : 'NotKept'
  return error instanceof Error && (error.name === 'Conflict' || error.name === 'Unavailable') ? error.name : 'other'
}

const nothing = () => undefined

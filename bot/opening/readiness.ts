import type { Store } from '../../store/store.ts'

/** What keeps this node from serving: it is being stopped; the store does not answer; changes of other nodes do not come through. */
export type Missing = 'leaving' | 'store' | 'changes'

export interface Readiness {
  missing(): Promise<Missing[]>
  /** The store has been away so long that asking it would only keep people waiting. */
  away(): boolean
  isLeaving(): boolean
  leave(): void
}

/** Milliseconds. */
const answerWithin = 2000
const awayAfter = 3000

export function createReadiness(store: Store): Readiness {
  let leaving = false
  let cutSince: number | undefined
  store.watch(nothing, feed => {
    cutSince = feed === 'whole' ? undefined : (cutSince ?? performance.now())
  })

  return {
    async missing() {
      const answers = await soon(store.read('readiness/probe'))
      return [
        ...(leaving ? (['leaving'] as const) : []),
        ...(answers ? [] : (['store'] as const)),
        ...(cutSince === undefined ? [] : (['changes'] as const)),
      ]
    },
    away: () => cutSince !== undefined && performance.now() - cutSince > awayAfter,
    isLeaving: () => leaving,
    leave() {
      leaving = true
    },
  }
}

async function soon(asked: Promise<unknown>): Promise<boolean> {
  let late: NodeJS.Timeout | undefined
  const tooLate = new Promise<boolean>(resolve => {
    late = setTimeout(() => resolve(false), answerWithin)
  })
  const answered = asked.then(
    () => true,
    () => false,
  )
  const inTime = await Promise.race([answered, tooLate])
  clearTimeout(late)
  return inTime
}

const nothing = () => undefined

import { z } from 'zod'
import type { Key, Store } from '../store/store.ts'
import { unlessConflict } from './audit.ts'

/** Counts what weighs on a counsellor: the conversations with danger in them that they took one after another. */
export interface HeavyCount {
  /** Somebody took one. How many it makes in a row. */
  took(account: string, isHeavy: boolean, now: Date): Promise<number>
  /** They had a pause. */
  paused(account: string): Promise<void>
}

/** Kept so that a new page, or another node, does not forget a hard morning. Two taken at the same moment may count as one: it is a suggestion. */
export function createHeavyCount(store: Store): HeavyCount {
  return {
    async took(account, isHeavy, now) {
      const key = keyOf(account)
      const found = await store.read<unknown>(key)
      const before = counted.safeParse(found?.value).data
      const inARow = !isHeavy ? 0 : before && now.getTime() - Date.parse(before.at) < forgottenAfter ? before.inARow + 1 : 1
      if (inARow > 0 || found) await unlessConflict(() => store.write(key, { inARow, at: now.toISOString() }, found?.etag ?? 'absent'))
      return inARow
    },
    paused: account => store.forget(keyOf(account)),
  }
}

/** Milliseconds without any conversation taken are a pause too. */
const forgottenAfter = 60 * 60_000

const counted = z.object({ inARow: z.number(), at: z.string() })
const keyOf = (account: string): Key => `desk-heavy/${account}`

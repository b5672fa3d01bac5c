import { isMoving } from '../../store/moving.ts'
import type { Store } from '../../store/store.ts'
import { ConfigFaults } from '../config.ts'

/** Throws ConfigFaults where a restore or a move into this store was broken off: nobody is served from half of it. */
export async function refuseHalfMoved(store: Store): Promise<void> {
  if (!(await isMoving(store))) return
  throw new ConfigFaults([
    'the store is only half filled: `brobygger restore` or `brobygger migrate-store` was broken off. Run the same again, it goes on from there.',
  ])
}

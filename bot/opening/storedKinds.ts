import type { BackupOrder } from '../../store/backup.ts'
import { isMark } from '../../store/moving.ts'
import type { Key } from '../../store/store.ts'

const beginsWith = (beginnings: string[]) => (key: Key) => beginnings.some(beginning => key.startsWith(beginning))

/** Of running nodes: made anew by whoever starts. */
const ofNodes = beginsWith(['leases/', 'presence/', 'master-key/'])
/** Who is signed in and who may: in a backup they would be keys that fit again, also those that were used since. */
const ofSignIn = beginsWith(['sessions/', 'provider-sessions/', 'links/', 'lockouts/', 'course-invitations/'])

/** What a store is about, and not only what its nodes need among themselves. */
export const isKept = (key: Key): boolean => !ofNodes(key) && !isMark(key)

/**
 * The audit log's head comes before its entries, its checkpoint after them: the worst that the backup can then hold is what a crash leaves, and that
 * mends itself (desk/audit.ts).
 */
export const backupOrder: BackupOrder = {
  leavesOut: key => !isKept(key) || ofSignIn(key),
  first: ['audit/head'],
  last: ['audit/checkpoint'],
}

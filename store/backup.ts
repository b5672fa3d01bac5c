import { createBackupWriter } from './backupFormat.ts'
import type { Key, Store } from './store.ts'

/** Which documents a backup leaves out, and which come first and last because others hang together with them. */
export interface BackupOrder {
  leavesOut(key: Key): boolean
  first: Key[]
  last: Key[]
}

/**
 * All documents as one stream (store/backupFormat.ts), while the store goes on being used: each document stands as it was at one moment between begin
 * and end. Wrapped keys come last of all, so that what is forgotten while the backup is being made cannot be read in it either.
 */
export async function* backUp(store: Store, masterKey: Buffer, now: Date, order: BackupOrder): AsyncGenerator<Buffer> {
  const keys = await keysInOrder(store, order)
  const writer = createBackupWriter(masterKey, { madeAt: now.toISOString(), documents: keys.length })
  yield writer.head()
  for (const key of keys) {
    const found = await store.read(key)
    if (found) yield writer.record({ key, value: found.value })
  }
  yield writer.end()
}

async function keysInOrder(store: Store, { leavesOut, first, last }: BackupOrder): Promise<Key[]> {
  const rank = (key: Key) => (isWrappedKey(key) ? 3 : last.includes(key) ? 2 : first.includes(key) ? 0 : 1)
  const keys: Key[] = []
  for await (const key of store.keys('')) if (!leavesOut(key)) keys.push(key)
  return keys.sort((a, b) => rank(a) - rank(b))
}

/** Where a sealed document's wrapped key lies (store/sealedDocuments.ts), and for which document it is; undefined: it is none. */
export const sealedBy = (key: Key): Key | undefined => (isWrappedKey(key) ? key.replace('-keys/', '/') : undefined)

const isWrappedKey = (key: Key) => /^[^/]+-keys\//.test(key)

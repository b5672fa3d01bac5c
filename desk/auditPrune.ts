import type { Store } from '../store/store.ts'
import { unlessConflict } from './audit.ts'
import { type AuditMark, type AuditSeals, checkpointKey, entryKey, entryPrefix, headKey, nothingBefore, numberOf } from './auditEntry.ts'
import { readInOrder } from './auditVerify.ts'

/**
 * Forgets the entries from before a moment. A sealed checkpoint takes their place first, so that the chain can be verified from there, and a crash
 * in between leaves only what the next call forgets. What does not hold is never forgotten: it is evidence. Returns how many went.
 */
export async function pruneAudit(store: Store, seals: AuditSeals, before: Date): Promise<number> {
  const found = await store.read<unknown>(checkpointKey)
  const head = (await store.read<unknown>(headKey))?.value
  if ((found && !seals.isMark('checkpoint', found.value)) || !seals.isMark('head', head)) return 0
  const old = (found?.value as AuditMark | undefined) ?? nothingBefore // looked at above
  let last: Omit<AuditMark, 'seal'> = old
  for await (const { number, entry } of readInOrder(store, old.number + 1, head.number)) {
    const inLine = seals.isEntry(entry) && entry.number === number && entry.before === last.entry && entry.did !== 'mended'
    if (!inLine || entry.at >= before.toISOString()) break
    last = { number, entry: entry.seal }
  }
  if (last.number > old.number) {
    const written = await unlessConflict(() => store.write(checkpointKey, seals.mark('checkpoint', last), found?.etag ?? 'absent'))
    if (!written) return 0 // another node is at it
  }
  let gone = 0
  for await (const key of store.keys(entryPrefix)) {
    if (numberOf(key) > last.number) continue
    await store.forget(entryKey(numberOf(key)))
    gone++
  }
  return gone
}

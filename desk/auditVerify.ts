import type { Store } from '../store/store.ts'
import {
  type AuditEntry,
  type AuditMark,
  type AuditSeals,
  checkpointKey,
  entryKey,
  entryPrefix,
  headKey,
  nothingBefore,
  numberOf,
} from './auditEntry.ts'

/** Whether the log is whole. `anchor`: its last entry, `NUMBER:SEAL`, to be kept elsewhere and given next time. */
export type Verdict =
  | { holds: true; first: number; last: number; anchor?: string }
  | {
      holds: false
      /** The number where it breaks. */
      at: number
      why: 'altered' | 'missing' | 'notInLine' | 'mended' | 'head' | 'checkpoint' | 'anchor'
    }

/**
 * Reads the whole log, also while others write to it. Without `anchor` one thing cannot be seen: that someone who could write to the store put
 * back an older state of the whole log. With what an earlier call gave, that too.
 */
export async function verifyAudit(store: Store, seals: AuditSeals, anchor?: string): Promise<Verdict> {
  for (;;) {
    const checkpoint = await store.read<unknown>(checkpointKey)
    const verdict = await verifyFrom(checkpoint?.value, store, seals, anchor)
    // Old entries were forgotten meanwhile: from the new checkpoint on, then.
    if (verdict.holds || (await store.read(checkpointKey))?.etag === checkpoint?.etag) return verdict
  }
}

async function verifyFrom(checkpoint: unknown, store: Store, seals: AuditSeals, anchor: string | undefined): Promise<Verdict> {
  if (checkpoint !== undefined && !seals.isMark('checkpoint', checkpoint)) return { holds: false, at: 0, why: 'checkpoint' }
  const begins: Omit<AuditMark, 'seal'> = checkpoint ?? nothingBefore
  const present = new Set<number>()
  for await (const key of store.keys(entryPrefix)) if (numberOf(key) > begins.number) present.add(numberOf(key))
  // Read after the entries were listed: it may be moved meanwhile, never back.
  const head = (await store.read<unknown>(headKey))?.value
  if (head === undefined ? present.size > 1 || begins.number > 0 : !seals.isMark('head', head))
    return { holds: false, at: last(), why: 'head' }
  const end = (head as AuditMark | undefined) ?? nothingBefore // looked at above
  if (end.number < begins.number) return { holds: false, at: end.number, why: 'head' }

  // Entries may be ahead of the head: their writer is just about to move it, or crashed there, or a backup was taken meanwhile.
  let before = begins
  const known = /^(\d+):([0-9a-f]{64})$/.exec(anchor ?? '')
  for await (const { number, entry } of readInOrder(store, begins.number + 1, Math.max(end.number, last()))) {
    if (entry === undefined) return { holds: false, at: number, why: 'missing' }
    if (!seals.isEntry(entry)) return { holds: false, at: number, why: 'altered' }
    if (entry.did === 'mended') return { holds: false, at: number, why: 'mended' }
    if (entry.number !== number || entry.before !== before.entry) return { holds: false, at: number, why: 'notInLine' }
    if (known && Number(known[1]) === number && known[2] !== entry.seal) return { holds: false, at: number, why: 'anchor' }
    if (number === end.number && entry.seal !== end.entry) return { holds: false, at: number, why: 'head' }
    before = { number, entry: entry.seal }
  }
  if (end.number === begins.number && end.number > 0 && end.entry !== begins.entry) return { holds: false, at: end.number, why: 'head' }
  if (known && Number(known[1]) > before.number) return { holds: false, at: Number(known[1]), why: 'anchor' }
  return {
    holds: true,
    first: begins.number + 1,
    last: before.number,
    ...(before.number > 0 && { anchor: `${before.number}:${before.entry}` }),
  }

  function last() {
    return [...present].reduce((a, b) => Math.max(a, b), 0)
  }
}

/** The entries of a stretch of time, in order, as they stand: whether they are whole is for `verifyAudit` to say. */
export async function* listAudit(
  store: Store,
  { from, to }: { from?: string | undefined; to?: string | undefined },
): AsyncIterable<AuditEntry> {
  let first = Number.POSITIVE_INFINITY
  let last = 0
  for await (const key of store.keys(entryPrefix)) {
    first = Math.min(first, numberOf(key))
    last = Math.max(last, numberOf(key))
  }
  for await (const { entry } of readInOrder(store, first, last)) {
    const { at } = (entry ?? {}) as Partial<AuditEntry>
    if (at !== undefined && (from === undefined || at >= from) && (to === undefined || at < to)) yield entry as AuditEntry // as it stands
  }
}

const atOnce = 100

export async function* readInOrder(store: Store, first: number, last: number): AsyncIterable<{ number: number; entry: unknown }> {
  for (let from = first; from <= last; from += atOnce) {
    const numbers = Array.from({ length: Math.min(atOnce, last - from + 1) }, (_, i) => from + i)
    const read = await Promise.all(numbers.map(number => store.read<unknown>(entryKey(number))))
    for (const [i, found] of read.entries()) yield { number: from + i, entry: found?.value }
  }
}

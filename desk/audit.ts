import { createSerial } from '../store/serial.ts'
import { Conflict, type Etag, type Store } from '../store/store.ts'
import {
  type AuditEntry,
  type AuditMark,
  type AuditSeals,
  checkpointKey,
  type Deed,
  entryKey,
  entryPrefix,
  headKey,
  nothingBefore,
  numberOf,
} from './auditEntry.ts'

/** What is to be written down. Of a conversation only its mark is kept. */
export interface Done {
  who: { id: string; email?: string }
  did: Exclude<Deed, 'mended'>
  conversation?: string
  municipality?: string
  /** The account that was changed. */
  account?: string
}

/** The desk's audit log: it only grows, and every entry seals the one before (desk/auditEntry.ts). */
export interface Audit {
  /** Durable when it returns. Throws NotKept: then what was to be done should not be done either. */
  append(done: Done): Promise<AuditEntry>
}

/**
 * Writes the log on any number of nodes. An entry is created under the next number, which only one can; then the head is moved on. Whoever finds the
 * next number taken moves the head for the other one, who is at it or crashed between the two, and tries the number after.
 */
export function createAudit(store: Store, seals: AuditSeals, now: () => Date): Audit {
  const oneByOne = createSerial()
  return { append: done => oneByOne('audit', () => append(done)) }

  async function append({ who, did, conversation, municipality, account }: Done): Promise<AuditEntry> {
    for (;;) {
      const end = await readEnd()
      if (end === undefined) {
        await mend()
        continue
      }
      const entry = seals.entry({
        number: end.number + 1,
        at: now().toISOString(),
        who: who.id,
        ...(who.email !== undefined && { email: who.email }),
        did,
        ...(conversation !== undefined && { talk: seals.talk(conversation) }),
        ...(municipality !== undefined && { municipality }),
        ...(account !== undefined && { account }),
        before: end.entry,
      })
      const created = await create(entry)
      if (created) {
        await moveHead(entry, end.etag)
        return entry
      }
      await passOver(end)
    }
  }

  /** Where to go on. undefined: the head is gone or not ours, though something was there. */
  async function readEnd(): Promise<(Omit<AuditMark, 'seal'> & { etag: Etag | 'absent' }) | undefined> {
    const head = await store.read<unknown>(headKey)
    if (head) return seals.isMark('head', head.value) ? { ...head.value, etag: head.etag } : undefined
    // The head is there before the first entry: entries without it are a log that was cut.
    if (!(await isEmpty())) return (await store.read(headKey)) ? readEnd() : undefined // another node may have begun it since
    await unlessConflict(() => store.write(headKey, seals.mark('head', nothingBefore), 'absent'))
    return readEnd()
  }

  async function isEmpty(): Promise<boolean> {
    if (await store.read(checkpointKey)) return false
    for await (const _ of store.keys(entryPrefix)) return false
    return true
  }

  /** The number is taken: the head moves over that entry, where it goes on from where we stood; else the chain begins anew. */
  async function passOver(end: Omit<AuditMark, 'seal'> & { etag: Etag | 'absent' }): Promise<void> {
    const head = await store.read(headKey)
    if ((head?.etag ?? 'absent') !== end.etag) return // somebody moved it meanwhile
    const taken = (await store.read<unknown>(entryKey(end.number + 1)))?.value
    if (seals.isEntry(taken) && taken.number === end.number + 1 && taken.before === end.entry) await moveHead(taken, end.etag)
    else await mend()
  }

  /**
   * Somebody without the key was at the log. Helping goes on, so the log does too, behind everything that is there, with an entry that
   * says so: `brobygger audit verify` then tells where.
   */
  async function mend(): Promise<void> {
    const head = await store.read<unknown>(headKey)
    const checkpoint = (await store.read<unknown>(checkpointKey))?.value
    let last = Math.max(
      seals.isMark('head', head?.value) ? head.value.number : 0,
      seals.isMark('checkpoint', checkpoint) ? checkpoint.number : 0,
    )
    for await (const key of store.keys(entryPrefix)) last = Math.max(last, numberOf(key))
    const entry = seals.entry({ number: last + 1, at: now().toISOString(), who: 'brobygger', did: 'mended', before: '' })
    if (await create(entry)) await moveHead(entry, head?.etag ?? 'absent')
  }

  async function create(entry: AuditEntry): Promise<boolean> {
    return unlessConflict(() => store.write(entryKey(entry.number), entry, 'absent'))
  }

  /** Not moved where someone else moved it already. */
  async function moveHead({ number, seal }: AuditEntry, etag: Etag | 'absent'): Promise<void> {
    await unlessConflict(() => store.write(headKey, seals.mark('head', { number, entry: seal }), etag))
  }
}

export async function unlessConflict(task: () => Promise<unknown>): Promise<boolean> {
  try {
    await task()
    return true
  } catch (error) {
    if (error instanceof Conflict) return false
    throw error
  }
}

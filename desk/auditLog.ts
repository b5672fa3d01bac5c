import type { Store } from '../store/store.ts'
import { type Audit, createAudit, type Done } from './audit.ts'
import { type AuditEntry, createAuditSeals } from './auditEntry.ts'
import { pruneAudit } from './auditPrune.ts'
import { listAudit, type Verdict, verifyAudit } from './auditVerify.ts'

/** The audit log of this desk: writing, reading and forgetting, under the key that belongs to it. */
export interface AuditLog extends Audit {
  /** That someone was shown a conversation: once for each session, however often the page connects. */
  opened(session: string, done: Omit<Done, 'did'> & { conversation: string }): Promise<void>
  /** Taken: what follows on the screen of this session is not opened anew. */
  took(session: string, done: Omit<Done, 'did'> & { conversation: string }): Promise<void>
  verify(anchor?: string): Promise<Verdict>
  list(stretch: { from?: string | undefined; to?: string | undefined }): AsyncIterable<AuditEntry>
  /** Forgets what is older. Returns how many entries went. */
  prune(before: Date): Promise<number>
  /** What a conversation is called in the log. */
  markOf(conversation: string): string
}

/** `masterKey`: 32 bytes. */
export function openAuditLog(store: Store, masterKey: Buffer, now: () => Date): AuditLog {
  const seals = createAuditSeals(masterKey)
  const { append } = createAudit(store, seals, now)
  const shown = new Set<string>()

  async function show(session: string, done: Done & { conversation: string }): Promise<void> {
    await append(done)
    shown.add(`${session} ${done.conversation}`)
    if (shown.size > remembered) shown.delete(shown.values().next().value!) // size > 0: there is an oldest
  }

  return {
    append,
    async opened(session, done) {
      if (!shown.has(`${session} ${done.conversation}`)) await show(session, { ...done, did: 'opened' })
    },
    took: (session, done) => show(session, { ...done, did: 'took' }),
    verify: anchor => verifyAudit(store, seals, anchor),
    list: stretch => listAudit(store, stretch),
    prune: before => pruneAudit(store, seals, before),
    markOf: seals.talk,
  }
}

const remembered = 10_000

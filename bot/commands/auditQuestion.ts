import { z } from 'zod'
import type { AuditEntry } from '../../desk/auditEntry.ts'
import type { AuditLog } from '../../desk/auditLog.ts'
import type { Verdict } from '../../desk/auditVerify.ts'

/** What `brobygger audit` asks, of the store itself or of the server that has it. Moments in ISO 8601. */
export const auditQuestion = z.discriminatedUnion('audit', [
  z.strictObject({ audit: z.literal('verify'), known: z.string().optional() }),
  z.strictObject({ audit: z.literal('list'), from: z.string().optional(), to: z.string().optional() }),
])
export type AuditQuestion = z.infer<typeof auditQuestion>
export type AuditAnswer = { verdict: Verdict } | { entries: AuditEntry[] }

export async function answerAudit(log: AuditLog, question: AuditQuestion): Promise<AuditAnswer> {
  if (question.audit === 'verify') return { verdict: await log.verify(question.known) }
  const entries = []
  for await (const entry of log.list(question)) entries.push(entry)
  return { entries }
}

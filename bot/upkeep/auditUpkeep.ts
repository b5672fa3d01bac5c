import { kindOf } from '../kindOf.ts'
import type { Services } from '../services.ts'

const hour = 60 * 60_000
const day = 24 * hour

/** Forgets audit entries past their time: at the start, and every six hours. On several nodes it is harmless that each does it. */
export function startAuditUpkeep({ audit, config, now, log }: Pick<Services, 'audit' | 'config' | 'now' | 'log'>): { close(): void } {
  const prune = () =>
    audit
      .prune(new Date(now().getTime() - config.auditDays * day))
      .catch(error => log.error({ kind: kindOf(error) }, 'old audit entries could not be forgotten; it is tried again in six hours'))
  void prune()
  const timer = setInterval(prune, 6 * hour)
  timer.unref()
  return { close: () => clearInterval(timer) }
}

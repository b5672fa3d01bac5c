import { type Logger, pino } from 'pino'
import type { Config } from './config.ts'
import { kindOf } from './kindOf.ts'

/**
 * Counts, durations and kinds of errors to standard error. Never texts, ids of conversations, addresses, or user agents. An error that is logged
 * whole by mistake becomes its kind: its message might hold someone's words. `onError` is told the name of each error's kind.
 */
export function createLog({ logLevel }: Pick<Config, 'logLevel'>, onError: (name: string) => void = () => undefined): Logger {
  return pino(
    {
      level: logLevel,
      base: null,
      serializers: { err: kindOf },
      hooks: {
        logMethod([first, ...rest], write, level) {
          const entry: unknown = (first as unknown) instanceof Error ? { kind: kindOf(first) } : first
          if (level >= error) onError(nameOf(entry))
          write.apply(this, [entry, ...rest] as Parameters<typeof write>)
        },
      },
    },
    pino.destination({ dest: 2, sync: true }),
  )
}

/** Pino's number for the level. */
const error = 50

/** "TypeError bot/turn.ts:31:5" -> TypeError. */
function nameOf(entry: unknown): string {
  const kind = typeof entry === 'object' && entry !== null && 'kind' in entry ? String(entry.kind) : ''
  return /^[A-Za-z][A-Za-z0-9]{1,40}(?= |$)/.exec(kind)?.[0] ?? 'other'
}

import { type Logger, pino } from 'pino'
import type { Config } from './config.ts'

/** Counts, durations and kinds of errors to standard error. Never texts, ids of conversations, addresses, or user agents. */
export function createLog({ logLevel }: Pick<Config, 'logLevel'>): Logger {
  return pino({ level: logLevel, base: null }, pino.destination({ dest: 2, sync: true }))
}

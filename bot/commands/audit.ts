import type { AuditEntry } from '../../desk/auditEntry.ts'
import { openAuditLog } from '../../desk/auditLog.ts'
import type { Verdict } from '../../desk/auditVerify.ts'
import { dayNumber, momentOf } from '../../registry/copenhagen.ts'
import { FolderInUse } from '../../store/folderLock.ts'
import { type Config, readConfig } from '../config.ts'
import { createLog } from '../log.ts'
import { openStore } from '../opening/openStore.ts'
import { terminalWords } from '../terminal.ts'
import { readArguments, WrongArguments } from './arguments.ts'
import { type AuditAnswer, type AuditQuestion, answerAudit } from './auditQuestion.ts'
import { givenKey } from './givenKey.ts'
import { askServerForAudit } from './serverDoor.ts'

const usage = 'brobygger audit verify [--known NUMBER:SEAL], or brobygger audit list [--from 2026-11-01] [--to 2026-11-30] [--jsonl]'

/**
 * `brobygger audit verify`: whether the log of who did what at the desk is whole; exit code 0 yes, 1 no. `brobygger audit list`: what stands in it, days as
 * in Copenhagen, both counted in. While the server runs or not.
 */
export async function auditCommand(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    known: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    jsonl: { type: 'boolean' },
  })
  const question = questionOf(positionals, values)
  const answer = await ask(readConfig(process.env), question)
  if ('verdict' in answer) return tell(answer.verdict)
  for (const entry of answer.entries) process.stdout.write(`${values.jsonl ? JSON.stringify(entry) : lineOf(entry)}\n`)
  return 0
}

interface Given {
  known?: string | undefined
  from?: string | undefined
  to?: string | undefined
  jsonl?: boolean | undefined
}

function questionOf([verb, ...rest]: string[], { known, from, to, jsonl }: Given): AuditQuestion {
  if (rest.length > 0) throw new WrongArguments(usage)
  if (verb === 'verify' && from === undefined && to === undefined && !jsonl) {
    if (known !== undefined && !/^\d+:[0-9a-f]{64}$/.test(known)) {
      throw new WrongArguments('--known: what an earlier brobygger audit verify told you to keep, NUMBER:SEAL')
    }
    return { audit: 'verify', ...(known !== undefined && { known }) }
  }
  if (verb !== 'list' || known !== undefined) throw new WrongArguments(usage)
  return {
    audit: 'list',
    ...(from !== undefined && { from: midnight('--from', from, 0) }),
    ...(to !== undefined && { to: midnight('--to', to, 1) }),
  }
}

/** The beginning of a day in Copenhagen, so many days later. */
function midnight(name: string, text: string, later: number): string {
  const [year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.slice(1).map(Number) ?? []
  const day = year === undefined || month === undefined || date === undefined ? Number.NaN : dayNumber(year, month, date)
  const isDay = !Number.isNaN(day) && new Date(day * 24 * 60 * 60_000).toISOString().startsWith(text)
  if (!isDay) throw new WrongArguments(`${name}: a day such as 2026-11-25`)
  return momentOf({ day: day + later, time: 0 }).toISOString()
}

/** The embedded store belongs to one process: where the server has it, the server is asked. */
async function ask(config: Config, question: AuditQuestion): Promise<AuditAnswer> {
  const masterKey = await givenKey(config)
  try {
    const store = await openStore(config, createLog(config))
    try {
      return await answerAudit(
        openAuditLog(store, masterKey, () => new Date()),
        question,
      )
    } finally {
      await store.close()
    }
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error
    return askServerForAudit(config.data, question)
  }
}

function tell(verdict: Verdict): number {
  const t = terminalWords()
  if (!verdict.holds) {
    process.stdout.write(`${t('cli.audit.breaks', { at: verdict.at, why: t(`cli.audit.why.${verdict.why}`) })}\n`)
    return 1
  }
  const { first, last, anchor } = verdict
  process.stdout.write(`${anchor === undefined ? t('cli.audit.empty') : t('cli.audit.holds', { count: last - first + 1, anchor })}\n`)
  return 0
}

/** In columns, for people and for grep. */
function lineOf({ at, who, email, did, talk, municipality, account }: AuditEntry): string {
  const t = terminalWords()
  const what = [municipality, talk && `#${talk}`, account].filter(Boolean).join(' ')
  return [at, email ?? who, t(`cli.audit.did.${did}`), what].join('\t')
}

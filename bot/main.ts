#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { terminalWords } from './terminal.ts'

// The only file that starts anything. What a command needs is loaded when it is called: matching a text needs no server.
const commands: Record<string, () => Promise<(args: string[]) => Promise<number>>> = {
  start: async () => (await import('./commands/start.ts')).start,
  match: async () => (await import('./commands/match.ts')).matchCommand,
  assess: async () => (await import('./commands/assess.ts')).assessCommand,
  explain: async () => (await import('./commands/explain.ts')).explainCommand,
  registry: async () => (await import('./commands/registry.ts')).registryCommand,
  audit: async () => (await import('./commands/audit.ts')).auditCommand,
  counsellor: async () => (await import('./commands/counsellor.ts')).counsellorCommand,
  backup: async () => (await import('./commands/backup.ts')).backupCommand,
  restore: async () => (await import('./commands/restore.ts')).restoreCommand,
  teams: async () => (await import('./commands/teams.ts')).teamsCommand,
  'migrate-store': async () => (await import('./commands/migrateStore.ts')).migrateStoreCommand,
}

enableCompileCache() // the second start is quicker by a quarter
process.exitCode = await run(process.argv.slice(2))
// What is left open (a timer, a client that holds its socket) does not keep a command alive that is done.
if (process.stdout.writableLength === 0) process.exit()

async function run([name = 'help', ...args]: string[]): Promise<number> {
  const t = terminalWords()
  if (name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(`${t('cli.usage')}\n`)
    return 0
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) return complain(t('cli.unknownCommand', { name, commands: Object.keys(commands).join(', ') }), 2)
  try {
    return await (await command())(args)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    if (error.name === 'WrongArguments') return complain(`${name}: ${error.message}`, 2)
    return complain(explained(error), error.name === 'ConfigFaults' ? 2 : 1)
  }
}

/** Faults that we word ourselves say all there is to say; what nobody foresaw also says where it happened. */
function explained(error: Error): string {
  const worded = error.name.endsWith('Faults') || error.name === 'FolderInUse' || 'code' in error
  return worded ? error.message : (error.stack ?? error.message)
}

function complain(words: string, code: 1 | 2): number {
  process.stderr.write(`${words}\n`)
  return code
}

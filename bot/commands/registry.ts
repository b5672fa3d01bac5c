import { pathToFileURL } from 'node:url'
import { checkRegistry } from '../../registry/check.ts'
import { faultLine } from '../../registry/faults.ts'
import { terminalWords } from '../terminal.ts'
import { readArguments, WrongArguments } from './arguments.ts'

/** `brobygger registry check [DIR]`: every fault of the registry's files and how to mend it. Resolves to the exit code. */
export async function registryCommand(args: string[]): Promise<number> {
  const { positionals } = readArguments(args, {})
  const [verb, folder, ...rest] = positionals
  if (verb !== 'check' || rest.length > 0) throw new WrongArguments('brobygger registry check [FOLDER]')
  const { faults, warnings } = await checkRegistry(
    folder === undefined ? new URL('../../data/', import.meta.url) : pathToFileURL(`${folder}/`),
  )
  const t = terminalWords()
  for (const fault of [...faults, ...warnings])
    process.stderr.write(`${faultLine(fault).trim()}
`)
  process.stderr.write(`${t('cli.registry.checked', { faults: faults.length, warnings: warnings.length })}\n`)
  return faults.length === 0 ? 0 : 1
}

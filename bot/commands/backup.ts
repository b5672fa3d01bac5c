import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { backUp } from '../../store/backup.ts'
import { FolderInUse } from '../../store/folderLock.ts'
import { type Config, ConfigFaults, readConfig } from '../config.ts'
import { createLog } from '../log.ts'
import { refuseHalfMoved } from '../opening/halfMoved.ts'
import { openStore } from '../opening/openStore.ts'
import { backupOrder } from '../opening/storedKinds.ts'
import { createProgress } from '../progress.ts'
import { terminalWords } from '../terminal.ts'
import { readArguments, WrongArguments } from './arguments.ts'
import { checked, writeWhole } from './backupFile.ts'
import { givenKey, refuseUnfittingKey } from './givenKey.ts'
import { askForBackup } from './serverDoor.ts'

/** `brobygger backup FILE`: all that must not be lost, sealed, in one file; while the server runs or not. Resolves to the exit code. */
export async function backupCommand(args: string[]): Promise<number> {
  const [path, ...rest] = readArguments(args, {}).positionals
  if (path === undefined || rest.length > 0) throw new WrongArguments('brobygger backup FILE')
  const config = readConfig(process.env)
  const masterKey = await givenKey(config)
  const t = terminalWords()
  let documents = 0
  await writeWhole(path, async write => {
    const pieces = written(backupOf(config, masterKey), write)
    // Read as a restore would read it: what cannot be brought back is no backup.
    for await (const _ of checked(pieces, { path, masterKey, progress: createProgress(t('cli.backup.writing')) })) documents++
  })
  process.stderr.write(`${t('cli.backup.done', { path, documents })}\n`)
  return 0
}

/** The embedded store belongs to one process: where the server has it, the server is asked. */
async function* backupOf(config: Config, masterKey: Buffer): AsyncGenerator<Buffer> {
  if (config.databaseUrl === undefined && !existsSync(join(config.data, 'store'))) {
    throw new ConfigFaults([`BROBYGGER_DATA: there is no store in ${config.data}`])
  }
  const store = await openStore(config, createLog(config)).catch(unlessInUse)
  if (store === undefined) return yield* askForBackup(config.data)
  try {
    await refuseHalfMoved(store)
    await refuseUnfittingKey(store, masterKey)
    yield* backUp(store, masterKey, new Date(), backupOrder)
  } finally {
    await store.close()
  }
}

async function* written(pieces: AsyncIterable<Buffer>, write: (piece: Buffer) => Promise<void>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    await write(piece)
    yield piece
  }
}

function unlessInUse(error: unknown): undefined {
  if (!(error instanceof FolderInUse)) throw error
}

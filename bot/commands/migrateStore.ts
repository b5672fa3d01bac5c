import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beginMoving, endMoving, NotEmpty } from '../../store/moving.ts'
import { copyDocuments, sumOf } from '../../store/movingCopy.ts'
import { createSealer } from '../../store/sealing.ts'
import type { Store } from '../../store/store.ts'
import { type Config, ConfigFaults, readConfig } from '../config.ts'
import { createLog } from '../log.ts'
import { refuseHalfMoved } from '../opening/halfMoved.ts'
import { openStore } from '../opening/openStore.ts'
import { refuseOtherKey } from '../opening/otherKey.ts'
import { isKept } from '../opening/storedKinds.ts'
import { createProgress } from '../progress.ts'
import { terminalWords } from '../terminal.ts'
import { readArguments, WrongArguments } from './arguments.ts'
import { refuseUnfittingKey } from './givenKey.ts'

/**
 * `brobygger migrate-store`: brings all of the embedded store (BROBYGGER_DATA) to PostgreSQL (DATABASE_URL), and compares both at the end, document by
 * document. The folder stays as it was. Broken off, the same command goes on. Resolves to the exit code.
 */
export async function migrateStoreCommand(args: string[]): Promise<number> {
  if (readArguments(args, {}).positionals.length > 0) throw new WrongArguments('brobygger migrate-store')
  const config = readConfig(process.env)
  const { databaseUrl, masterKey, data } = config
  if (databaseUrl === undefined || masterKey === undefined) throw new ConfigFaults(['DATABASE_URL: the PostgreSQL to move to is missing'])
  const { openLowdbStore } = await import('../../store/lowdbStore.ts')
  if (!existsSync(join(data, 'store'))) throw new ConfigFaults([`BROBYGGER_DATA: there is no store in ${data}`])
  const source = await openLowdbStore(join(data, 'store'))
  try {
    await refuseHalfMoved(source)
    await refuseUnfittingKey(source, masterKey)
    const target = await openStore(config, createLog(config))
    try {
      return await move(source, target, masterKey, config)
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

async function move(source: Store, target: Store, masterKey: Buffer, { data }: Config): Promise<number> {
  const t = terminalWords()
  await refuseOtherKey(target, createSealer(masterKey))
  try {
    const which = (await source.read<string>('master-key/check'))?.value ?? data
    await beginMoving(target, `the embedded store ${which}`, isKept)
  } catch (error) {
    if (error instanceof NotEmpty) throw new ConfigFaults([t('cli.move.notEmpty')])
    throw error
  }
  const copying = createProgress(t('cli.move.copying'))
  await copyDocuments(source, target, isKept, copying.tell)
  copying.end()

  const there = await summed(source, t('cli.move.comparingFolder'))
  const here = await summed(target, t('cli.move.comparingDatabase'))
  const figures = { documents: here.documents, sha256: here.sha256 }
  if (there.documents !== here.documents || there.sha256 !== here.sha256) {
    process.stderr.write(`${t('cli.move.differs', { ...figures, expected: there.documents, expectedSha256: there.sha256 })}\n`)
    return 1
  }
  await endMoving(target)
  process.stderr.write(`${t('cli.move.done', { ...figures, folder: join(data, 'store') })}\n`)
  return 0
}

async function summed(store: Store, label: string) {
  const progress = createProgress(label)
  const sum = await sumOf(store, isKept, progress.tell)
  progress.end()
  return sum
}

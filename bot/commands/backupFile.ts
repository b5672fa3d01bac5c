import { createReadStream } from 'node:fs'
import { type FileHandle, open, rename, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type BackupRecord, BackupRefused, readBackup } from '../../store/backupFormat.ts'
import { syncFolder } from '../../store/syncedFile.ts'
import type { Progress } from '../progress.ts'
import { terminalWords } from '../terminal.ts'
import { WrongArguments } from './arguments.ts'

/** A backup that is damaged, in words; the process ends with 1. */
class BackupFaults extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'BackupFaults'
  }
}

/**
 * Writes a file that is there whole or not at all, readable by its owner only: written beside it, synced, renamed. A file of that name is replaced only
 * then. Throws WrongArguments where it cannot be written.
 */
export async function writeWhole(path: string, fill: (write: (piece: Buffer) => Promise<void>) => Promise<void>): Promise<void> {
  const temporary = `${path}.writing-${process.pid}`
  const file = await opened(temporary, 'wx')
  try {
    await fill(async piece => void (await file.writeFile(piece)))
    await file.sync()
    await file.close()
    await rename(temporary, path)
    await syncFolder(dirname(path))
  } catch (error) {
    await file.close().catch(nothing)
    await unlink(temporary).catch(nothing)
    throw error
  }
}

/** The records of a backup, checked; told as the command line tells it what is wrong. Throws WrongArguments, BackupFaults. */
export async function* checked(
  pieces: AsyncIterable<Buffer>,
  { path, masterKey, progress, onId }: { path: string; masterKey: Buffer; progress: Progress; onId?(id: string, madeAt: string): void },
): AsyncGenerator<BackupRecord> {
  let documents = 0
  let done = 0
  try {
    const records = readBackup(pieces, masterKey, head => {
      documents = head.documents
      onId?.(head.id, head.madeAt)
    })
    for await (const record of records) {
      progress.tell(++done, documents)
      yield record
    }
  } catch (error) {
    throw error instanceof BackupRefused ? worded(error, path) : error
  } finally {
    progress.end()
  }
}

/** Throws WrongArguments where there is no such file. */
export async function* piecesOf(path: string): AsyncGenerator<Buffer> {
  const file = await opened(path, 'r')
  yield* createReadStream('', { fd: file, highWaterMark: 256 * 1024 })
}

async function opened(path: string, how: 'r' | 'wx'): Promise<FileHandle> {
  try {
    return await open(path, how, 0o600)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new WrongArguments(terminalWords()(how === 'r' ? 'cli.backup.cannotRead' : 'cli.backup.cannotWrite', { path, code }))
  }
}

/** Another file or another key can be given; a damaged one stays damaged. */
function worded({ why }: BackupRefused, path: string): Error {
  const words = terminalWords()(`cli.backup.refused.${why}`, { path })
  return why === 'altered' || why === 'truncated' ? new BackupFaults(words) : new WrongArguments(words)
}

const nothing = () => undefined

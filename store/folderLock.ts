import { readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMissing } from './syncedFile.ts'

/** Two processes on one folder would each believe to be alone. */
export class FolderInUse extends Error {
  constructor(folder: string, pid: number) {
    super(
      `${folder} is in use by process ${pid}. Stop that one, or give this one its own folder (BROBYGGER_DATA), or use PostgreSQL for several nodes.`,
    )
    this.name = 'FolderInUse'
  }
}

/** Takes the folder for this process; a lock whose process is gone is stale and taken over. Returns the release. Throws FolderInUse. */
export function lockFolder(folder: string): () => void {
  const path = join(folder, '.lock')
  const holder = holderOf(path)
  if (holder !== undefined && holder !== process.pid && isRunning(holder)) throw new FolderInUse(folder, holder)
  if (holder !== undefined) unlinkSync(path)
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx', mode: 0o600 })
  } catch {
    throw new FolderInUse(folder, holderOf(path) ?? 0)
  }
  return () => {
    if (holderOf(path) === process.pid) unlinkSync(path)
  }
}

function holderOf(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8'))
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

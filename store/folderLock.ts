import { readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
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

/**
 * Takes the folder for this process: an empty file whose name says who has it. A lock whose process is gone is stale and cleared away, also when
 * its number belongs to another process by now. Each has a file of its own and looks for others after making it, so that of two who start
 * together never both go on. Returns the release. Throws FolderInUse.
 */
export function lockFolder(folder: string): () => void {
  const mine = lockOf(process.pid)
  const path = join(folder, mine)
  try {
    writeFileSync(path, '', { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw new FolderInUse(folder, process.pid)
    throw error
  }
  const release = () => remove(path)
  try {
    for (const name of readdirSync(folder)) {
      const holder = holderOf(name)
      if (holder === undefined || name === mine) continue
      if (lives(holder, name)) throw new FolderInUse(folder, holder)
      remove(join(folder, name))
    }
  } catch (error) {
    release()
    throw error
  }
  return release
}

/** The process's number, when it started and which start of the machine that was: together nobody else's, ever. */
const lockOf = (pid: number): string => `.lock-${pid}-${startOf(pid) ?? 0}-${bootId()}`

const holderOf = (name: string): number | undefined => {
  const pid = /^\.lock-(\d+)-\d+-\w*$/.exec(name)?.[1]
  return pid === undefined ? undefined : Number(pid)
}

/** Where the system does not tell when a process started, its number must do. */
function lives(pid: number, name: string): boolean {
  if (bootId() !== '') return lockOf(pid) === name
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** In the machine's ticks since it was switched on. undefined: no such process, or it is dead and only not yet cleared away. */
function startOf(pid: number): string | undefined {
  const [state, ...rest] = (fileText(`/proc/${pid}/stat`) ?? '').replace(/^.*\) /s, '').split(' ')
  return state === 'Z' || state === 'X' ? undefined : rest[18]
}

const bootId = (): string => (fileText('/proc/sys/kernel/random/boot_id') ?? '').trim().replaceAll('-', '')

function fileText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path)
  } catch (error) {
    if (!isMissing(error)) throw error
  }
}

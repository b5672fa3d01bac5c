import { open, rename, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Adapter } from 'lowdb'

/** How files are opened; a test hands in a disk that fails. */
export type OpenFile = typeof open

/**
 * lowdb's adapter for one JSON file that survives a crash at any moment: written to a temporary file beside it, synced, renamed, and the
 * folder synced. (lowdb's own JSONFile renames without syncing: after a power cut the file may be empty.)
 */
export class SyncedFile<T> implements Adapter<T> {
  readonly #path: string
  readonly #open: OpenFile

  constructor(path: string, openFile: OpenFile = open) {
    this.#path = path
    this.#open = openFile
  }

  /** null: not there, or overwritten by a remove() that a crash cut short. Throws where the file is not JSON. */
  async read(): Promise<T | null> {
    try {
      const text = await this.#text()
      return text.startsWith('\0') ? null : (JSON.parse(text) as T) // our own file: what write() put there
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  }

  async write(data: T): Promise<void> {
    await this.put(JSON.stringify(data))
    await syncFolder(dirname(this.#path))
  }

  /** The JSON as it is; its name is on the disk when whoever calls has synced the folder. */
  async put(json: string): Promise<void> {
    const temporary = `${this.#path}${temporarySuffix}`
    try {
      await this.#writeSynced(temporary, json)
      await rename(temporary, this.#path)
    } catch (error) {
      await unlink(temporary).catch(nothing) // on a full disk every byte counts
      throw error
    }
  }

  /** Overwrites what lies on the disk before the name goes, so that a key is gone with its file. Harmless where there is none. */
  async remove(): Promise<void> {
    try {
      await this.#overwrite()
      await unlink(this.#path)
    } catch (error) {
      if (!isMissing(error)) throw error
      return
    }
    await syncFolder(dirname(this.#path))
  }

  async #text(): Promise<string> {
    const file = await this.#open(this.#path, 'r')
    try {
      return await file.readFile('utf8')
    } finally {
      await file.close()
    }
  }

  async #writeSynced(path: string, text: string): Promise<void> {
    const file = await this.#open(path, 'w', 0o600)
    try {
      await file.writeFile(text)
      await file.datasync()
    } finally {
      await file.close()
    }
  }

  async #overwrite(): Promise<void> {
    const file = await this.#open(this.#path, 'r+')
    try {
      await file.write(Buffer.alloc((await file.stat()).size), 0, undefined, 0)
      await file.datasync()
    } finally {
      await file.close()
    }
  }
}

export const temporarySuffix = '.writing'

export const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

const nothing = () => undefined

const folderSyncs = new Map<string, { running: Promise<void>; next?: Promise<void> }>()

/**
 * One sync of a folder serves all who renamed before it began. Whoever comes while one runs waits for the next, since the running one may
 * have begun too early for them.
 */
export function syncFolder(path: string): Promise<void> {
  const known = folderSyncs.get(path)
  if (known === undefined) return beginSync(path)
  known.next ??= known.running.catch(() => undefined).then(() => beginSync(path))
  return known.next
}

function beginSync(path: string): Promise<void> {
  const state: { running: Promise<void>; next?: Promise<void> } = { running: syncNow(path) }
  folderSyncs.set(path, state)
  const done = () => {
    if (folderSyncs.get(path) === state && state.next === undefined) folderSyncs.delete(path)
  }
  state.running.then(done, done)
  return state.running
}

async function syncNow(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

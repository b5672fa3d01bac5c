import { mkdir, readdir, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Low } from 'lowdb'
import { checkKey } from './key.ts'
import type { Key, Stored } from './store.ts'
import { isMissing, type OpenFile, SyncedFile, syncFolder, temporarySuffix } from './syncedFile.ts'

/** Documents at rest: a JSON file each, through lowdb. What it says is done is on the disk, but for `put`. */
export interface DocumentFiles {
  read<T>(key: Key): Promise<Stored<T> | undefined>
  write(key: Key, document: Stored<unknown>): Promise<void>
  /** Its JSON as it is, for many at a time: they are on the disk when `settle` is done. */
  put(key: Key, json: string): Promise<void>
  settle(): Promise<void>
  /** Harmless where there is none. */
  remove(key: Key): Promise<void>
  keys(prefix: string): AsyncIterable<Key>
}

/** Clears away what a crash left half written. */
export async function openDocumentFiles(folder: string, openFile: OpenFile): Promise<DocumentFiles> {
  await clearHalfWritten(folder)
  const made = new Set<string>([folder])
  /** Where files were put since. */
  let unsettled = new Set<string>()
  const fileOf = <T>(key: Key) => new SyncedFile<Stored<T> | null>(pathOf(folder, key), openFile)

  return {
    async read<T>(key: Key) {
      const file = new Low(fileOf<T>(key), null)
      await file.read()
      return file.data ?? undefined
    },
    async write(key, document) {
      await makeFolder(dirname(pathOf(folder, key)))
      const file = new Low(fileOf(key), null)
      file.data = document
      await file.write()
    },
    async put(key, json) {
      const above = dirname(pathOf(folder, key))
      await makeFolder(above)
      await fileOf(key).put(json)
      unsettled.add(above)
    },
    async settle() {
      const folders = unsettled
      unsettled = new Set()
      try {
        await Promise.all([...folders].map(syncFolder))
      } catch (error) {
        for (const one of folders) unsettled.add(one)
        throw error
      }
    },
    remove: key => fileOf(key).remove(),
    async *keys(prefix) {
      const below = prefix.slice(0, Math.max(0, prefix.lastIndexOf('/')))
      for await (const key of keysBelow(folder, below)) if (key.startsWith(prefix)) yield key
    },
  }

  /** A folder is on the disk when its name is synced in the one above it. */
  async function makeFolder(path: string): Promise<void> {
    if (made.has(path)) return
    const above = dirname(path)
    await makeFolder(above)
    await mkdir(path, { recursive: true, mode: 0o700 })
    await syncFolder(above)
    made.add(path)
  }
}

const pathOf = (folder: string, key: Key): string => join(folder, `${checkKey(key)}.json`)

async function* keysBelow(folder: string, below: string): AsyncIterable<Key> {
  for (const entry of await entriesOf(join(folder, below))) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    if (entry.isDirectory()) yield* keysBelow(folder, path)
    else if (entry.name.endsWith('.json')) yield path.slice(0, -'.json'.length)
  }
}

async function clearHalfWritten(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const halfWritten = entries.filter(entry => entry.isFile() && entry.name.endsWith(temporarySuffix))
  await Promise.all(halfWritten.map(entry => unlink(join(entry.parentPath, entry.name))))
}

async function entriesOf(path: string) {
  try {
    return await readdir(path, { withFileTypes: true })
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

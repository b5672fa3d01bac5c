import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { mkdir, readdir, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Low } from 'lowdb'
import { lockFolder } from './folderLock.ts'
import { createSerial } from './serial.ts'
import { Conflict, type Etag, type Key, type Store, type Stored } from './store.ts'
import { isMissing, SyncedFile, temporarySuffix } from './syncedFile.ts'

/**
 * The embedded store: one JSON file a document below `folder`, for one process. Creates the folder where there is none; clears away what a
 * crash left half written. Throws FolderInUse.
 */
export async function openLowdbStore(folder: string): Promise<Store> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const release = lockFolder(folder)
  await clearHalfWritten(folder)

  const changes = new EventEmitter().setMaxListeners(0)
  const serial = createSerial()
  const made = new Set<string>()
  // Nobody else writes here (the folder is locked), so what was written last is known without reading it again.
  const etags = new Map<Key, Etag>()
  const fileOf = <T>(key: Key) => new SyncedFile<Stored<T> | null>(pathOf(folder, key))

  return {
    async read<T>(key: Key) {
      const file = new Low(fileOf<T>(key), null)
      await file.read()
      return file.data ?? undefined
    },

    write: (key, value, expected) =>
      serial(key, async () => {
        const file = new Low(fileOf<typeof value>(key), null)
        if ((await etagOf(key)) !== expected) throw new Conflict(key)
        await makeFolderOf(key)
        const etag: Etag = randomUUID()
        file.data = { etag, value }
        await file.write()
        etags.set(key, etag)
        changes.emit('change', key)
        return etag
      }),

    forget: key =>
      serial(key, async () => {
        await fileOf(key).remove()
        etags.delete(key)
        changes.emit('change', key)
      }),

    async *keys(prefix) {
      const below = prefix.slice(0, Math.max(0, prefix.lastIndexOf('/')))
      for await (const key of keysBelow(folder, below)) if (key.startsWith(prefix)) yield key
    },

    watch(onChange) {
      changes.on('change', onChange)
      return () => changes.off('change', onChange)
    },

    async close() {
      release()
    },
  }

  async function etagOf(key: Key): Promise<Etag | 'absent'> {
    const known = etags.get(key)
    if (known !== undefined) return known
    return (await fileOf(key).read())?.etag ?? 'absent'
  }

  async function makeFolderOf(key: Key) {
    const path = dirname(pathOf(folder, key))
    if (made.has(path)) return
    await mkdir(path, { recursive: true, mode: 0o700 })
    made.add(path)
  }
}

function pathOf(folder: string, key: Key): string {
  if (!/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/.test(key)) {
    throw new Error(`a key is letters, digits, - and _ in parts divided by /: ${JSON.stringify(key.slice(0, 80))} is not`)
  }
  return join(folder, `${key}.json`)
}

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

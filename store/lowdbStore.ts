import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { writeSync } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { openDocumentFiles } from './documentFiles.ts'
import { lockFolder } from './folderLock.ts'
import { openJournal } from './journal.ts'
import type { Change } from './journalBody.ts'
import { createCheckpoint, type Pace } from './journalCheckpoint.ts'
import { replay } from './journalReplay.ts'
import type { JournalDisk } from './journalSegment.ts'
import { jsonOf } from './json.ts'
import { checkKey } from './key.ts'
import { createSerial } from './serial.ts'
import { Conflict, type Etag, type Key, NotKept, type Store, type Stored } from './store.ts'
import { createTrouble, type Report } from './trouble.ts'

/**
 * The embedded store: one JSON file a document below `folder`, for one process. A change is acknowledged when it is in the journal on the disk;
 * its file follows (docs/architecture.md). Creates the folder where there is none; brings back what a crash left in the journal. `report` is told
 * when the disk fails and when it works again. Throws FolderInUse, JournalDamaged.
 */
export async function openLowdbStore(folder: string, options: Options = {}): Promise<Store> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const release = lockFolder(folder)
  try {
    return await openLocked(folder, release, options)
  } catch (error) {
    release()
    throw error
  }
}

interface Options {
  report?: Report
  /** For tests: a disk that fails, and a checkpoint that comes often. */
  disk?: JournalDisk
  pace?: Pace
}

async function openLocked(
  folder: string,
  release: () => void,
  { report = () => {}, disk = { openFile: open, writeSync }, pace }: Options,
): Promise<Store> {
  const files = await openDocumentFiles(folder, disk.openFile)
  const { left, next } = await replay(join(folder, '.journal'))
  const trouble = createTrouble(report)
  const journal = openJournal(join(folder, '.journal'), left, next, disk)
  const checkpoint = createCheckpoint(journal, files, trouble, pace)
  const changes = new EventEmitter().setMaxListeners(0)
  const serial = createSerial()
  // Nobody else writes here (the folder is locked), so what there is, and what was written last, is known without a look at the disk.
  const etags = new Map<Key, Etag | 'untold'>()
  for await (const key of files.keys('')) etags.set(key, 'untold')
  for (const { number, changes } of left) for (const change of changes) takeUp(change, number)
  const underWay = new Set<Promise<void>>()
  let closed = false

  return {
    read,

    write: (key, value, expected) =>
      serial(key, async () => {
        const document = { etag: randomUUID(), value }
        await keep(key, document, expected)
        etags.set(key, document.etag)
        changes.emit('change', key)
        return document.etag
      }),

    forget: key =>
      serial(key, async () => {
        await keep(key, undefined)
        etags.delete(key)
        changes.emit('change', key)
      }),

    async *keys(prefix) {
      // First what has no file yet: it may get one while the files are listed.
      const latest = checkpoint.keys(prefix)
      yield* latest
      const told = new Set(latest)
      for await (const key of files.keys(prefix)) if (!told.has(key) && !isForgotten(key)) yield key
    },

    watch(onChange) {
      changes.on('change', onChange)
      return () => changes.off('change', onChange)
    },

    async close() {
      closed = true
      await Promise.allSettled(underWay)
      await journal.close(await checkpoint.close())
      release()
    },
  }

  /** What an earlier process left in the journal. */
  function takeUp(change: Change, segment: number): void {
    checkpoint.add(change, segment)
    if (change.text === undefined) etags.delete(change.key)
    else etags.set(change.key, 'untold')
  }

  async function keep(key: Key, document: Stored<unknown> | undefined, expected?: Etag): Promise<void> {
    if (closed) throw new Error('the store is closed')
    checkKey(key)
    const part = isWrappedKey(key) ? 'keys' : 'changes'
    const keeping = keepIfExpected(key, document, expected)
    underWay.add(keeping)
    try {
      await keeping
      if (document) trouble.over(part)
    } catch (error) {
      if (error instanceof Conflict || !isOfSystem(error)) throw error
      etags.set(key, 'untold') // what lies in its file now, the file must tell
      const notKept = error instanceof NotKept ? error : new NotKept(error)
      trouble.met(part, notKept.code)
      throw notKept
    } finally {
      underWay.delete(keeping)
    }
  }

  async function keepIfExpected(key: Key, document: Stored<unknown> | undefined, expected: Etag | undefined): Promise<void> {
    if (expected !== undefined && (await etagOf(key)) !== expected) throw new Conflict(key)
    if (!isWrappedKey(key)) return keepInJournal(key, document)
    return document ? files.write(key, document) : files.remove(key)
  }

  function isForgotten(key: Key): boolean {
    const latest = checkpoint.latest(key)
    return latest !== undefined && latest.text === undefined
  }

  async function keepInJournal(key: Key, document: Stored<unknown> | undefined): Promise<void> {
    if (document === undefined && !journal.isLive()) return files.remove(key)
    const change = { key, text: document && `{"etag":"${document.etag}","value":${jsonOf(document.value)}}` }
    checkpoint.add(change, await journal.append(change))
    if (document === undefined) await checkpoint.settle(key)
  }

  async function etagOf(key: Key): Promise<Etag | 'absent'> {
    const etag = etags.get(key)
    if (etag !== 'untold') return etag ?? 'absent'
    return (await read(key))?.etag ?? 'absent'
  }

  async function read<T>(key: Key): Promise<Stored<T> | undefined> {
    if (!etags.has(checkKey(key))) return undefined
    const latest = checkpoint.latest(key)
    if (latest === undefined) return files.read<T>(key)
    return latest.text === undefined ? undefined : (JSON.parse(latest.text) as Stored<T>) // our own: what write() put there
  }
}

/** A wrapped key lies in its own file only, which is overwritten when it is forgotten: a copy in the journal would outlive it. */
const isWrappedKey = (key: Key): boolean => /^[^/]+-keys\//.test(key)

/** What a call of the system says has a code (ENOSPC); anything else is our own fault, and stays as it is. */
const isOfSystem = (error: unknown): boolean => error instanceof Error && 'code' in error && typeof error.code === 'string'

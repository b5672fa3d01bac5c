import { writeSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import type { JournalDisk } from '../../store/journalSegment.ts'

export type Call = 'open' | 'write' | 'sync'

/** The real disk, which fails when it is told to: `fails` answers with the system's word for it (ENOSPC, EIO, ...), or undefined. */
export interface FailingDisk extends JournalDisk {
  fails: (call: Call, path: string) => string | undefined
  /** Bytes that files may still grow by. */
  room: number
  calls: { call: Call; path: string }[]
}

/** A write that fails has written half of it: that is the worst a disk does. */
export function failingDisk(): FailingDisk {
  const sizes = new Map<string, number>()
  const paths = new Map<number, string>()
  const disk: FailingDisk = {
    calls: [],
    room: Number.POSITIVE_INFINITY,
    fails: () => undefined,
    async openFile(path, flags, mode) {
      check('open', String(path))
      const file = await open(path, flags, mode)
      paths.set(file.fd, String(path))
      return new Proxy(file, { get: (_, name) => method(file, name, String(path)) })
    },
    // Only as the journal writes: bytes, from, how many, where.
    writeSync: ((fd: number, bytes: Buffer, from: number, length: number, at: number) =>
      write(fd, paths.get(fd) ?? '', bytes, from, length, at)) as JournalDisk['writeSync'],
  }
  return disk

  function method(file: FileHandle, name: string | symbol, path: string): unknown {
    if (name === 'write')
      return async (bytes: Buffer, from: number, length: number, at: number) => ({
        bytesWritten: write(file.fd, path, bytes, from, length, at),
      })
    if (name === 'writeFile') return async (text: string) => void write(file.fd, path, Buffer.from(text))
    if (name === 'datasync') {
      return async () => {
        check('sync', path)
        await file.datasync()
      }
    }
    const own: unknown = Reflect.get(file, name)
    return typeof own === 'function' ? own.bind(file) : own
  }

  function write(fd: number, path: string, bytes: Buffer, from = 0, length = bytes.length, at = 0): number {
    try {
      check('write', path)
    } catch (error) {
      writeSync(fd, bytes, from, length >> 1, at)
      throw error
    }
    const growth = Math.max(0, at + length - (sizes.get(path) ?? 0))
    const fits = length - Math.max(0, growth - disk.room)
    if (fits <= 0) throw failure('ENOSPC')
    disk.room -= Math.min(growth, disk.room)
    sizes.set(path, Math.max(sizes.get(path) ?? 0, at + fits))
    return writeSync(fd, bytes, from, fits, at)
  }

  function check(call: Call, path: string): void {
    disk.calls.push({ call, path })
    const code = disk.fails(call, path)
    if (code !== undefined) throw failure(code)
  }
}

const failure = (code: string) => Object.assign(new Error(`${code}: as the test wants it`), { code })

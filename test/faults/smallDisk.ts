import { spawnSync } from 'node:child_process'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A real file system of its own that can be filled to the last byte. */
export interface SmallDisk {
  folder: string
  fill(): Promise<void>
  free(): Promise<void>
  remove(): Promise<void>
}

/** undefined: whoever runs the tests may not mount (test/store/journal.test.ts fills a disk of its own making). */
export async function smallDisk(megabytes: number): Promise<SmallDisk | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'brobygger-disk-'))
  const filler = join(folder, 'filler')
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'brobygger-test', folder]).status === 0
  if (!mounted) {
    await rm(folder, { recursive: true })
    return undefined
  }
  return {
    folder,
    async fill() {
      const file = await open(filler, 'a')
      try {
        for (const size of [65_536, 4096, 1]) while (await file.write(Buffer.alloc(size, 1)).then(whole(size), full)) {}
      } finally {
        await file.close()
      }
    },
    free: () => rm(filler),
    async remove() {
      spawnSync('umount', [folder])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const whole =
  (size: number) =>
  ({ bytesWritten }: { bytesWritten: number }) =>
    bytesWritten === size
const full = (error: unknown) => {
  if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false
  throw error
}

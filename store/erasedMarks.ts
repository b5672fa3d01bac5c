import { createHmac, createSecretKey, hkdfSync } from 'node:crypto'
import { mkdir, open, readdir, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { isMissing, syncFolder } from './syncedFile.ts'

/**
 * What was erased, as marks in files beside the store, one file a day: a restore of an older backup on this machine leaves it out (`readErasedMarks`). A
 * mark is an HMAC of the random id under a key derived from the master key: nobody comes from it to a conversation. Several processes may write.
 */
export interface ErasedMarks {
  /** On the disk when it resolves. Many at a time share one sync. Throws what the disk says. */
  add(id: string): Promise<void>
}

/** Longer than any conversation, and so any backup of it, may be kept (72 hours at most; kept ten times as long, for older backups). */
const keptDays = 31
const dayMilliseconds = 24 * 3_600_000

export function createErasedMarks(folder: string, masterKey: Buffer, now: () => Date): ErasedMarks {
  const markOf = createMark(masterKey)
  let last: Promise<void> = Promise.resolve()
  let waiting: { marks: string[]; written: Promise<void> } | undefined
  let today = ''

  return {
    add(id) {
      waiting ??= begin()
      waiting.marks.push(markOf(id))
      return waiting.written
    },
  }

  /** What comes until the batch before is on the disk goes together. */
  function begin() {
    const marks: string[] = []
    const written = last.then(() => {
      waiting = undefined
      return write(marks)
    })
    last = written.catch(() => undefined)
    return { marks, written }
  }

  async function write(marks: string[]): Promise<void> {
    const day = dayOf(now())
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const file = await open(join(folder, day), 'a', 0o600)
    try {
      // A line break before and behind: half a line that a crash left spoils nobody else's.
      await file.appendFile(marks.map(mark => `\n${mark}\n`).join(''))
      await file.datasync()
    } finally {
      await file.close()
    }
    if (day !== today) await tidy(day)
    today = day
  }

  async function tidy(day: string): Promise<void> {
    const oldest = dayOf(new Date(Date.parse(day) - keptDays * dayMilliseconds))
    for (const name of await daysIn(folder)) if (name < oldest) await unlink(join(folder, name)).catch(unlessMissing)
    await syncFolder(folder)
  }
}

/** Whether a conversation of this id was erased on this machine. */
export async function readErasedMarks(folder: string, masterKey: Buffer): Promise<(id: string) => boolean> {
  const texts = await Promise.all((await daysIn(folder)).map(name => readFile(join(folder, name), 'utf8')))
  const marks = new Set(texts.flatMap(text => text.split('\n')))
  const markOf = createMark(masterKey)
  return id => marks.has(markOf(id))
}

function createMark(masterKey: Buffer): (id: string) => string {
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', masterKey, '', 'brobygger erased mark', 32)))
  return id => createHmac('sha256', key).update(id).digest('base64url')
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10)

async function daysIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter(name => /^\d{4}-\d\d-\d\d$/.test(name))
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

function unlessMissing(error: unknown): void {
  if (!isMissing(error)) throw error
}

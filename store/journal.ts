import { mkdir, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Change, headingOf, lineOf } from './journalBody.ts'
import { frameOf } from './journalFrame.ts'
import { type JournalDisk, type Kind, NoRoom, Segment, segmentPath } from './journalSegment.ts'
import { NotKept } from './store.ts'
import { isMissing, syncFolder } from './syncedFile.ts'

/**
 * What was acknowledged and does not lie in its own file yet: an append-only log in segments. Whatever waits while the disk works goes to it
 * together, in one write and one sync.
 */
export interface Journal {
  /** On the disk when it resolves, to the number of the segment it lies in. Throws NotKept; after a crash such a change may count all the same. */
  append(change: Change): Promise<number>
  /** Bytes in the segment that is being written. */
  size(): number
  /** The newest segment to which nothing more is added; 0 where there is none. */
  complete(): number
  /** The segment that is being written becomes complete, and a new one is begun. Nothing happens where that fails: it throws what the disk says. */
  turnOver(): Promise<void>
  /** Whether there is any change in it: what is forgotten then must be written down, or a replay would bring it back. */
  isLive(): boolean
  /** Does away with the complete segments up to this one, oldest first. */
  drop(upTo: number): Promise<void>
  /** Takes no more; `dropAll` where everything lies in its own file. */
  close(dropAll: boolean): Promise<void>
}

/** `left`: the segments that an earlier process left (journalReplay.ts); `nextNumber` is higher than any of theirs. */
export function openJournal(folder: string, left: Complete[], nextNumber: number, disk: JournalDisk): Journal {
  const complete = [...left]
  let next = nextNumber
  let current: Segment | undefined
  let waiting: Waiting[] = []
  let turning: (() => Promise<void>)[] = []
  let running: Promise<void> | undefined

  return {
    append: change =>
      new Promise((resolve, reject) => {
        waiting.push({ change, resolve, reject })
        running ??= run()
      }),
    size: () => current?.end ?? 0,
    complete: () => complete.at(-1)?.number ?? 0,
    turnOver: () =>
      new Promise((resolve, reject) => {
        turning.push(() => turn().then(resolve, reject))
        running ??= run()
      }),
    isLive: () => complete.length > 0 || current?.isEmpty === false,
    drop,
    async close(dropAll) {
      while (running) await running
      await retire()
      if (dropAll) await drop(next)
    },
  }

  async function run(): Promise<void> {
    while (waiting.length > 0 || turning.length > 0) {
      await roundOver() // what else comes to its end in this round of the event loop goes into the same frame
      const [batch, turns] = [waiting, turning]
      waiting = []
      turning = []
      if (batch.length > 0) await commit(batch)
      for (const turn of turns) await turn()
    }
    running = undefined
  }

  async function commit(batch: Waiting[]): Promise<void> {
    const forgetting = batch.filter(({ change }) => change.text === undefined)
    const kind: Kind = forgetting.length === batch.length ? 'forgetting' : 'ordinary'
    try {
      current ??= await begin(kind)
      await current.append(frameOf(batch.map(({ change }) => lineOf(change))), kind)
      for (const { resolve } of batch) resolve(current.number)
    } catch (error) {
      if (error instanceof NoRoom) return refuse(batch, error.cause, kind === 'ordinary' ? forgetting : [])
      await retire() // the frame may lie there half or whole: nothing is added behind it
      return refuse(batch, error)
    }
  }

  /** `spared` are tried once more by themselves: forgetting must be possible on a full disk. */
  async function refuse(batch: Waiting[], why: unknown, spared: Waiting[] = []): Promise<void> {
    for (const one of batch) if (!spared.includes(one)) one.reject(new NotKept(why))
    if (spared.length > 0) await commit(spared)
  }

  async function begin(kind: Kind = 'ordinary'): Promise<Segment> {
    const made = await mkdir(folder, { recursive: true, mode: 0o700 })
    if (made !== undefined) await syncFolder(dirname(folder))
    const heading = headingOf(current ? [...complete, current] : complete)
    return Segment.create(folder, next++, heading, kind, disk)
  }

  async function turn(): Promise<void> {
    if (!current || current.isEmpty) return
    const following = await begin()
    await retire()
    current = following
  }

  async function retire(): Promise<void> {
    const last = current
    if (!last) return
    complete.push(last)
    current = undefined
    await last.close().catch(() => undefined) // what counts of it is on the disk already
  }

  async function drop(upTo: number): Promise<void> {
    for (let oldest = complete[0]; oldest && oldest.number <= upTo; oldest = complete[0]) {
      await unlink(segmentPath(folder, oldest.number)).catch(unlessMissing)
      await syncFolder(folder) // before the next: what was written must never outlive the forgetting of it
      complete.shift()
    }
  }
}

const roundOver = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

interface Complete {
  number: number
  end: number
}

interface Waiting {
  change: Change
  resolve(segment: number): void
  reject(error: NotKept): void
}

function unlessMissing(error: unknown): void {
  if (!isMissing(error)) throw error
}

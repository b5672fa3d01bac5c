import { readdir, readFile, unlink } from 'node:fs/promises'
import { type Change, changesOf, readHeading } from './journalBody.ts'
import { readFrames } from './journalFrame.ts'
import { segmentNumber, segmentPath } from './journalSegment.ts'
import { isMissing, syncFolder } from './syncedFile.ts'

/** What was acknowledged cannot be read again: no crash does that, and going on would hide it. */
export class JournalDamaged extends Error {
  constructor(path: string, at: number) {
    super(
      `${path} is damaged at byte ${at}: acknowledged documents behind it cannot be read. Put the data folder back from a backup, or move that file away to go on without what it holds.`,
    )
    this.name = 'JournalDamaged'
  }
}

/** A segment that an earlier process left, with what it holds. */
export interface LeftSegment {
  number: number
  end: number
  changes: Change[]
}

/**
 * What earlier processes left in the journal, in the order it was written, and the number of the next segment. A frame that was never finished was
 * never acknowledged and does not count; a segment that was dropped is cleared away. Throws JournalDamaged.
 */
export async function replay(folder: string): Promise<{ left: LeftSegment[]; next: number }> {
  const segments = await Promise.all((await segmentNumbers(folder)).map(number => readSegment(folder, number)))
  const newest = segments.findLast(({ heading }) => heading !== undefined)
  const left: LeftSegment[] = []
  for (const { number, path, frames } of segments) {
    const ends = number === newest?.number ? 0 : newest?.heading?.ends[number]
    if (frames.rest === 'damaged' || frames.end < (ends ?? 0)) throw new JournalDamaged(path, frames.end)
    if (ends === undefined) await unlink(path)
    else left.push({ number, end: frames.end, changes: frames.bodies.slice(1).flatMap(changesOf) })
  }
  if (left.length < segments.length) await syncFolder(folder)
  return { left, next: (segments.at(-1)?.number ?? 0) + 1 }
}

async function readSegment(folder: string, number: number) {
  const path = segmentPath(folder, number)
  const frames = readFrames(await readFile(path))
  return { number, path, frames, heading: frames.bodies[0] === undefined ? undefined : readHeading(frames.bodies[0]) }
}

async function segmentNumbers(folder: string): Promise<number[]> {
  try {
    const numbers = (await readdir(folder)).map(segmentNumber).filter(number => number !== undefined)
    return numbers.sort((a, b) => a - b)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

import type { writeSync } from 'node:fs'
import { type FileHandle, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { frameOf } from './journalFrame.ts'
import { type OpenFile, syncFolder } from './syncedFile.ts'

export type Kind = 'ordinary' | 'forgetting'

/** How the journal reaches the disk; a test hands in one that fails. */
export interface JournalDisk {
  openFile: OpenFile
  writeSync: typeof writeSync
}

/** Room is taken from the disk in steps of this many bytes, so that a frame is mostly written where the file already lies. */
const step = 256 * 1024
/** Kept free for what is forgotten: that must be possible on a full disk, too. */
const reserve = 32 * 1024

/** Thrown before a frame was begun: the segment is as it was, and a smaller frame may still fit. */
export class NoRoom extends Error {}

/** One file of the journal, open for appending. */
export class Segment {
  readonly number: number
  /** What is on the disk ends here; whatever lies behind does not count. */
  end = 0
  readonly #file: FileHandle
  readonly #disk: JournalDisk
  #room = 0
  #spare = reserve
  #begin = 0

  private constructor(number: number, file: FileHandle, disk: JournalDisk) {
    this.number = number
    this.#file = file
    this.#disk = disk
  }

  /** A new file with its heading, on the disk with its name. Leaves nothing behind where that fails. */
  static async create(folder: string, number: number, heading: string, kind: Kind, disk: JournalDisk): Promise<Segment> {
    const path = segmentPath(folder, number)
    const file = await disk.openFile(path, 'wx', 0o600)
    try {
      const segment = new Segment(number, file, disk)
      await segment.append(frameOf([heading]), kind)
      await syncFolder(folder)
      segment.#begin = segment.end
      return segment
    } catch (error) {
      await file.close().catch(nothing)
      await unlink(path).catch(nothing)
      throw error
    }
  }

  /** On the disk when it resolves. Throws NoRoom, and what the disk says; after the latter the segment takes no more. */
  async append(frame: Buffer, kind: Kind): Promise<void> {
    if (kind === 'forgetting') await this.#makeRoom(this.end + frame.length)
    else await this.#makeRoomAndSpare(this.end + frame.length)
    this.#write(frame)
    await this.#file.datasync()
    this.end += frame.length
  }

  /** Into the system's memory: to have another thread copy a few kilobytes costs more than the copying. Only the sync waits for the disk. */
  #write(frame: Buffer): void {
    for (let done = 0; done < frame.length; ) done += this.#disk.writeSync(this.#file.fd, frame, done, frame.length - done, this.end + done)
  }

  /** Nothing but its heading. */
  get isEmpty(): boolean {
    return this.end === this.#begin
  }

  close(): Promise<void> {
    return this.#file.close()
  }

  /** Once the disk was full, it counts as full until there is clearly room: not taken and refused by turns. */
  async #makeRoomAndSpare(needed: number): Promise<void> {
    try {
      await this.#makeRoom(needed + this.#spare)
      this.#spare = reserve
    } catch (error) {
      this.#spare = reserve + step
      throw error
    }
  }

  async #makeRoom(needed: number): Promise<void> {
    try {
      while (this.#room < needed) {
        const { bytesWritten } = await this.#file.write(zeros, 0, step - (this.#room % step), this.#room)
        this.#room += bytesWritten
      }
    } catch (error) {
      throw new NoRoom('no room for another frame', { cause: error })
    }
  }
}

export const segmentPath = (folder: string, number: number) => join(folder, `${String(number).padStart(9, '0')}.journal`)

/** undefined: not a segment's name. */
export const segmentNumber = (name: string): number | undefined => {
  const digits = /^(\d{9,15})\.journal$/.exec(name)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

const zeros = Buffer.alloc(step)
const nothing = () => undefined

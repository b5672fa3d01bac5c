import type { DocumentFiles } from './documentFiles.ts'
import type { Journal } from './journal.ts'
import type { Change } from './journalBody.ts'
import { createSerial } from './serial.ts'
import { type Key, NotKept } from './store.ts'
import type { Trouble } from './trouble.ts'

/** What lies in the journal and not yet in its own file, and the bringing there: whole segments at a time, a document once however often it changed. */
export interface Checkpoint {
  /** A change that is durable in this segment. */
  add(change: Change, segment: number): void
  /** `text` undefined: forgotten. undefined: its file tells. */
  latest(key: Key): { text: string | undefined } | undefined
  /** Those not forgotten. */
  keys(prefix: string): Key[]
  /** Brings one document's file up to date now; where the disk fails, a later checkpoint does it. */
  settle(key: Key): Promise<void>
  /** Brings all to their files that can be brought in a few seconds; false where the journal is still needed, for the next start. */
  close(): Promise<boolean>
}

export interface Pace {
  /** A segment lives between one and two of these: a talk that goes on is written to its file once it rests. */
  everyMilliseconds: number
  segmentBytes: number
}

const calmPace: Pace = { everyMilliseconds: 20_000, segmentBytes: 32 * 1024 * 1024 }
/** More would take the threads that the journal needs; at the end it needs none. */
const atOnce = 2
const atOnceAtLast = 8
/** Whoever stops a server does not wait long; what is left lies in the journal. */
const lastMilliseconds = 4000
/** So many failures on end are the disk's, not a file's. */
const patience = 8

export function createCheckpoint(journal: Journal, files: DocumentFiles, trouble: Trouble, pace = calmPace): Checkpoint {
  const { everyMilliseconds, segmentBytes } = pace
  const documents = new Map<Key, { text: string | undefined; segment: number }>()
  const serial = createSerial()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<unknown> | undefined
  let full = segmentBytes
  let closed = false

  return {
    add({ key, text }, segment) {
      documents.set(key, { text, segment })
      if (journal.size() >= full) begin()
      else later()
    },
    latest: key => documents.get(key),
    keys: prefix => [...documents].filter(([key, { text }]) => text !== undefined && key.startsWith(prefix)).map(([key]) => key),
    settle: key => settle(key).catch(failed),
    async close() {
      closed = true
      clearTimeout(timer)
      while (running) await running
      const settled = await settleUpTo(Number.POSITIVE_INFINITY, atOnceAtLast, performance.now() + lastMilliseconds)
      return settled && documents.size === 0
    },
  }

  function later(): void {
    if (!closed) timer ??= setTimeout(begin, everyMilliseconds).unref()
  }

  function begin(): void {
    clearTimeout(timer)
    timer = undefined
    if (closed) return
    running ??= work().finally(() => {
      running = undefined
      if (journal.isLive()) later()
    })
  }

  async function work(): Promise<void> {
    const upTo = journal.complete()
    try {
      await journal.turnOver()
      full = segmentBytes
      if (!(await settleUpTo(upTo))) return
      await journal.drop(upTo)
      trouble.over('documents')
    } catch (error) {
      full = journal.size() + segmentBytes
      failed(error)
    }
  }

  async function settleUpTo(segment: number, workers = atOnce, until = Number.POSITIVE_INFINITY): Promise<boolean> {
    const waiting = [...documents].filter(([, document]) => document.segment <= segment).map(([key]) => key)
    let [failures, onEnd] = [0, 0]
    await Promise.all(
      Array.from({ length: workers }, async () => {
        for (let key = waiting.pop(); key !== undefined && onEnd < patience && performance.now() < until; key = waiting.pop()) {
          try {
            await settle(key)
            onEnd = 0
          } catch (error) {
            failures += 1
            onEnd += 1
            failed(error)
          }
        }
      }),
    )
    try {
      await files.settle()
      return failures === 0
    } catch (error) {
      failed(error)
      return false
    }
  }

  /** One file is written by one at a time; what was changed meanwhile stays here. Its folder is synced for all together. */
  function settle(key: Key): Promise<void> {
    return serial(key, async () => {
      const document = documents.get(key)
      if (document === undefined) return
      if (document.text === undefined) await files.remove(key)
      else await files.put(key, document.text)
      if (documents.get(key) === document) documents.delete(key)
    })
  }

  function failed(error: unknown): void {
    trouble.met('documents', new NotKept(error).code)
  }
}

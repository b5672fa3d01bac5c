import { createHash } from 'node:crypto'
import { Conflict, type Key, type Store } from './store.ts'

/** So many documents on their way at once. */
const atOnce = 8

/** What was brought over, counted, and a SHA-256 over all documents in the order of their keys. */
export interface Sum {
  documents: number
  sha256: string
}

/**
 * Makes `target` hold what `source` holds: what is there already and equal stays, what differs is written over, what `source` does not have is forgotten.
 * So it may be broken off anywhere and done again. `which`: the documents that are meant. `onDone` is told after each document.
 */
export async function copyDocuments(
  source: Store,
  target: Store,
  which: (key: Key) => boolean,
  onDone: (done: number, of: number) => void,
): Promise<void> {
  const keys = await keysOf(source, which)
  const wanted = new Set(keys)
  const there = new Set(await keysOf(target, which))
  for (const key of there) if (!wanted.has(key)) await target.forget(key)
  let done = 0
  const waiting = keys.values()
  const worker = async () => {
    for (const key of waiting) {
      await copy(source, target, key, there.has(key))
      onDone(++done, keys.length)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

/** `onDone` is told every few documents. */
export async function sumOf(store: Store, which: (key: Key) => boolean, onDone: (done: number, of: number) => void): Promise<Sum> {
  const keys = await keysOf(store, which)
  const hash = createHash('sha256')
  for (let from = 0; from < keys.length; from += atOnce) {
    const some = keys.slice(from, from + atOnce)
    const found = await Promise.all(some.map(key => store.read(key)))
    for (const [i, key] of some.entries()) hash.update(`${key}\n${JSON.stringify(found[i]?.value)}\n`)
    onDone(from + some.length, keys.length)
  }
  return { documents: keys.length, sha256: hash.digest('hex') }
}

async function copy(source: Store, target: Store, key: Key, isThere: boolean): Promise<void> {
  for (let look = isThere; ; look = true) {
    const [from, to] = await Promise.all([source.read(key), look ? target.read(key) : undefined])
    if (from === undefined || JSON.stringify(from.value) === JSON.stringify(to?.value)) return
    try {
      await target.write(key, from.value, to?.etag ?? 'absent')
      return
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
    }
  }
}

async function keysOf(store: Store, which: (key: Key) => boolean): Promise<Key[]> {
  const keys: Key[] = []
  for await (const key of store.keys('')) if (which(key)) keys.push(key)
  return keys.sort()
}

import type { KeyObject } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { Json } from './json.ts'
import type { Sealed } from './sealed.ts'
import type { Sealer } from './sealing.ts'
import { createSerial } from './serial.ts'
import { Conflict, type Etag, type Store } from './store.ts'

/**
 * Sealed documents in a store: the document under `<name>/<id>`, its wrapped key under `<name>-keys/<id>`. The key is written once, so that
 * its destruction leaves no older copy behind. The latest used documents are kept open in memory, `remembered` of them at most, and let go of when
 * another node changes them; while the store's feed is cut nothing is kept open. What lies open may so be older than the store by the time a bell
 * takes, and nothing is decided by that: a change is compare-and-set.
 */
export function createSealed<T>(store: Store, sealer: Sealer, name: string, remembered = 2000): Sealed<T> {
  const documentKey = (id: string) => `${name}/${id}`
  const keyKey = (id: string) => `${name}-keys/${id}`
  const open = new Map<string, Open<T>>()
  /** What is being read or written just now, and how often it was heard of meanwhile. */
  const underWay = new Map<string, number>()
  const serial = createSerial()
  const changes = new EventEmitter().setMaxListeners(0)
  let whole = true

  store.watch(
    key => {
      if (!key.startsWith(documentKey(''))) return
      const id = key.slice(documentKey('').length)
      open.delete(id)
      const heard = underWay.get(id)
      if (heard === undefined) changes.emit('change', id)
      else underWay.set(id, heard + 1)
    },
    feed => {
      whole = feed === 'whole'
      open.clear()
    },
  )

  return {
    async read(id) {
      // What is not open is loaded in line with its changes: an older copy never comes to lie over a newer one, nor over nothing.
      const document = open.get(id) ?? (await serial(id, () => load(id)))
      return document && { value: document.value, etag: document.etag }
    },

    create: (id, value) =>
      serial(id, async () => {
        await keep(id, await firstKey(id), value, 'absent')
      }),

    change: (id, decide) =>
      serial(id, async () => {
        for (let certain = false; ; ) {
          certain ||= !open.has(id)
          const document = await load(id)
          if (document === undefined) return undefined
          const { value, result } = decide(document.value)
          if (value === undefined || value === document.value) {
            if (certain) return result
            // Nothing to write, by what lay open here; another node may have written since: asked again with what the store has.
            open.delete(id)
            continue
          }
          try {
            await keep(id, document.key, value, document.etag)
            return result
          } catch (error) {
            if (!(error instanceof Conflict)) throw error
          }
        }
      }),

    forget: id =>
      serial(id, () =>
        hearing(id, async () => {
          await store.forget(keyKey(id))
          await store.forget(documentKey(id))
        }),
      ),

    async *ids() {
      const withoutDocument = new Set<string>()
      for await (const key of store.keys(keyKey(''))) withoutDocument.add(key.slice(keyKey('').length))
      for await (const key of store.keys(documentKey(''))) {
        const id = key.slice(documentKey('').length)
        withoutDocument.delete(id)
        yield id
      }
      for (const id of withoutDocument) await forgetLeftKey(id)
    },

    watch(onChange) {
      changes.on('change', onChange)
      return () => changes.off('change', onChange)
    },
  }

  /** A new key; or the one that is there already, when an earlier creation failed or died before its document was written. */
  async function firstKey(id: string): Promise<KeyObject> {
    const key = sealer.newKey()
    try {
      await store.write<KeyDocument>(keyKey(id), { wrapped: sealer.wrap(key, id), since: Date.now() }, 'absent')
      return key
    } catch (error) {
      const left = error instanceof Conflict ? await store.read<KeyDocument>(keyKey(id)) : undefined
      if (left === undefined) throw error
      return sealer.unwrap(wrappedIn(left.value), id)
    }
  }

  async function load(id: string): Promise<Open<T> | undefined> {
    const known = open.get(id)
    if (known !== undefined) return remember(id, known)
    return hearing(id, async () => {
      const document = await unseal(id)
      // Heard of meanwhile: it may be another's, newer than what was read.
      return document && underWay.get(id) === 0 ? remember(id, document) : document
    })
  }

  async function unseal(id: string): Promise<Open<T> | undefined> {
    const [document, sameTime] = await Promise.all([store.read<string>(documentKey(id)), store.read<KeyDocument>(keyKey(id))])
    if (document === undefined) return undefined
    // The key is written before its document: where it is not there after the document was, it was destroyed.
    const found = sameTime ?? (await store.read<KeyDocument>(keyKey(id)))
    if (found === undefined) {
      await store.forget(documentKey(id)) // and then the process died: nobody can read it again
      return undefined
    }
    const key = sealer.unwrap(wrappedIn(found.value), id)
    const value = JSON.parse(sealer.open(key, document.value, id)) as T // our own document: what keep() sealed
    return { key, value, etag: document.etag }
  }

  /** Until it is written, what lay open before is what is read. */
  function keep(id: string, key: KeyObject, value: T, expected: Etag | 'absent'): Promise<void> {
    return hearing(id, async () => {
      const etag = await written(id, sealer.seal(key, JSON.stringify(value), id), expected)
      // Heard of more often than by this write itself: somebody else has written over it already.
      if ((underWay.get(id) ?? 0) <= 1) remember(id, { key, value, etag })
    })
  }

  async function written(id: string, sealed: string, expected: Etag | 'absent'): Promise<Etag> {
    try {
      return await store.write(documentKey(id), new Json(`"${sealed}"`), expected) // base64: nothing to escape
    } catch (error) {
      open.delete(id) // who knows whether it stood
      throw error
    }
  }

  /** What is heard of a document while something is done with it is told on when that is done, so that whoever hears of it reads the newest. */
  async function hearing<R>(id: string, task: () => Promise<R>): Promise<R> {
    underWay.set(id, 0)
    try {
      return await task()
    } finally {
      const heard = underWay.get(id)
      underWay.delete(id)
      if (heard) changes.emit('change', id)
    }
  }

  function remember(id: string, document: Open<T>): Open<T> {
    open.delete(id)
    if (!whole) return document
    open.set(id, document)
    if (open.size > remembered) open.delete(open.keys().next().value!) // size > 0: there is an oldest
    return document
  }

  /** Left by a process that died between key and document. One that is just being made, perhaps by another node, is let be. */
  async function forgetLeftKey(id: string): Promise<void> {
    const found = await store.read<KeyDocument>(keyKey(id))
    if (found === undefined || Date.now() - sinceIn(found.value) < longestMaking) return
    if ((await store.read(documentKey(id))) === undefined) await store.forget(keyKey(id))
  }
}

/** A key and its document are written within seconds of each other; the clocks of two nodes may differ by minutes. */
const longestMaking = 15 * 60_000

interface Open<T> {
  key: KeyObject
  value: T
  etag: Etag
}

/** `since`: milliseconds since 1970. Before version 0.2 the wrapped key stood alone. */
type KeyDocument = { wrapped: string; since: number } | string

const wrappedIn = (document: KeyDocument) => (typeof document === 'string' ? document : document.wrapped)
const sinceIn = (document: KeyDocument) => (typeof document === 'string' ? 0 : document.since)

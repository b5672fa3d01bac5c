import type { KeyObject } from 'node:crypto'
import { EventEmitter } from 'node:events'
import type { Sealed } from './sealed.ts'
import type { Sealer } from './sealing.ts'
import { createSerial } from './serial.ts'
import { Conflict, type Etag, type Store } from './store.ts'

/**
 * Sealed documents in a store: the document under `<name>/<id>`, its wrapped key under `<name>-keys/<id>`. The key is written once, so that
 * its destruction leaves no older copy behind. The latest used documents are kept open in memory, `remembered` of them at most.
 */
export function createSealed<T>(store: Store, sealer: Sealer, name: string, remembered = 2000): Sealed<T> {
  const documentKey = (id: string) => `${name}/${id}`
  const keyKey = (id: string) => `${name}-keys/${id}`
  const open = new Map<string, Open<T>>()
  const writing = new Set<string>()
  const creating = new Set<string>()
  const serial = createSerial()
  const changes = new EventEmitter().setMaxListeners(0)

  store.watch(key => {
    if (!key.startsWith(`${name}/`) || writing.has(key)) return
    const id = key.slice(name.length + 1)
    open.delete(id)
    changes.emit('change', id)
  })

  return {
    async read(id) {
      // What is not open is loaded in line with its changes: an older copy never comes to lie over a newer one, nor over nothing.
      const document = open.get(id) ?? (await serial(id, () => load(id)))
      return document && { value: document.value, etag: document.etag }
    },

    create: (id, value) =>
      serial(id, async () => {
        const key = sealer.newKey()
        creating.add(id)
        try {
          await store.write(keyKey(id), sealer.wrap(key, id), 'absent')
          await keep(id, key, value, 'absent')
        } finally {
          creating.delete(id)
        }
      }),

    change: (id, decide) =>
      serial(id, async () => {
        for (;;) {
          const document = await load(id)
          if (document === undefined) return undefined
          const { value, result } = decide(document.value)
          if (value === undefined || value === document.value) return result
          try {
            await keep(id, document.key, value, document.etag)
            return result
          } catch (error) {
            if (!(error instanceof Conflict)) throw error
            open.delete(id)
          }
        }
      }),

    forget: id =>
      serial(id, async () => {
        writing.add(documentKey(id))
        try {
          await store.forget(keyKey(id))
          await store.forget(documentKey(id))
        } finally {
          writing.delete(documentKey(id))
          open.delete(id)
        }
        changes.emit('change', id)
      }),

    async *ids() {
      await forgetKeysWithoutDocument()
      for await (const key of store.keys(`${name}/`)) yield key.slice(name.length + 1)
    },

    watch(onChange) {
      changes.on('change', onChange)
      return () => changes.off('change', onChange)
    },
  }

  async function load(id: string): Promise<Open<T> | undefined> {
    const known = open.get(id)
    if (known !== undefined) return remember(id, known)
    const [document, wrapped] = await Promise.all([store.read<string>(documentKey(id)), store.read<string>(keyKey(id))])
    if (document === undefined) return undefined
    if (wrapped === undefined) {
      await store.forget(documentKey(id)) // its key was destroyed and then the process died: nobody can read it again
      return undefined
    }
    const key = sealer.unwrap(wrapped.value, id)
    const value = JSON.parse(sealer.open(key, document.value, id)) as T // our own document: what keep() sealed
    return remember(id, { key, value, etag: document.etag })
  }

  async function keep(id: string, key: KeyObject, value: T, expected: Etag | 'absent'): Promise<void> {
    writing.add(documentKey(id))
    try {
      const etag = await store.write(documentKey(id), sealer.seal(key, JSON.stringify(value), id), expected)
      remember(id, { key, value, etag })
    } finally {
      writing.delete(documentKey(id))
    }
    changes.emit('change', id)
  }

  function remember(id: string, document: Open<T>): Open<T> {
    open.delete(id)
    open.set(id, document)
    if (open.size > remembered) open.delete(open.keys().next().value!) // size > 0: there is an oldest
    return document
  }

  async function forgetKeysWithoutDocument(): Promise<void> {
    for await (const key of store.keys(`${name}-keys/`)) {
      const id = key.slice(name.length + '-keys/'.length)
      if (!creating.has(id) && (await store.read(documentKey(id))) === undefined && !creating.has(id)) await store.forget(key)
    }
  }
}

interface Open<T> {
  key: KeyObject
  value: T
  etag: Etag
}

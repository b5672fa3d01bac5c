export type Key = string
export type Etag = string
export interface Stored<T> {
  value: T
  etag: Etag
}

/** Someone else wrote first: read again and decide anew. */
export class Conflict extends Error {
  constructor(key: Key) {
    super(`${key} was changed by someone else; read it again`)
    this.name = 'Conflict'
  }
}

/** The store could not keep it (a full disk, say; `code` is the system's word for it): nothing was changed, and it may be tried again later. */
export class NotKept extends Error {
  readonly code: string
  constructor(cause: unknown) {
    const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'unknown'
    super(`it could not be kept (${code})`, { cause })
    this.name = 'NotKept'
    this.code = code
  }
}

/** Documents by key (letters, digits, `-`, `_` and `/`). Two implementations, one contract suite (test/contract/store.ts). */
export interface Store {
  read<T>(key: Key): Promise<Stored<T> | undefined>
  /** Compare-and-set: writes only if the document still has this etag. Throws Conflict, NotKept. Durable when it returns. */
  write<T>(key: Key, value: T, expected: Etag | 'absent'): Promise<Etag>
  /** Gone when it returns; forgetting what is not there is harmless. Throws NotKept. */
  forget(key: Key): Promise<void>
  keys(prefix: string): AsyncIterable<Key>
  /**
   * Told of every changed or forgotten key, on any node, after it is durable; of one's own before the write returns. `onFeed` hears `cut` when
   * changes of others may be missed, and `whole` when all that was missed has been told; a store for one process is never cut.
   */
  watch(onChange: (key: Key) => void, onFeed?: (feed: 'cut' | 'whole') => void): () => void
  close(): Promise<void>
}

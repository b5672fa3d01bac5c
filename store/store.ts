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

/** Documents by key (letters, digits, `-`, `_` and `/`). Two implementations, one contract suite (test/contract/store.ts). */
export interface Store {
  read<T>(key: Key): Promise<Stored<T> | undefined>
  /** Compare-and-set: writes only if the document still has this etag. Throws Conflict. Durable when it returns. */
  write<T>(key: Key, value: T, expected: Etag | 'absent'): Promise<Etag>
  /** Gone when it returns; forgetting what is not there is harmless. */
  forget(key: Key): Promise<void>
  keys(prefix: string): AsyncIterable<Key>
  /** Told of every changed or forgotten key, on any node, after it is durable. */
  watch(onChange: (key: Key) => void): () => void
  close(): Promise<void>
}

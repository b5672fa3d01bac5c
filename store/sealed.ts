import type { Etag } from './store.ts'

/** Documents sealed one key each; forgetting destroys the key. The contract the rest of the house builds on. */
export interface Sealed<T> {
  /** undefined: never existed or forgotten. The value is shared: never mutate it, return a changed copy from `change`. */
  read(id: string): Promise<{ value: T; etag: Etag } | undefined>
  /** Throws Conflict where it exists. */
  create(id: string, value: T): Promise<void>
  /**
   * Reads, lets `decide` answer with what to keep (undefined: write nothing) and what to tell the caller, and compares-and-sets; on Conflict
   * `decide` is asked again with the newer value. Changes of one id are serial within a process. undefined: not there.
   */
  change<R>(id: string, decide: (value: T) => { value?: T; result: R }): Promise<R | undefined>
  /** Destroys the key, then the document. */
  forget(id: string): Promise<void>
  ids(): AsyncIterable<string>
  /** Every changed or forgotten id, after it is durable. */
  watch(onChange: (id: string) => void): () => void
}

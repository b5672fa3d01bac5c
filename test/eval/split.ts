import { createHash } from 'node:crypto'

/** Which half a labelled line belongs to: we look at our misses in `build` only, so that `check` stays an honest measure. */
export const half = (text: string): 'build' | 'check' =>
  (createHash('sha256').update(text).digest()[0] ?? 0) % 2 === 0 ? 'build' : 'check'

import { randomFillSync } from 'node:crypto'

const length = 18
const pool = Buffer.alloc(length * 256)
let used = pool.length

/** 144 random bits, in letters, digits, - and _. Drawn many at a time: asking the system for each one is most of what it costs. */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += length
  return pool.toString('base64url', used - length, used)
}

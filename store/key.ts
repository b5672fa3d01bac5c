import type { Key } from './store.ts'

/** Throws where it is no key: what is one stands in a path, an SQL statement and a notification as it is. */
export function checkKey(key: Key): Key {
  if (/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/.test(key)) return key
  throw new Error(`a key is letters, digits, - and _ in parts divided by /: ${JSON.stringify(key.slice(0, 80))} is not`)
}

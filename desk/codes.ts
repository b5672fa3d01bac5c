import { hkdfSync, randomInt, scrypt } from 'node:crypto'
import { codeFrom, codeWords, drawnWords } from '../dialogs/code.ts'
import { createSerial } from '../store/serial.ts'
import { Conflict, type Key, type Store, type Stored } from '../store/store.ts'

/**
 * What lies behind codes of four words. Only a keyed, slow hash of a code is stored: it can be looked up, but neither read nor, without the master
 * key, tried out. A code itself exists in the moment it is shown.
 */
export interface Codes {
  /** A new code for this. */
  give(behind: Behind): Promise<{ code: string; hash: string }>
  /** What lies behind a code as `readCode` gave it. Some hundredths of a second, one at a time: the edge evens out how many may ask. */
  find<K extends Kind>(kind: K, code: string): Promise<(Stored<BehindA<K>> & { hash: string }) | undefined>
  /** The same by its hash. */
  read<K extends Kind>(kind: K, hash: string): Promise<Stored<BehindA<K>> | undefined>
  /** Changes what lies behind it; false: somebody else did in between. */
  change(hash: string, behind: Behind, etag: string): Promise<boolean>
  forget(kind: Kind, hash: string): Promise<void>
  all<K extends Kind>(kind: K): AsyncIterable<{ hash: string; behind: BehindA<K> }>
}

/** A course; a first step on the way to a partner, with what came of it; a place on a group's list. `until`: it is forgotten then. */
export type Behind =
  | { for: 'course'; id: string }
  | { for: 'firstStep'; municipality: string; offer: string; givenAt: string; until: string; marked?: { as: FirstStepMark; at: string } }
  | { for: 'seat'; offer: string; since: string; until: string; offered?: { at: string } }

type Kind = Behind['for']
export type BehindA<K extends Kind> = Extract<Behind, { for: K }>

export const firstStepMarks = ['arrived', 'notTaken', 'movedOn'] as const
export type FirstStepMark = (typeof firstStepMarks)[number]

/** `masterKey`: from it the hash's key is derived. */
export function createCodes(store: Store, masterKey: Buffer): Codes {
  const salt = Buffer.from(hkdfSync('sha256', masterKey, '', 'brobygger codes', 32))
  const oneByOne = createSerial()
  const hashOf = (code: string) => oneByOne('scrypt', () => slowly(code, salt))

  return {
    async give(behind) {
      for (;;) {
        const code = codeFrom(Array.from({ length: drawnWords }, () => randomInt(codeWords.length)))
        const hash = await hashOf(code)
        try {
          await store.write<Behind>(keyOf(behind.for, hash), behind, 'absent')
          return { code, hash }
        } catch (error) {
          if (!(error instanceof Conflict)) throw error // somebody has it already: draw again
        }
      }
    },

    async find<K extends Kind>(kind: K, code: string) {
      const hash = await hashOf(code)
      const found = await store.read<BehindA<K>>(keyOf(kind, hash))
      return found && { ...found, hash }
    },

    read: (kind, hash) => store.read(keyOf(kind, hash)),

    async change(hash, behind, etag) {
      try {
        await store.write(keyOf(behind.for, hash), behind, etag)
        return true
      } catch (error) {
        if (error instanceof Conflict) return false
        throw error
      }
    },

    forget: (kind, hash) => store.forget(keyOf(kind, hash)),

    async *all<K extends Kind>(kind: K) {
      for await (const key of store.keys(keyOf(kind, ''))) {
        const found = await store.read<BehindA<K>>(key)
        if (found) yield { hash: key.slice(keyOf(kind, '').length), behind: found.value }
      }
    },
  }
}

const keyOf = (kind: Kind, hash: string): Key => `codes/${kind}/${hash}`

/** scrypt with 16 MiB. The salt is the same for all, since a code must be found by its hash; but it is a secret, derived from the master key. */
function slowly(code: string, salt: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    scrypt(code, salt, 24, { N: 2 ** 14, r: 8, p: 1 }, (error, key) => (error ? reject(error) : resolve(key.toString('hex'))))
  })
}

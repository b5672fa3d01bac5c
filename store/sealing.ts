import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes, randomFillSync } from 'node:crypto'

/** Seals documents with AES-256-GCM, a key of its own each, wrapped by the master key. Keys are 32 bytes, sealed texts base64. */
export interface Sealer {
  newKey(): KeyObject
  /** The key wrapped for lying on a disk; `id` is bound to it, so that a key cannot serve another document. */
  wrap(key: KeyObject, id: string): string
  /** Throws where the master key, the id or the text is not the one it was wrapped with. */
  unwrap(wrapped: string, id: string): KeyObject
  seal(key: KeyObject, text: string, id: string): string
  /** Throws where anything was changed. */
  open(key: KeyObject, sealed: string, id: string): string
}

/** `masterKey`: 32 bytes. Throws where it is not. */
export function createSealer(masterKey: Buffer): Sealer {
  if (masterKey.length !== keyLength) throw new Error(`the master key must be ${keyLength} bytes, not ${masterKey.length}`)
  const master = createSecretKey(masterKey)
  return {
    newKey: () => createSecretKey(randomBytes(keyLength)),
    wrap: (key, id) => encrypt(master, key.export(), `key of ${id}`),
    unwrap: (wrapped, id) => createSecretKey(decrypt(master, wrapped, `key of ${id}`)),
    seal: (key, text, id) => encrypt(key, text, id),
    open: (key, sealed, id) => decrypt(key, sealed, id).toString('utf8'),
  }
}

const keyLength = 32
const nonceLength = 12
const tagLength = 16

function encrypt(key: KeyObject, plain: Buffer | string, bound: string): string {
  const nonce = drawNonce()
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound))
  const body = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain)
  const end = cipher.final()
  return Buffer.concat([nonce, cipher.getAuthTag(), body, end]).toString('base64')
}

const nonces = Buffer.alloc(nonceLength * 256)
let drawn = nonces.length

/** Drawn many at a time: asking the system for each one is most of what it costs. Each is used once. */
function drawNonce(): Buffer {
  if (drawn === nonces.length) {
    randomFillSync(nonces)
    drawn = 0
  }
  drawn += nonceLength
  return nonces.subarray(drawn - nonceLength, drawn)
}

function decrypt(key: KeyObject, sealed: string, bound: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceLength), { authTagLength: tagLength })
    .setAAD(Buffer.from(bound))
    .setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength))
  return Buffer.concat([decipher.update(bytes.subarray(nonceLength + tagLength)), decipher.final()])
}

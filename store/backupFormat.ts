import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Key } from './store.ts'

/**
 * A backup as one stream: a line that says what it is, then sealed records, each behind its length (4 bytes, highest first). Everything is sealed once
 * more with a key that is derived from the master key for this backup alone (HKDF), so that nothing of it can be read, taken out, put in, turned
 * round or cut off without being noticed: a record's nonce is its number, and the last one says that it is the last.
 * (The construction is STREAM: Hoang, Reyhanitabar, Rogaway, Vizár, "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", 2015.)
 */
export interface BackupHead {
  madeAt: string
  /** How many documents were there when it began: for progress, no promise. */
  documents: number
}

export interface BackupRecord {
  key: Key
  value: unknown
}

/** Why a backup cannot be read. Nothing of it has been used when this is thrown before the end. */
export class BackupRefused extends Error {
  readonly why: 'noBackup' | 'newer' | 'otherKey' | 'altered' | 'truncated'
  constructor(why: BackupRefused['why']) {
    super(`the backup cannot be read: ${why}`)
    this.name = 'BackupRefused'
    this.why = why
  }
}

/** Writes a backup, piece by piece: the head, each record, the end. */
export function createBackupWriter(masterKey: Buffer, { madeAt, documents }: BackupHead) {
  const salt = randomBytes(16)
  const plain = { format: 1, madeAt, documents, salt: salt.toString('hex'), key: markOf(masterKey, salt) }
  const line = Buffer.from(`${magic} ${JSON.stringify({ ...plain, sum: sumOf(plain) })}\n`)
  const seal = createSeal(masterKey, salt, line)
  let count = 0
  return {
    head: (): Buffer => line,
    record: ({ key, value }: BackupRecord): Buffer => seal(count++, false, JSON.stringify([key, value])),
    end: (): Buffer => seal(count, true, JSON.stringify({ documents: count })),
  }
}

/** The records of a backup, each checked; ends only where the backup does. `onHead` is told first. Throws BackupRefused. */
export async function* readBackup(
  chunks: AsyncIterable<Buffer>,
  masterKey: Buffer,
  onHead: (head: BackupHead & { id: string }) => void = () => undefined,
): AsyncGenerator<BackupRecord> {
  const bytes = createBytes(chunks)
  const line = await bytes.line(longestHead)
  const head = readHead(line)
  const salt = Buffer.from(head.salt, 'hex')
  if (head.key !== markOf(masterKey, salt)) throw new BackupRefused('otherKey')
  onHead({ madeAt: head.madeAt, documents: head.documents, id: head.salt })
  const open = createOpen(masterKey, salt, line)
  for (let count = 0; ; count++) {
    const length = (await bytes.take(lengthBytes))?.readUInt32BE()
    const sealed = length === undefined || length > longestRecord ? undefined : await bytes.take(length)
    if (length !== undefined && length > longestRecord) throw new BackupRefused('altered')
    if (sealed === undefined) throw new BackupRefused('truncated')
    const record = open(count, false, sealed)
    if (record === undefined) {
      const end = open(count, true, sealed)
      if (end === undefined || (await bytes.take(1)) !== undefined) throw new BackupRefused('altered')
      return
    }
    const [key, value] = JSON.parse(record) as [Key, unknown] // authenticated: what record() wrote
    yield { key, value }
  }
}

const magic = 'brobygger-backup'
const longestHead = 1000
const longestRecord = 256 * 1024 * 1024
const lengthBytes = 4
const tagLength = 16

const headShape = z.object({
  format: z.number(),
  madeAt: z.string(),
  documents: z.int(),
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  key: z.string(),
  sum: z.string(),
})

function readHead(line: Buffer | undefined) {
  const text = line?.toString('utf8') ?? ''
  if (!text.startsWith(`${magic} {`)) throw new BackupRefused('noBackup')
  const { data } = headShape.safeParse(parsed(text.slice(magic.length)))
  if (data === undefined) throw new BackupRefused('altered')
  if (data.format > 1) throw new BackupRefused('newer')
  const { sum, ...plain } = data
  if (sum !== sumOf(plain)) throw new BackupRefused('altered')
  return data
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** So that a damaged head is not taken for another key's. */
const sumOf = (plain: object) => createHash('sha256').update(JSON.stringify(plain)).digest('hex').slice(0, 16)

/** Tells whether a key is the right one, and nothing else about it. */
const markOf = (masterKey: Buffer, salt: Buffer) => derived(masterKey, salt, 'mark of a brobygger backup').toString('hex')
const keyOf = (masterKey: Buffer, salt: Buffer) => derived(masterKey, salt, 'brobygger backup')
const derived = (masterKey: Buffer, salt: Buffer, what: string) => Buffer.from(hkdfSync('sha256', masterKey, salt, what, 32))

function nonceOf(count: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt8(last ? 1 : 0)
  nonce.writeBigUInt64BE(BigInt(count), 4)
  return nonce
}

function createSeal(masterKey: Buffer, salt: Buffer, head: Buffer) {
  const key = keyOf(masterKey, salt)
  return (count: number, last: boolean, text: string): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(count, last)).setAAD(head)
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    const length = Buffer.alloc(lengthBytes)
    length.writeUInt32BE(body.length)
    return Buffer.concat([length, body])
  }
}

/** undefined: not this number, not (or only) the last one, or altered. */
function createOpen(masterKey: Buffer, salt: Buffer, head: Buffer | undefined) {
  const key = keyOf(masterKey, salt)
  return (count: number, last: boolean, sealed: Buffer): string | undefined => {
    if (sealed.length < tagLength) return undefined
    try {
      const end = sealed.length - tagLength
      const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(count, last), { authTagLength: tagLength })
        .setAAD(head ?? Buffer.alloc(0))
        .setAuthTag(sealed.subarray(end))
      return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]).toString('utf8')
    } catch {
      return undefined
    }
  }
}

/** So many bytes at a time, whatever the pieces they come in. */
function createBytes(chunks: AsyncIterable<Buffer>) {
  const source = chunks[Symbol.asyncIterator]()
  let pieces: Buffer[] = []
  let length = 0

  /** False: there is no more. */
  async function more(): Promise<boolean> {
    const { value, done } = await source.next()
    if (done) return false
    pieces.push(value)
    length += value.length
    return true
  }

  function cut(count: number): Buffer {
    const all = pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces)
    pieces = count < all.length ? [all.subarray(count)] : []
    length -= count
    return all.subarray(0, count)
  }

  return {
    /** undefined: it ended before. */
    async take(count: number): Promise<Buffer | undefined> {
      while (length < count) if (!(await more())) return undefined
      return cut(count)
    },
    /** With its end; undefined: there is none within the first `longest` bytes. */
    async line(longest: number): Promise<Buffer | undefined> {
      for (;;) {
        const all = Buffer.concat(pieces)
        const end = all.indexOf('\n')
        if (end !== -1) return cut(end + 1)
        if (length > longest || !(await more())) return undefined
      }
    },
  }
}

import { z } from 'zod'

/** The second voice of danger, made by test/eval/trainRisk.ts: what each feature weighs for danger, for danger now, and for each kind. */
export interface RiskWeights {
  made: string
  /** Features fall into 2^bits buckets. A byte each: what it weighs for danger in the lower half, for danger now in the upper, from -7 to 7. */
  bits: number
  table: Uint8Array
  /** One number a kind, in the order of `kinds`; 2^kindBits buckets. */
  kindTable: Int8Array
  kindBits: number
  kinds: string[]
  scales: { risk: Head; acute: Head; kinds: Head[] }
  thresholds: { risk: number; acute: number }
}

/** A score is bias + scale * sum of the rounded weights. */
export interface Head {
  scale: number
  bias: number
}

const head = z.strictObject({ scale: z.number(), bias: z.number() })
const header = z.strictObject({
  made: z.string(),
  bits: z.int().min(8).max(24),
  kindBits: z.int().min(8).max(24),
  kinds: z.array(z.string()),
  scales: z.strictObject({ risk: head, acute: head, kinds: z.array(head) }),
  thresholds: z.strictObject({ risk: z.number(), acute: z.number() }),
})

const endOfLine = 0x0a

/** A line of JSON that says what follows, then both tables as they are: nothing to be taken apart at start. */
export function encodeWeights({ table, kindTable, ...rest }: RiskWeights): Uint8Array {
  const line = new TextEncoder().encode(`${JSON.stringify(rest)}\n`)
  const bytes = new Uint8Array(line.length + table.length + kindTable.length)
  bytes.set(line)
  bytes.set(table, line.length)
  bytes.set(new Uint8Array(kindTable.buffer, kindTable.byteOffset, kindTable.length), line.length + table.length)
  return bytes
}

/** Throws with what is wrong where the bytes are not such a file, whole. The tables are views of the bytes. */
export function decodeWeights(bytes: Uint8Array): RiskWeights {
  const line = bytes.indexOf(endOfLine)
  if (line === -1) throw new Error('no first line of JSON')
  const head = header.parse(JSON.parse(new TextDecoder().decode(bytes.subarray(0, line))))
  const from = line + 1
  const size = 2 ** head.bits
  const kindSize = head.kinds.length << head.kindBits
  if (bytes.length !== from + size + kindSize) throw new Error(`${bytes.length} bytes, expected ${from + size + kindSize}`)
  const kindTable = new Int8Array(bytes.buffer, bytes.byteOffset + from + size, kindSize)
  return { ...head, table: bytes.subarray(from, from + size), kindTable }
}

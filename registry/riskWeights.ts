import { z } from 'zod'

/** The second voice of danger, made by test/eval/trainRisk.ts: what each feature weighs for danger, for danger now, and for each kind. */
export interface RiskWeights {
  made: string
  /** Danger and danger now by turns, two numbers a bucket; 2^bits buckets. */
  table: Int8Array
  bits: number
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
  bytes.set(new Uint8Array(table.buffer, table.byteOffset, table.length), line.length)
  bytes.set(new Uint8Array(kindTable.buffer, kindTable.byteOffset, kindTable.length), line.length + table.length)
  return bytes
}

/** Throws with what is wrong where the bytes are not such a file, whole. The tables are views of the bytes. */
export function decodeWeights(bytes: Uint8Array): RiskWeights {
  const line = bytes.indexOf(endOfLine)
  if (line === -1) throw new Error('no first line of JSON')
  const head = header.parse(JSON.parse(new TextDecoder().decode(bytes.subarray(0, line))))
  const size = 2 << head.bits
  const kindSize = head.kinds.length << head.kindBits
  if (bytes.length !== line + 1 + size + kindSize) throw new Error(`${bytes.length} bytes, expected ${line + 1 + size + kindSize}`)
  const view = (from: number, length: number): Int8Array => new Int8Array(bytes.buffer, bytes.byteOffset + from, length)
  return { ...head, table: view(line + 1, size), kindTable: view(line + 1 + size, kindSize) }
}

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
  /** How many buckets weigh anything. */
  filled: z.int().min(0),
  scales: z.strictObject({ risk: head, acute: head, kinds: z.array(head) }),
  thresholds: z.strictObject({ risk: z.number(), acute: z.number() }),
})

const endOfLine = 0x0a

/**
 * A line of JSON that says what follows; then each bucket that weighs anything, as the step from the one before (seven bits a byte, the
 * eighth where more follow), danger, danger now; then the kinds' table as it is. A tenth of the size of the table, read in milliseconds.
 */
export function encodeWeights({ table, kindTable, ...rest }: RiskWeights): Uint8Array {
  const body: number[] = []
  let filled = 0
  let last = 0
  for (let bucket = 0; bucket < table.length / 2; bucket++) {
    const risk = table[2 * bucket] ?? 0
    const acute = table[2 * bucket + 1] ?? 0
    if (risk === 0 && acute === 0) continue
    let step = bucket - last
    for (; step > 127; step >>>= 7) body.push((step & 127) | 128)
    body.push(step, risk & 255, acute & 255)
    last = bucket
    filled++
  }
  const line = new TextEncoder().encode(`${JSON.stringify({ ...rest, filled })}\n`)
  const bytes = new Uint8Array(line.length + body.length + kindTable.length)
  bytes.set(line)
  bytes.set(body, line.length)
  bytes.set(new Uint8Array(kindTable.buffer, kindTable.byteOffset, kindTable.length), line.length + body.length)
  return bytes
}

/** Throws with what is wrong where the bytes are not such a file, whole. */
export function decodeWeights(bytes: Uint8Array): RiskWeights {
  const line = bytes.indexOf(endOfLine)
  if (line === -1) throw new Error('no first line of JSON')
  const { filled, ...rest } = header.parse(JSON.parse(new TextDecoder().decode(bytes.subarray(0, line))))
  const table = new Int8Array(2 << rest.bits)
  let at = line + 1
  let bucket = 0
  for (let nth = 0; nth < filled; nth++) {
    let byte = bytes[at++] ?? 0
    let step = byte & 127
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[at++] ?? 0
      step |= (byte & 127) << shift
    }
    bucket += step
    table[2 * bucket] = bytes[at++] ?? 0
    table[2 * bucket + 1] = bytes[at++] ?? 0
  }
  const kindSize = rest.kinds.length << rest.kindBits
  if (bytes.length !== at + kindSize) throw new Error(`${bytes.length} bytes, expected ${at + kindSize}`)
  return { ...rest, table, kindTable: new Int8Array(bytes.slice(at).buffer) }
}

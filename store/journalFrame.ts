import { crc32 } from 'node:zlib'

/**
 * What is written to the journal at once, whole or not at all: a mark, the body's length and checksum, the body, which is these lines. The mark
 * holds bytes that no UTF-8 text has, so that it is never found inside a body.
 */
export function frameOf(lines: readonly string[]): Buffer {
  const length = lines.reduce((sum, line) => sum + Buffer.byteLength(line), lines.length - 1)
  const frame = Buffer.allocUnsafe(headerLength + length)
  mark.copy(frame)
  frame.writeUInt32LE(length, 4)
  let end = headerLength
  for (const line of lines) {
    if (end > headerLength) frame[end++] = lineBreak
    end += frame.write(line, end)
  }
  frame.writeUInt32LE(checksum(frame, 0, length), 8)
  return frame
}

export interface Frames {
  bodies: string[]
  /** Where the last whole frame ends. */
  end: number
  /**
   * What comes after it: nothing (zeros), a frame that was never finished, or whole frames behind a broken one. The next frame is only written
   * when the one before is on the disk, so the last is no crash's doing.
   */
  rest: 'nothing' | 'torn' | 'damaged'
}

export function readFrames(bytes: Buffer): Frames {
  const bodies: string[] = []
  let end = 0
  for (let body = bodyAt(bytes, end); body !== undefined; body = bodyAt(bytes, end)) {
    bodies.push(body.toString('utf8'))
    end += headerLength + body.length
  }
  return { bodies, end, rest: restFrom(bytes, end) }
}

const mark = Buffer.from([0xff, 0x62, 0x72, 0xfe])
const headerLength = 12
const lineBreak = 0x0a

function bodyAt(bytes: Buffer, at: number): Buffer | undefined {
  if (at + headerLength > bytes.length || bytes.compare(mark, 0, mark.length, at, at + mark.length) !== 0) return undefined
  const length = bytes.readUInt32LE(at + 4)
  const from = at + headerLength
  if (length === 0 || from + length > bytes.length) return undefined
  const body = bytes.subarray(from, from + length)
  return checksum(bytes, at, length) === bytes.readUInt32LE(at + 8) ? body : undefined
}

/** Of the length and the body, so that neither is believed without the other. */
const checksum = (bytes: Buffer, at: number, length: number): number =>
  crc32(bytes.subarray(at + headerLength, at + headerLength + length), crc32(bytes.subarray(at + 4, at + 8)))

function restFrom(bytes: Buffer, end: number): Frames['rest'] {
  for (let at = bytes.indexOf(mark, end); at !== -1; at = bytes.indexOf(mark, at + 1)) {
    if (bodyAt(bytes, at) !== undefined) return 'damaged'
  }
  return bytes.subarray(end).every(byte => byte === 0) ? 'nothing' : 'torn'
}

import { crc32, deflateSync } from 'node:zlib'

/** The bridge of our favicon as PNG, as Teams wants it: in colour, 192 by 192, and as a white outline on nothing, 32 by 32. */
export const colourIcon = (): Buffer => png(192, (x, y) => (bridge(x, y) ? white : brand))
export const outlineIcon = (): Buffer => png(32, (x, y) => (bridge(x, y) ? white : nothing))

export const brandColour = '#0b5c55'
type Pixel = readonly [red: number, green: number, blue: number, alpha: number]
const brand: Pixel = [0x0b, 0x5c, 0x55, 255]
const white: Pixel = [255, 255, 255, 255]
const nothing: Pixel = [255, 255, 255, 0]

/** In a square from 0 to 1: the deck, the arch under it, and three hangers. */
function bridge(x: number, y: number): boolean {
  const deck = y > 0.62 && y < 0.7 && x > 0.12 && x < 0.88
  const fromCentre = Math.hypot(x - 0.5, (y - 0.66) * 1.05)
  const arch = y < 0.66 && Math.abs(fromCentre - 0.32) < 0.04
  const hanger = [0.34, 0.5, 0.66].some(at => Math.abs(x - at) < 0.02) && y < 0.66 && fromCentre < 0.32
  return deck || arch || hanger
}

/** Each pixel is looked at in sixteen places, so that edges are smooth. */
function png(size: number, at: (x: number, y: number) => Pixel): Buffer {
  const rows = Buffer.alloc(size * (size * 4 + 1))
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) rows.set(mixed(x, y, size, at), y * (size * 4 + 1) + 1 + x * 4)
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 6], 8) // eight bits each of red, green, blue and alpha
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}

function mixed(x: number, y: number, size: number, at: (x: number, y: number) => Pixel): number[] {
  const steps = [0.125, 0.375, 0.625, 0.875]
  const seen = steps.flatMap(dy => steps.map(dx => at((x + dx) / size, (y + dy) / size)))
  return [0, 1, 2, 3].map(part => Math.round(seen.reduce((sum, pixel) => sum + (pixel[part] ?? 0), 0) / seen.length))
}

function chunk(name: string, data: Buffer): Buffer {
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

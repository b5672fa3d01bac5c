/** Texts and numbers as one file holds them: read without parsing, the numbers are looked at where they lie. */
export type Section = string | Int32Array | Float64Array | Uint8Array

/** A header (its length, then JSON), and each section from a multiple of eight bytes on. */
export function writeSections(sections: Readonly<Record<string, Section>>): Uint8Array {
  const parts = Object.entries(sections).map(([name, section]) => ({ name, bytes: bytesOf(section) }))
  let end = 0
  const places = parts.map(({ name, bytes }) => {
    const from = end
    end = padded(from + bytes.length)
    return [name, [from, bytes.length]] as const
  })
  const header = new TextEncoder().encode(JSON.stringify(Object.fromEntries(places)))
  const start = padded(4 + header.length)
  const whole = new Uint8Array(start + end)
  new DataView(whole.buffer).setUint32(0, header.length, true)
  whole.set(header, 4)
  for (const [nth, { bytes }] of parts.entries()) whole.set(bytes, start + (places[nth]?.[1][0] ?? 0))
  return whole
}

export interface Sections {
  text(name: string): string
  bytes(name: string): Uint8Array
  /** Whole numbers, and numbers with a fraction. */
  whole(name: string): Int32Array
  fractions(name: string): Float64Array
}

/** Throws where the bytes are no such file, or not the whole of it, or have no section of that name. */
export function readSections(file: Uint8Array): Sections {
  // A view of numbers begins at a multiple of their size: a buffer out of a pool may not.
  const all = file.byteOffset % 8 === 0 ? file : new Uint8Array(file)
  const length = new DataView(all.buffer, all.byteOffset).getUint32(0, true)
  const places = JSON.parse(new TextDecoder().decode(all.subarray(4, 4 + length))) as Record<string, [from: number, length: number]> // as written above
  const start = padded(4 + length)
  if (Object.values(places).some(([from, much]) => start + from + much > all.length)) throw new Error('cut short')
  const bytes = (name: string): Uint8Array => {
    const place = places[name]
    if (place === undefined) throw new Error(`no section ${name}`)
    return all.subarray(start + place[0], start + place[0] + place[1])
  }
  return {
    bytes,
    text: name => new TextDecoder().decode(bytes(name)),
    whole: name => new Int32Array(...viewOf(bytes(name), 4)),
    fractions: name => new Float64Array(...viewOf(bytes(name), 8)),
  }
}

const viewOf = (bytes: Uint8Array, size: number) => [bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length / size] as const

function bytesOf(section: Section): Uint8Array {
  if (typeof section === 'string') return new TextEncoder().encode(section)
  return new Uint8Array(section.buffer as ArrayBuffer, section.byteOffset, section.byteLength)
}

const padded = (length: number): number => Math.ceil(length / 8) * 8

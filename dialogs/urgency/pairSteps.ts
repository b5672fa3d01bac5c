import type { Tags } from './features.ts'

/** So many sets of classes have their pairs' steps kept; there are some three hundred. */
const most = 512
const unknown = -0x8000

/**
 * What two words' classes say together, in steps of the table of weights: of danger above the lowest byte, of danger now in it. Summed once for each
 * two sets of classes; two bytes for each, as they are read twenty times a message.
 */
export function createPairSteps(sum: (one: Tags, other: Tags) => { risk: number; acute: number }): (one: Tags, other: Tags) => number {
  const kept = new Int16Array(most * most).fill(unknown)

  function pack(one: Tags, other: Tags): number {
    const { risk, acute } = sum(one, other)
    return (risk << 8) | (acute & 255)
  }

  return (one, other) => {
    if (one.nth >= most || other.nth >= most) return pack(one, other)
    const place = one.nth * most + other.nth
    const before = kept[place] ?? unknown
    if (before !== unknown) return before
    const packed = pack(one, other)
    kept[place] = packed
    return packed
  }
}

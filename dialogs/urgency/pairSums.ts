import type { Tags } from './features.ts'

interface Sums {
  risk: number
  acute: number
  squares: number
}

/** So many sets of classes have their pairs' sums kept; there are some three hundred. */
const most = 512

/** What two words' classes say together, summed once for each two sets of classes. */
export function createPairSums(sum: (one: Tags, other: Tags) => Sums): (one: Tags, other: Tags) => Sums {
  const kept: (Sums | undefined)[] = new Array<Sums | undefined>(most * most).fill(undefined)
  return (one, other) => {
    if (one.nth >= most || other.nth >= most) return sum(one, other)
    const place = one.nth * most + other.nth
    const before = kept[place]
    if (before) return before
    const sums = sum(one, other)
    kept[place] = sums
    return sums
  }
}

import type { ClassId, Lexicon } from './lexicon.ts'
import type { Word } from './reading.ts'
import type { Heard } from './rules.ts'

/** What the second voice weighs: buckets of a table with a value each (their squares sum to one), and the word each comes from, so that it can say why. */
export interface Features {
  buckets: readonly number[]
  values: readonly number[]
  from: readonly number[]
}

export const featureBits = 18
const size = 1 << featureBits
const near = 4
const worth = { word: 1.5, pair: 1.5, skip: 1.2, far: 0.6, triple: 1, stem: 0.7, tag: 0.6, short: 0.5, long: 0.7, rule: 3 }

/**
 * Words, pairs, triples and pairs across a gap; classes of words and their pairs; runs of letters, across words too; what the rules found. Classes let it hear
 * "onkel ... nat ... hemmelig" in words it was never taught together; letters let it hear misspelt ones. Only classes named in the
 * data count, so that ids may change.
 */
export function createFeatures(lexicon: Lexicon): (words: readonly Word[], heard: Heard) => Features {
  const met = new Float32Array(size)
  const tagsByClasses = new WeakMap<readonly ClassId[], readonly number[]>()
  const none: readonly number[] = []

  function tagsOf(classes: readonly ClassId[]): readonly number[] {
    const before = tagsByClasses.get(classes)
    if (before) return before
    const tags = classes.flatMap(id => {
      const name = lexicon.className(id)
      return name.startsWith('#') && name !== '#hyppige' ? [hashText(name)] : []
    })
    tagsByClasses.set(classes, tags)
    return tags
  }

  return (words, { masked, hits }) => {
    const buckets: number[] = []
    const from: number[] = []
    const add = (hash: number, value: number, at: number): void => {
      const bucket = spread(hash) & (size - 1)
      if (met[bucket] === 0) {
        buckets.push(bucket)
        from.push(at)
      }
      met[bucket] = (met[bucket] ?? 0) + value
    }
    const tags = words.map((word, at) => (masked.has(at) ? none : tagsOf(word.classes)))
    const hashes = words.map(word => hashText(word.read))
    for (let at = 0; at < words.length; at++) {
      const own = hashes[at] ?? 0
      const ownTags = tags[at] ?? none
      const read = words[at]?.read ?? ''
      add(mix(1, own), worth.word, at)
      if (read.length > 5) add(mix(10, hashText(read.slice(0, 5))), worth.stem, at)
      if (at > 1) add(mix(mix(hashes[at - 2] ?? 0, hashes[at - 1] ?? 0), own ^ 11), worth.triple, at)
      if (masked.has(at)) add(mix(8, 1), worth.tag, at)
      for (const tag of ownTags) add(mix(3, tag), worth.tag, at)
      for (let next = at + 1; next < words.length && next <= at + near; next++) {
        const other = hashes[next] ?? 0
        const gap = next - at
        add(mix(own, other ^ (gap === 1 ? 2 : gap === 2 ? 12 : 4)), gap === 1 ? worth.pair : gap === 2 ? worth.skip : worth.far, next)
        for (const tag of ownTags) add(mix(tag, other ^ 5), worth.tag, next)
        for (const tag of tags[next] ?? none) {
          add(mix(own, tag ^ 7), worth.tag, next)
          for (const mine of ownTags) add(mix(mine, tag ^ 6), worth.tag, next)
        }
      }
    }
    addLetters(words, add)
    for (const { level, kind, place } of hits) {
      add(mix(20, hashText(level)), worth.rule, place.end)
      add(mix(21, hashText(kind + level)), worth.rule, place.end)
    }
    return { buckets, values: scaled(buckets, met), from }
  }
}

/** Runs of three to five letters over the whole sentence, spaces too. */
function addLetters(words: readonly Word[], add: (hash: number, value: number, at: number) => void): void {
  let text = ' '
  const owner: number[] = [0]
  words.forEach((word, at) => {
    const read = `${word.read.slice(0, 30)} `
    text += read
    for (let i = 0; i < read.length; i++) owner.push(at)
  })
  for (let start = 0; start + 3 <= text.length; start++) {
    let hash = 0x811c9dc5
    for (let end = start; end < start + 5 && end < text.length; end++) {
      hash = Math.imul(hash ^ text.charCodeAt(end), 0x01000193)
      const length = end - start + 1
      if (length >= 3) add(mix(9, hash ^ length), length === 3 ? worth.short : worth.long, owner[start + 1] ?? 0)
    }
  }
}

/** The values at the length of one, and the table clean again for the next text. */
function scaled(buckets: readonly number[], met: Float32Array): number[] {
  let squares = 0
  for (const bucket of buckets) squares += (met[bucket] ?? 0) ** 2
  const length = Math.sqrt(squares) || 1
  return buckets.map(bucket => {
    const value = (met[bucket] ?? 0) / length
    met[bucket] = 0
    return value
  })
}

/** Fowler, Noll and Vo's hash, 32 bits. */
function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash
}

/** Spreads two numbers over all bits, as murmur's last step does; needs no strings. */
function mix(a: number, b: number): number {
  let hash = Math.imul(a, 0x85ebca6b) ^ b
  hash = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35)
  return hash ^ (hash >>> 15)
}

const spread = (hash: number): number => hash ^ (hash >>> 13)

import { riskKind } from '../../registry/riskData.ts'
import type { RiskWeights } from '../../registry/riskWeights.ts'
import type { RiskKind } from '../urgency.ts'
import { bucketOf, eachPair, type Features, type Subject, type Tags, wayOf, worthOfPair } from './features.ts'
import { type createGather, twice } from './gather.ts'
import type { Known, Word } from './reading.ts'
import type { Heard } from './rules.ts'

/** What these two are answered with asks what was swallowed, or sends out of the house: never on a mere surmise that no rule shares. */
const mustBeLikely: ReadonlySet<RiskKind> = new Set<RiskKind>(['overdose', 'danger'])

/**
 * What a rule adds to the log-odds of the kind it names: measured, more says the wrong kind more often. Who hits whom, rules tell better
 * than features do.
 */
const named = 0.5
const whoHits = 2

/**
 * The length of a text of few words. Divided by all of its own, a long text with one dangerous sentence would get the kind that is commonest
 * (measured beside three ordinary sentences: 0.88 right, so 0.90).
 */
const short = 200

/** So many sets of classes have their pairs kept; there are some three hundred. */
const mostTags = 512
/** So many pairs of them, which a slot's two bytes can count. */
const mostSlots = 0x7fff

/** Which kinds of danger, what the rules named weighed with the rest: the likeliest first, and others that are likelier than not. */
export function guessKinds(
  { kindTable, kindBits, kinds, scales }: RiskWeights,
  features: Features,
  gather: ReturnType<typeof createGather>,
): (words: readonly Word[], heard: Heard) => RiskKind[] {
  const mask = 2 ** kindBits - 1
  const heads = kinds.flatMap((name, nth) => {
    const kind = riskKind.safeParse(name).data
    const head = scales.kinds[nth]
    return kind && head ? [{ kind, head, nth }] : []
  })
  /** What each kind weighs, and last the squares. */
  const size = kinds.length + 1
  const add = (sums: Int32Array, hash: number, worth: number): void => {
    const from = bucketOf(hash, mask) * kinds.length
    for (let kind = 0; kind < kinds.length; kind++) sums[kind]! += kindTable[from + kind]! * worth // both have so many
    sums[kinds.length]! += worth * worth
  }

  function alone(known: Known, after: Subject, masked: boolean): Int32Array {
    const nth = wayOf(after, masked)
    const before = known.kinds[nth]
    if (before) return before
    const sums = new Int32Array(size)
    features.ofWord(known, after, masked, (hash, worth) => add(sums, hash, worth), 0)
    known.kinds[nth] = sums
    return sums
  }

  /** What two words' classes say together: summed once for each two sets of classes, kept one after the other; `slots` says which, 0 not yet. */
  const slots = new Int16Array(mostTags * mostTags)
  let kept = new Int32Array(size * 256)
  let used = 0
  function slotOf(one: Tags, other: Tags): number {
    if (one.nth >= mostTags || other.nth >= mostTags) return 0
    const place = one.nth * mostTags + other.nth
    const before = slots[place]! // as large as both
    if (before > 0 || used === mostSlots) return before
    used++
    slots[place] = used
    if (kept.length < (used + 1) * size) kept = twice(kept)
    const sums = kept.subarray(used * size, (used + 1) * size)
    eachPair(one, other, hash => add(sums, hash, worthOfPair))
    return used
  }

  /** Where in the tables what was gathered stands: one kind after the other is summed, which needs no writing in between. */
  let places = new Int32Array(1024)

  return (words, heard) => {
    const { after, count, hashes, worths, pairs } = gather(words, heard)
    const sums = new Int32Array(size)
    while (places.length < Math.max(count, pairs.length)) places = twice(places)
    let squares = 0
    for (let nth = 0; nth < count; nth++) {
      const worth = worths[nth]! // as many as were gathered
      places[nth] = bucketOf(hashes[nth]!, mask) * kinds.length
      squares += worth * worth
    }
    sums[kinds.length] = squares
    for (let kind = 0; kind < kinds.length; kind++) {
      let sum = 0
      for (let nth = 0; nth < count; nth++) sum += kindTable[places[nth]! + kind]! * worths[nth]!
      sums[kind] = sum
    }
    let pairCount = 0
    for (let nth = 0; nth < pairs.length; nth += 2) {
      const slot = slotOf(pairs[nth]!, pairs[nth + 1]!) // two by two
      if (slot > 0) places[pairCount++] = slot * size
      else eachPair(pairs[nth]!, pairs[nth + 1]!, hash => add(sums, hash, worthOfPair))
    }
    for (let kind = 0; kind < size; kind++) {
      let sum = 0
      for (let nth = 0; nth < pairCount; nth++) sum += kept[places[nth]! + kind]!
      sums[kind]! += sum
    }
    for (let at = 0; at < words.length; at++) {
      const own = alone(words[at]!.known, after[at]!, heard.masked.size > 0 && heard.masked.has(at)) // each word has its own
      for (let kind = 0; kind < size; kind++) sums[kind]! += own[kind]!
    }
    const whole = Math.sqrt(sums[kinds.length] ?? 0) || 1
    const length = whole > short ? Math.sqrt(whole * short) : whole
    const byRule = new Set(heard.hits.map(hit => hit.kind))
    const favour = (kind: RiskKind) => (!byRule.has(kind) ? 0 : kind === 'harmOthers' && !byRule.has('violence') ? whoHits : named)
    return heads
      .map(({ kind, head, nth }) => ({ kind, score: head.bias + (head.scale * (sums[nth] ?? 0)) / length + favour(kind) }))
      .filter(({ kind, score }) => score > 0 || !mustBeLikely.has(kind) || byRule.has(kind))
      .sort((a, b) => b.score - a.score)
      .filter((one, nth) => nth === 0 || one.score > 0)
      .map(one => one.kind)
  }
}

import { riskKind } from '../../registry/riskData.ts'
import type { RiskWeights } from '../../registry/riskWeights.ts'
import type { RiskKind } from '../urgency.ts'
import { bucketOf, eachPair, type Features, type Subject, wayOf, worthOfPair } from './features.ts'
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

/** So many features are looked up at once. */
const atOnce = 512

/** Which kinds of danger, what the rules named weighed with the rest: the likeliest first, and others that are likelier than not. */
export function guessKinds(
  { kindTable, kindBits, kinds, scales }: RiskWeights,
  features: Features,
): (words: readonly Word[], heard: Heard) => RiskKind[] {
  const mask = 2 ** kindBits - 1
  const heads = kinds.flatMap((name, nth) => {
    const kind = riskKind.safeParse(name).data
    const head = scales.kinds[nth]
    return kind && head ? [{ kind, head, nth }] : []
  })
  /** What each kind weighs, and last the squares. */
  const size = kinds.length + 1
  const buckets = new Int32Array(atOnce)
  const worths = new Int32Array(atOnce)
  let gathered = 0
  let sums = new Int32Array(size)

  function take(hash: number, worth: number): void {
    if (gathered === atOnce) lookUp()
    buckets[gathered] = bucketOf(hash, mask)
    worths[gathered] = worth
    gathered++
  }

  /** Gathered first and then looked up in a row, as in secondVoice.ts. */
  function lookUp(): void {
    let squares = 0
    for (let nth = 0; nth < gathered; nth++) {
      const from = buckets[nth]! * kinds.length // as many as were gathered
      const worth = worths[nth]!
      for (let kind = 0; kind < kinds.length; kind++) sums[kind]! += kindTable[from + kind]! * worth // both have so many
      squares += worth * worth
    }
    sums[kinds.length]! += squares
    gathered = 0
  }

  function alone(known: Known, after: Subject, masked: boolean): Int32Array {
    const nth = wayOf(after, masked)
    const before = known.kinds[nth]
    if (before) return before
    sums = new Int32Array(size)
    features.ofWord(known, after, masked, take, 0)
    lookUp()
    known.kinds[nth] = sums
    return sums
  }

  return (words, heard) => {
    const signs = words.map(word => features.signsOf(word.known))
    const after = features.subjectsOf(words, signs)
    const own = words.map(({ known }, at) => alone(known, after[at]!, heard.masked.has(at))) // each word has its own
    sums = new Int32Array(size)
    features.between(signs, heard, take, (one, other) => eachPair(one, other, hash => take(hash, worthOfPair)))
    lookUp()
    for (const one of own) for (let nth = 0; nth < size; nth++) sums[nth]! += one[nth]!
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

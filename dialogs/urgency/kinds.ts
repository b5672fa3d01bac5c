import { riskKind } from '../../registry/riskData.ts'
import type { RiskWeights } from '../../registry/riskWeights.ts'
import type { RiskKind } from '../urgency.ts'
import { bucketOf, type Features } from './features.ts'
import type { Word } from './reading.ts'
import type { Heard } from './rules.ts'

/** Which kind of danger no rule named: the likeliest first, and others that are likelier than not. */
export function guessKinds(
  { kindTable, kindBits, kinds, scales }: RiskWeights,
  features: Features,
): (words: readonly Word[], heard: Heard) => RiskKind[] {
  const mask = 2 ** kindBits - 1
  const named = kinds.flatMap((name, nth) => {
    const kind = riskKind.safeParse(name).data
    const head = scales.kinds[nth]
    return kind && head ? [{ kind, head, nth }] : []
  })
  return (words, heard) => {
    const sums = new Float64Array(kinds.length)
    let squares = 0
    features.all(words, heard, (hash, worth) => {
      const from = bucketOf(hash, mask) * kinds.length
      for (let nth = 0; nth < kinds.length; nth++) sums[nth] = (sums[nth] ?? 0) + (kindTable[from + nth] ?? 0) * worth
      squares += worth * worth
    })
    const length = Math.sqrt(squares) || 1
    return named
      .map(({ kind, head, nth }) => ({ kind, score: head.bias + (head.scale * (sums[nth] ?? 0)) / length }))
      .sort((a, b) => b.score - a.score)
      .filter((one, nth) => nth === 0 || one.score > 0)
      .map(one => one.kind)
  }
}

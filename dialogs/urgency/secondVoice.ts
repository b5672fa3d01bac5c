import type { RiskData, RiskWeights } from '../../registry/riskData.ts'
import { riskKind } from '../../registry/riskData.ts'
import type { Level, RiskKind } from '../urgency.ts'
import { createFeatures, type Features } from './features.ts'
import type { Lexicon } from './lexicon.ts'
import type { Word } from './reading.ts'
import type { Heard } from './rules.ts'

/** What both voices together make of a piece of text that speaks of danger. */
export interface Opinion {
  level: Exclude<Level, 'none'>
  about: 'self' | 'other'
  /** As the classifier guesses; where a rule spoke, the rule knows better and nobody asks. */
  kinds(): RiskKind[]
  /** The words that weighed most. */
  words(): Word[]
}

/** Log-odds of danger, and of danger now. */
export interface Scores {
  risk: number
  acute: number
}

export interface SecondVoice {
  hear(words: readonly Word[], heard: Heard): Opinion | undefined
  scores(words: readonly Word[], heard: Heard): Scores
}

interface Head {
  weights: Int8Array
  scale: number
  bias: number
}

/**
 * Second voice: logistic regression over hashed features, what the rules found among them, taught by test/eval/trainRisk.ts. It weighs
 * the rules as they deserve: some are nearly always right, some only beside other words. A rule that is `firm` needs no weighing, nor
 * does any rule where the classifier knows nothing: without weights, or in a script it was not taught.
 */
export function createSecondVoice(data: RiskData, lexicon: Lexicon): SecondVoice {
  const features = createFeatures(lexicon)
  const heads = new Map(Object.entries(data.weights?.heads ?? {}).map(([name, head]) => [name, decode(head)]))
  const { risk: alarm = 0, acute: now = 0 } = data.weights?.thresholds ?? {}
  const self = lexicon.classId('mig')
  const others = lexicon.classId('andre')
  const scoresOf = (found: Features): Scores => ({ risk: score(heads.get('risk'), found), acute: score(heads.get('acute'), found) })

  return {
    scores: (words, heard) => scoresOf(features(words, heard)),
    hear(words, heard) {
      const trusted = data.weights && isTaught(words) ? heard.hits.filter(hit => hit.firm) : heard.hits
      const isAcute = trusted.some(hit => hit.level === 'acute')
      if (!data.weights || !isTaught(words))
        return trusted.length === 0 ? undefined : { level: isAcute ? 'acute' : 'concern', kinds: () => [], about: 'self', words: () => [] }
      const found = features(words, heard)
      const { risk, acute } = scoresOf(found)
      if (risk < alarm && trusted.length === 0) return undefined
      return {
        level: isAcute || acute >= now ? 'acute' : 'concern',
        kinds: () => kindsOf(found),
        about: !words.some(word => word.classes.includes(self)) && words.some(word => word.classes.includes(others)) ? 'other' : 'self',
        words: () => weightiest(heads.get('risk'), found, words),
      }
    },
  }

  function kindsOf(found: Features): RiskKind[] {
    const scored = riskKind.options
      .map(kind => ({ kind, score: score(heads.get(`kind.${kind}`), found) }))
      .sort((a, b) => b.score - a.score)
    return scored.filter((one, nth) => nth === 0 || one.score > 0).map(one => one.kind)
  }
}

/** It was taught Latin letters only; of other scripts the rules speak alone. */
function isTaught(words: readonly Word[]): boolean {
  let latin = 0
  for (const word of words) if (/[a-zæøå]/.test(word.read)) latin++
  return latin * 2 >= words.length
}

function decode(head: RiskWeights['heads'][string]): Head {
  const bytes = Uint8Array.from(atob(head.weights), sign => sign.charCodeAt(0))
  return { weights: new Int8Array(bytes.buffer), scale: head.scale, bias: head.bias }
}

function score(head: Head | undefined, { buckets, values }: Features): number {
  if (!head) return -99
  let sum = 0
  const mask = head.weights.length - 1
  for (let nth = 0; nth < buckets.length; nth++) sum += (head.weights[(buckets[nth] ?? 0) & mask] ?? 0) * (values[nth] ?? 0)
  return head.bias + head.scale * sum
}

function weightiest(head: Head | undefined, { buckets, values, from }: Features, words: readonly Word[]): Word[] {
  if (!head) return []
  const sums = new Float64Array(words.length)
  const mask = head.weights.length - 1
  buckets.forEach((bucket, nth) => {
    const at = from[nth] ?? 0
    sums[at] = (sums[at] ?? 0) + (head.weights[bucket & mask] ?? 0) * (values[nth] ?? 0)
  })
  return [...sums.keys()]
    .filter(at => (sums[at] ?? 0) > 0)
    .sort((a, b) => (sums[b] ?? 0) - (sums[a] ?? 0))
    .slice(0, 4)
    .sort((a, b) => a - b)
    .flatMap(at => words[at] ?? [])
}

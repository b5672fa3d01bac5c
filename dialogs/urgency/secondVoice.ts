import { riskKind } from '../../registry/riskData.ts'
import type { Head, RiskWeights } from '../../registry/riskWeights.ts'
import type { Level, RiskKind } from '../urgency.ts'
import { bucketOf, createFeatures, type Features } from './features.ts'
import type { Lexicon } from './lexicon.ts'
import type { Known, Word } from './reading.ts'
import type { Heard } from './rules.ts'

/** What both voices together make of a piece of text that speaks of danger. */
export interface Opinion {
  level: Exclude<Level, 'none'>
  about: 'self' | 'other'
  /** Beyond doubt: by a rule that is right whenever it speaks, or far above where the classifier begins to say acute. */
  sure: boolean
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

/**
 * Second voice: logistic regression over hashed features, what the rules found among them, taught by test/eval/trainRisk.ts. It weighs
 * the rules as they deserve: some are nearly always right, some only beside other words. A rule that is `firm` needs no weighing, nor
 * does any rule where the classifier knows nothing: without weights, or in a script it was not taught.
 */
export function createSecondVoice(weights: RiskWeights | undefined, lexicon: Lexicon): SecondVoice {
  const features = createFeatures(lexicon)
  const scoresOf = weights && createScore(weights, features)
  const self = lexicon.classId('mig')
  const others = lexicon.classId('andre')

  return {
    scores: (words, heard) => scoresOf?.(words, heard) ?? { risk: -99, acute: -99 },
    hear(words, heard) {
      if (!weights || !scoresOf || !isTaught(words)) return ofRules(heard)
      const firm = heard.hits.filter(hit => hit.firm)
      const { risk, acute } = scoresOf(words, heard)
      if (risk < weights.thresholds.risk && firm.length === 0) return undefined
      return {
        level: firm.some(isAcute) || acute >= weights.thresholds.acute ? 'acute' : 'concern',
        kinds: () => kindsOf(weights, features, words, heard),
        sure: firm.length > 0 || acute >= weights.thresholds.acute + doubt,
        about: !words.some(word => word.classes.includes(self)) && words.some(word => word.classes.includes(others)) ? 'other' : 'self',
        words: () => weightiest(weights, features, words, heard),
      }
    },
  }
}

/**
 * So far above the threshold (log-odds) the classifier is seldom wrong: of our lines that are acute and that no rule names, five of six lie
 * above, of ordinary needs that it takes for acute, one of five.
 */
const doubt = 1.2

function ofRules({ hits }: Heard): Opinion | undefined {
  if (hits.length === 0) return undefined
  return { level: hits.some(isAcute) ? 'acute' : 'concern', kinds: () => [], about: 'self', sure: true, words: () => [] }
}

const isAcute = ({ level }: { level: Level }): boolean => level === 'acute'

/** It was taught Latin letters only; of other scripts the rules speak alone. */
function isTaught(words: readonly Word[]): boolean {
  let latin = 0
  for (const word of words) if (/[a-zæøå]/.test(word.read)) latin++
  return latin * 2 >= words.length
}

interface Sums extends Scores {
  squares: number
}

/** Sums over all features, as if each had its own length; what a word says by itself is summed once and kept. */
function createScore({ table, bits, scales }: RiskWeights, features: Features): (words: readonly Word[], heard: Heard) => Scores {
  const mask = (1 << bits) - 1
  const kept = new WeakMap<Known, Sums>()
  let risk = 0
  let acute = 0
  let squares = 0
  const take = (hash: number, worth: number): void => {
    const at = bucketOf(hash, mask) << 1
    risk += (table[at] ?? 0) * worth
    acute += (table[at + 1] ?? 0) * worth
    squares += worth * worth
  }
  function ofWord(known: Known): Sums {
    const before = kept.get(known)
    if (before) return before
    risk = acute = squares = 0
    features.ofWord(known, take, 0)
    const sums = { risk, acute, squares }
    kept.set(known, sums)
    return sums
  }
  return (words, heard) => {
    const alone = { risk: 0, acute: 0, squares: 0 }
    for (let at = 0; at < words.length; at++) {
      const word = words[at]
      if (!word || heard.masked.has(at)) continue
      const sums = ofWord(word.known)
      alone.risk += sums.risk
      alone.acute += sums.acute
      alone.squares += sums.squares
    }
    risk = acute = squares = 0
    features.between(words, heard, take)
    const length = Math.sqrt(alone.squares + squares) || 1
    return {
      risk: scores(scales.risk, alone.risk + risk, length),
      acute: scores(scales.acute, alone.acute + acute, length),
    }
  }
}

const scores = ({ scale, bias }: Head, sum: number, length: number): number => bias + (scale * sum) / length

function kindsOf(weights: RiskWeights, features: Features, words: readonly Word[], heard: Heard): RiskKind[] {
  const { kindTable, kindBits, kinds, scales } = weights
  const mask = (1 << kindBits) - 1
  const sums = new Float64Array(kinds.length)
  let squares = 0
  features.all(words, heard, (hash, worth) => {
    const from = bucketOf(hash, mask) * kinds.length
    for (let nth = 0; nth < kinds.length; nth++) sums[nth] = (sums[nth] ?? 0) + (kindTable[from + nth] ?? 0) * worth
    squares += worth * worth
  })
  const length = Math.sqrt(squares) || 1
  return kinds
    .flatMap((name, nth) => {
      const kind = riskKind.safeParse(name).data
      const head = scales.kinds[nth]
      return kind && head ? [{ kind, score: scores(head, sums[nth] ?? 0, length) }] : []
    })
    .sort((a, b) => b.score - a.score)
    .filter((one, nth) => nth === 0 || one.score > 0)
    .map(one => one.kind)
}

function weightiest({ table, bits }: RiskWeights, features: Features, words: readonly Word[], heard: Heard): Word[] {
  const mask = (1 << bits) - 1
  const sums = new Float64Array(words.length)
  features.all(words, heard, (hash, worth, at) => {
    sums[at] = (sums[at] ?? 0) + (table[bucketOf(hash, mask) << 1] ?? 0) * worth
  })
  return [...sums.keys()]
    .filter(at => (sums[at] ?? 0) > 0)
    .sort((a, b) => (sums[b] ?? 0) - (sums[a] ?? 0))
    .slice(0, 4)
    .sort((a, b) => a - b)
    .flatMap(at => words[at] ?? [])
}

import type { Head, RiskWeights } from '../../registry/riskWeights.ts'
import type { Level, RiskKind } from '../urgency.ts'
import { bucketOf, createFeatures, eachPair, type Features, type Subject, wayOf, worthOfPair } from './features.ts'
import { createGather } from './gather.ts'
import { guessKinds } from './kinds.ts'
import type { Lexicon } from './lexicon.ts'
import { createPairSteps } from './pairSteps.ts'
import type { Known, Word } from './reading.ts'
import type { Heard } from './rules.ts'

/** What both voices together make of a piece of text that speaks of danger. */
export interface Opinion {
  level: Exclude<Level, 'none'>
  about: 'self' | 'other'
  /** Beyond doubt: by a rule that is right whenever it speaks, or far above where the classifier begins to say acute. */
  sure: boolean
  /** As the classifier ranks them, the likeliest first; none where it knows nothing. */
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
  /** `beyond`: how far above what is usually enough it must lie. */
  hear(words: readonly Word[], heard: Heard, beyond?: number): Opinion | undefined
}

/**
 * Second voice: logistic regression over hashed features, what the rules found among them, taught by test/eval/trainRisk.ts. It weighs
 * the rules as they deserve: some are nearly always right, some only beside other words. A rule that is `firm` needs no weighing, nor
 * does any rule where the classifier knows nothing: without weights, or in a script it was not taught.
 */
export function createSecondVoice(weights: RiskWeights | undefined, lexicon: Lexicon): SecondVoice {
  const features = createFeatures(lexicon)
  const gather = createGather(features)
  const score = weights && createScore(weights, features, gather)
  const kindsOf = weights && guessKinds(weights, features, gather)
  const self = lexicon.classId('mig')
  const others = lexicon.classId('andre')

  return {
    hear(words, heard, beyond = 0) {
      if (!weights || !score || !kindsOf || !isTaught(words)) return ofRules(heard)
      const firm = heard.hits.filter(hit => hit.firm)
      const { risk, acute, byWord } = score(words, heard)
      const now = dangerNow({ risk, acute })
      if (risk < enoughFor(words, heard, weights) + beyond && firm.length === 0) return undefined
      return {
        level: firm.some(isAcute) || now >= weights.thresholds.acute ? 'acute' : 'concern',
        kinds: () => kindsOf(words, heard),
        sure: firm.length > 0 || now >= weights.thresholds.acute + doubt,
        about: !words.some(word => word.classes.includes(self)) && words.some(word => word.classes.includes(others)) ? 'other' : 'self',
        words: () => weightiest(byWord(), words),
      }
    },
  }
}

/**
 * How much a text sounds like danger now. Acute is taught among danger alone and knows nothing of ordinary messages; risk does. Measured: at the
 * same share of acute lines found, a third fewer ordinary needs are taken for acute than by `acute` alone.
 */
export const dangerNow = ({ risk, acute }: Scores): number => acute + Math.min(risk, 3) / 2

/**
 * So far above the threshold the classifier is seldom wrong: of our lines that are acute and that no rule names, nine of ten lie above, of ordinary
 * needs that it takes for acute, two of five.
 */
const doubt = 1.5

/**
 * A few words in which no rule found anything ("derhjemme", "det er ikke mig", "siden jeg var 8") are mostly an answer to what was asked, or a word beside it:
 * there it must be likelier than not. Measured on 378 such and 86 of our lines of danger that are as short: half as many cards, and none of the 82 heard lost.
 */
const enoughFor = (words: readonly Word[], { hits }: Heard, { thresholds }: RiskWeights): number =>
  words.length <= few && hits.length === 0 ? Math.max(0, thresholds.risk) : thresholds.risk
const few = 4

function ofRules({ hits }: Heard): Opinion | undefined {
  if (hits.length === 0) return undefined
  return { level: hits.some(isAcute) ? 'acute' : 'concern', kinds: () => [], about: 'self', sure: true, words: () => [] }
}

const isAcute = ({ level }: { level: Level }): boolean => level === 'acute'

/** It was taught Latin letters only; of other scripts the rules speak alone. */
function isTaught(words: readonly Word[]): boolean {
  let latin = 0
  for (const word of words) if (word.known.latin) latin++
  return latin * 2 >= words.length
}

/** The two halves of a byte, each with its sign. */
const riskOf = (both: number): number => (both << 28) >> 28
const acuteOf = (both: number): number => (both << 24) >> 28

export interface Sums extends Scores {
  squares: number
}

interface Score extends Scores {
  /** What each word adds to danger; to be asked before the next text is scored. */
  byWord(): number[]
}

/** Sums over all features, as if each had its own length; what a word says by itself is summed once and kept. */
function createScore(weights: RiskWeights, features: Features, gather: Gather): (words: readonly Word[], heard: Heard) => Score {
  const { scales, table, bits } = weights
  const mask = 2 ** bits - 1

  const pairSteps = createPairSteps((one, other) => {
    let risk = 0
    let acute = 0
    eachPair(one, other, hash => {
      const both = table[bucketOf(hash, mask)] ?? 0
      risk += riskOf(both)
      acute += acuteOf(both)
    })
    return { risk, acute }
  })

  function alone(known: Known, after: Subject, masked: boolean): Sums {
    const nth = wayOf(after, masked)
    const before = known.sums[nth]
    if (before) return before
    const sums: Sums = { risk: 0, acute: 0, squares: 0 }
    features.ofWord(
      known,
      after,
      masked,
      (hash, worth) => {
        const both = table[bucketOf(hash, mask)] ?? 0
        sums.risk += riskOf(both) * worth
        sums.acute += acuteOf(both) * worth
        sums.squares += worth * worth
      },
      0,
    )
    known.sums[nth] = sums
    return sums
  }

  return (words, heard) => {
    const { signs, after, count, hashes, worths, pairs } = gather(words, heard)
    const own = words.map(({ known }, at) => alone(known, after[at]!, heard.masked.size > 0 && heard.masked.has(at))) // each word has its own
    let risk = 0
    let acute = 0
    let squares = 0
    for (let nth = 0; nth < count; nth++) {
      const both = table[bucketOf(hashes[nth]!, mask)]! // as many as were gathered
      const worth = worths[nth]!
      risk += riskOf(both) * worth
      acute += acuteOf(both) * worth
      squares += worth * worth
    }
    for (let nth = 0; nth < pairs.length; nth += 2) {
      const one = pairs[nth]! // two by two
      const other = pairs[nth + 1]!
      const both = pairSteps(one, other)
      risk += (both >> 8) * worthOfPair
      acute += ((both << 24) >> 24) * worthOfPair
      squares += one.hashes.length * other.hashes.length * worthOfPair ** 2
    }
    for (const one of own) {
      risk += one.risk
      acute += one.acute
      squares += one.squares
    }
    const length = Math.sqrt(squares) || 1
    return {
      risk: scoreOf(scales.risk, risk, length),
      acute: scoreOf(scales.acute, acute, length),
      byWord() {
        const added = own.map(one => one.risk)
        const add = (hash: number, worth: number, at: number): void => {
          added[at] = (added[at] ?? 0) + riskOf(table[bucketOf(hash, mask)] ?? 0) * worth
        }
        features.between(signs, heard, add, (one, other, at) => eachPair(one, other, hash => add(hash, worthOfPair, at)))
        return added
      },
    }
  }
}

type Gather = ReturnType<typeof createGather>

const scoreOf = ({ scale, bias }: Head, sum: number, length: number): number => bias + (scale * sum) / length

/** The four words that add most to danger, in their order. */
function weightiest(added: readonly number[], words: readonly Word[]): Word[] {
  return [...added.keys()]
    .filter(at => (added[at] ?? 0) > 0)
    .sort((a, b) => (added[b] ?? 0) - (added[a] ?? 0))
    .slice(0, 4)
    .sort((a, b) => a - b)
    .flatMap(at => words[at] ?? [])
}

import { bucketOf } from '../../dialogs/urgency/features.ts'

/** A line as numbers: what it says (hash and value of each feature; their squares sum to one) and how much it counts. */
export interface Lesson {
  hashes: Int32Array
  values: Float32Array
  /** How many times as much as another line. */
  counts: number
}

export interface Taught {
  weights: Float32Array
  bias: number
}

const rounds = 10
/** The weights are the mean of what they were after each of the last rounds: what the order of the lines happened to do evens out. */
const meanOf = 5
const rate = 0.15
const decay = 2e-4
/** No line is wholly sure: the hardest, which many others contradict, pull less (label smoothing). At 95 % found it spares a quarter of the ordinary messages. */
const doubt = 0.05

/**
 * Logistic regression by AdaGrad with weight decay; the order of the lines is drawn anew each round from a fixed seed, so that the same
 * lines give the same weights. Rounds, rate and decay were chosen by cross-validation over files.
 */
export function teach(lessons: readonly Lesson[], positive: readonly boolean[], bits: number): Taught {
  const mask = (1 << bits) - 1
  const weights = new Float32Array(mask + 1)
  const squares = new Float32Array(mask + 1).fill(1e-6)
  const buckets = lessons.map(({ hashes }) => hashes.map(hash => bucketOf(hash, mask)))
  const tells = telling(buckets, positive, mask + 1)
  const scaled = lessons.map(({ values }, nth) => values.map((value, k) => value * tells[buckets[nth]![k]!]!)) // as many buckets as values
  const order = Int32Array.from(lessons.keys())
  let bias = 0
  const mean = { weights: new Float32Array(mask + 1), bias: 0 }
  const chance = draw(1)
  for (let round = 1; round <= rounds; round++) {
    const counted = round > rounds - meanOf
    for (let last = order.length - 1; last > 0; last--) {
      const other = Math.floor(chance() * (last + 1))
      const kept = order[last]! // both lie within the list
      order[last] = order[other]!
      order[other] = kept
    }
    for (const nth of order) {
      const { counts } = lessons[nth]!
      const values = scaled[nth]!
      const at = buckets[nth]!
      const error = counts * ((positive[nth] ? 1 - doubt : doubt) - 1 / (1 + Math.exp(-sum(weights, at, values) - bias)))
      bias += 0.02 * error
      if (counted) mean.bias += bias / order.length / meanOf
      for (let k = 0; k < at.length; k++) {
        const bucket = at[k]!
        const gradient = error * values[k]! - decay * weights[bucket]!
        squares[bucket]! += gradient * gradient
        weights[bucket]! += (rate * gradient) / Math.sqrt(squares[bucket]!)
      }
    }
    if (counted) for (let bucket = 0; bucket <= mask; bucket++) mean.weights[bucket]! += weights[bucket]! / meanOf
  }
  return { weights: mean.weights.map((weight, bucket) => weight * tells[bucket]!), bias: mean.bias }
}

/** How much faster a feature is learnt that stands mostly on one side (Wang and Manning's log-count ratio, three parts of ten). */
function telling(buckets: readonly Int32Array[], positive: readonly boolean[], size: number): Float32Array {
  const sides = [new Float32Array(size).fill(1), new Float32Array(size).fill(1)]
  for (const [nth, all] of buckets.entries()) for (const bucket of all) sides[positive[nth] ? 1 : 0]![bucket]!++
  return sides[0]!.map((calm, bucket) => 0.7 + 0.3 * Math.abs(Math.log(sides[1]![bucket]! / calm)))
}

/** The log-odds of a line. */
export function scoreOf({ weights, bias }: Taught, { hashes, values }: Lesson): number {
  const mask = weights.length - 1
  let total = bias
  for (let k = 0; k < hashes.length; k++) total += weights[bucketOf(hashes[k]!, mask)]! * values[k]!
  return total
}

function sum(weights: Float32Array, at: Int32Array, values: Float32Array): number {
  let total = 0
  for (let k = 0; k < at.length; k++) total += weights[at[k]!]! * values[k]!
  return total
}

/** Numbers from 0 to 1, the same for the same seed. */
function draw(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return state / 0x7fffffff
  }
}

/**
 * Rounded to so many steps to each side; the one weight in a thousand that is greater becomes the greatest. Seven steps change a score by a tenth, as
 * errors to both sides cancel out over some hundred features.
 */
export function rounded({ weights, bias }: Taught, most: number): { steps: Int8Array; scale: number; bias: number } {
  const sizes = weights
    .filter(weight => weight !== 0)
    .map(Math.abs)
    .sort()
  const greatest = sizes[Math.floor(sizes.length * 0.999)] ?? 1
  const scale = Number((greatest / most).toPrecision(6))
  const steps = Int8Array.from(weights, weight => Math.max(-most, Math.min(most, Math.round(weight / scale))))
  return { steps, scale, bias: Number(bias.toPrecision(6)) }
}

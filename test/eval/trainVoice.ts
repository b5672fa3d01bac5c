import { writeFileSync } from 'node:fs'
import { affirmedIn } from '../../registry/denied.ts'
import { eligibility } from '../../registry/eligibility.ts'
import { fit, isComplement } from '../../registry/fit.ts'
import { packLessons } from '../../registry/lessons.ts'
import { loadRegistry } from '../../registry/load.ts'
import { createRanking } from '../../registry/match.ts'
import { createMatcher } from '../../registry/matcher.ts'
import type { Offer } from '../../registry/offer.ts'
import { situationOf } from '../../registry/oneShot.ts'
import { signsBeside, signsOf } from '../../registry/signs.ts'
import { reach } from '../../registry/taught.ts'
import { readWords } from '../../registry/text.ts'
import { traitsOf } from '../../registry/traits.ts'
import { createUnderstanding } from '../../registry/understand.ts'
import { type LabelledNeed, labelledNeeds, needLessons } from './labelled.ts'
import { half } from './split.ts'

/**
 * `node test/eval/trainVoice.ts [--write]`: teaches the second voice of the matching (registry/taught.ts) from our own labelled messages
 * (taught/needs*.jsonl and the build half of own-needs.jsonl). A softmax over the offers that eligibility leaves open: score = the fit of
 * today + the weights of the text's signs for the offer's traits. Deterministic: same lines, same weights. Without --write it prints five-fold
 * cross-validation. The check half, the fresh lines and the shared ones are never taught.
 */
const settings = { fitWeight: 6, rounds: 5, rate: 0.05, decay: 1e-3, leastSeen: 2, leastKept: 14, folds: 5 }

const registry = await loadRegistry(new URL('../../data/', import.meta.url))
const matcher = createMatcher(registry)
const understanding = createUnderstanding(registry)
const ranking = createRanking(registry.offers, registry.helplines)
const offers = registry.offers
const traits = [...new Set(offers.flatMap(offer => [...traitsOf(offer).keys()]))].sort()
const placeOf = new Map(traits.map((trait, place) => [trait, place]))
const spokenFor = new Map(
  offers.map(offer => [offer, [...traitsOf(offer)].map(([trait, much]): [number, number] => [placeOf.get(trait) ?? 0, much])]),
)

interface Example {
  line: LabelledNeed
  signs: string[]
  open: { offer: Offer; fit: number; likely: number; accepted: number }[]
  fold: number
}

const taught = needLessons()
const kept = new Set(
  labelledNeeds('own-needs.jsonl')
    .filter(({ text }) => half(text) === 'check')
    .map(plain),
)
for (const file of ['needs.jsonl', 'fresh-needs.jsonl', 'fresh-needs-b.jsonl'])
  for (const line of labelledNeeds(file)) kept.add(plain(line))
const examples = taught
  .filter(line => !kept.has(plain(line)))
  .map(example)
  .filter(({ open }) => open.some(({ accepted }) => accepted > 0))
const checked = process.argv.includes('--check')
  ? labelledNeeds('own-needs.jsonl')
      .filter(({ text }) => half(text) === 'check')
      .map(example)
  : []

if (process.argv.includes('--write')) write(teach(examples))
else {
  crossValidate()
  if (checked.length > 0) {
    const weights = teach(examples)
    report('check half', checked, one => scores(one, weights))
  }
}

function plain({ text }: LabelledNeed): string {
  return text.trim().toLowerCase()
}

function example(line: LabelledNeed, nth: number): Example {
  const situation = situationOf(line, matcher)
  const words = affirmedIn(readWords(line.text))
  const terms = words.map(word => (word.empty ? [] : understanding.vocabulary.read(word.spelt)))
  const signs = [
    ...signsOf(words, terms, understanding.vocabulary.nameOf).keys(),
    ...signsBeside(situation.role, situation.age, situation.themes),
  ]
  const ranked = ranking.order(situation, { now: new Date(0) })
  const shelf = ranking.shelfOf(situation.municipality)
  const met = new Set(ranked.map(({ offer }) => offer))
  const rest = shelf.offers
    .filter(offer => !met.has(offer) && offer.kind === 'offer' && eligibility(offer, situation).truth !== 'no')
    .map(offer => ({ offer, fit: fit(offer, situation, 0, shelf.open) }))
  // Complements stand where a rule of match.ts puts them, never by score alone: nothing is learnt for or against them.
  const open = [...ranked, ...rest]
    .filter(({ offer }) => !isComplement(offer))
    .map(({ offer, fit: found }) => ({
      offer,
      fit: found.score,
      likely: found.likely,
      // What a counsellor would choose first counts for two.
      accepted: line.accept[0] === offer.id ? 2 : line.accept.includes(offer.id) ? 1 : 0,
    }))
  return { line, signs, open, fold: nth % settings.folds }
}

type Weights = Map<string, Float32Array>

function teach(rows: readonly Example[]): Weights {
  const counts = new Map<string, number>()
  for (const { signs } of rows) for (const sign of signs) counts.set(sign, (counts.get(sign) ?? 0) + 1)
  const weights: Weights = new Map()
  const squares: Weights = new Map()
  for (const [sign, count] of counts) {
    if (count < settings.leastSeen) continue
    weights.set(sign, new Float32Array(traits.length))
    squares.set(sign, new Float32Array(traits.length).fill(1e-2))
  }
  const order = [...rows]
  const chance = drawn()
  for (let round = 0; round < settings.rounds; round++) {
    for (let last = order.length - 1; last > 0; last--) {
      const other = Math.floor(chance() * (last + 1))
      ;[order[last], order[other]] = [order[other]!, order[last]!] // both lie within the list
    }
    for (const one of order) learn(one, weights, squares)
  }
  return weights
}

/** One step of AdaGrad towards the accepted offers, in the proportion the model itself gives them. */
function learn(one: Example, weights: Weights, squares: Weights): void {
  const z = scores(one, weights).map(score => score * settings.fitWeight)
  const most = Math.max(...z)
  const odds = z.map(value => Math.exp(value - most))
  const whole = odds.reduce((sum, value) => sum + value, 0)
  const wanted = odds.map((value, nth) => value * (one.open[nth]?.accepted ?? 0))
  const allWanted = wanted.reduce((sum, value) => sum + value, 0)
  if (allWanted === 0) return
  const pull = new Float64Array(traits.length)
  one.open.forEach(({ offer }, nth) => {
    const error = (wanted[nth] ?? 0) / allWanted - (odds[nth] ?? 0) / whole
    for (const [trait, much] of spokenFor.get(offer) ?? []) pull[trait] = (pull[trait] ?? 0) + error * much
  })
  const unit = reach(one.signs.length)
  for (const sign of one.signs) {
    const weight = weights.get(sign)
    const square = squares.get(sign)
    if (weight === undefined || square === undefined) continue
    for (let trait = 0; trait < traits.length; trait++) {
      const drawnTo = pull[trait] ?? 0
      if (Math.abs(drawnTo) < 1e-4) continue
      const gradient = drawnTo * unit - settings.decay * (weight[trait] ?? 0)
      square[trait] = (square[trait] ?? 0) + gradient * gradient
      weight[trait] = (weight[trait] ?? 0) + (settings.rate * gradient) / Math.sqrt(square[trait] ?? 1)
    }
  }
}

/** Each open offer's score as registry/match.ts makes it: the fit and what the voice adds. */
function scores({ signs, open }: Example, weights: Weights): number[] {
  const sums = new Float64Array(traits.length)
  for (const sign of signs) {
    const weight = weights.get(sign)
    if (weight !== undefined) for (let trait = 0; trait < traits.length; trait++) sums[trait] = (sums[trait] ?? 0) + (weight[trait] ?? 0)
  }
  const unit = reach(signs.length) / settings.fitWeight
  return open.map(({ offer, fit: found }) => {
    let gain = 0
    for (const [trait, much] of spokenFor.get(offer) ?? []) gain += (sums[trait] ?? 0) * much
    return found + gain * unit
  })
}

/** A linear congruence from a fixed seed: the same order each time. */
function drawn(): () => number {
  let seed = 1
  return () => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    return seed / 0x7fffffff
  }
}

function crossValidate(): void {
  report('without the voice', examples, ({ open }) => open.map(({ fit: found }) => found))
  const folds = Array.from({ length: settings.folds }, (_, fold) => teach(examples.filter(one => one.fold !== fold)))
  report(`cross-validated, ${settings.folds} folds`, examples, one => scores(one, folds[one.fold] ?? new Map()))
}

function report(name: string, rows: readonly Example[], score: (one: Example) => number[]): void {
  let first = 0
  let three = 0
  for (const one of rows) {
    const scored = score(one)
    const best = one.open
      .map((open, nth) => ({ ...open, score: scored[nth] ?? 0 }))
      .filter(({ likely }) => likely >= 0.35)
      .sort((a, b) => b.score - a.score)
      .slice(0, 3)
    first += Number((best[0]?.accepted ?? 0) > 0)
    three += Number(best.some(({ accepted }) => accepted > 0))
  }
  console.log(`${name}: ${rows.length} lines, first ${(first / rows.length).toFixed(3)}, among three ${(three / rows.length).toFixed(3)}`)
}

/** Weights as signed bytes; those too small to tell apart are left out. */
function write(weights: Weights): void {
  const all = [...weights.values()].flatMap(weight => [...weight].map(Math.abs)).sort((a, b) => a - b)
  const most = all[Math.floor(all.length * 0.9995)] ?? 1
  const scale = 127 / most
  const signs: string[] = []
  const starts: number[] = []
  const bytes: number[] = []
  for (const [sign, weight] of [...weights].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const pairs = [...weight].flatMap((value, trait) => {
      const kept = Math.max(-127, Math.min(127, Math.round(value * scale)))
      return Math.abs(kept) < settings.leastKept ? [] : [[trait, kept] as const]
    })
    if (pairs.length === 0) continue
    signs.push(sign)
    starts.push(bytes.length)
    bytes.push(pairs.length, ...pairs.flatMap(([trait, kept]) => [trait, kept & 0xff]))
  }
  const lessons = packLessons({
    made: `test/eval/trainVoice.ts from ${examples.length} lines`,
    share: 1 / settings.fitWeight,
    scale: Number(scale.toPrecision(6)),
    traits,
    signs,
    starts: Int32Array.from(starts),
    weights: Uint8Array.from(bytes),
  })
  writeFileSync(new URL('../../data/voice.bin', import.meta.url), lessons)
  console.log(`data/voice.bin: ${signs.length} signs, ${bytes.length} bytes`)
}

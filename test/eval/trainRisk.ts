import { writeFileSync } from 'node:fs'
import { createFeatures, type Features, featureBits } from '../../dialogs/urgency/features.ts'
import { createLexicon } from '../../dialogs/urgency/lexicon.ts'
import { createRead } from '../../dialogs/urgency/reading.ts'
import { createRules } from '../../dialogs/urgency/rules.ts'
import { createMend } from '../../dialogs/urgency/spelling.ts'
import { loadRisk } from '../../registry/loadRisk.ts'
import { riskKind } from '../../registry/riskData.ts'
import { type Labelled, labelled, labelledNeeds, lessonLines } from './labelled.ts'
import { perturbations } from './perturbations.ts'
import { half } from './split.ts'

/**
 * `node test/eval/trainRisk.ts [--write]`: teaches the second voice of the danger detection from our own labelled lines (the build half of
 * own-*.jsonl, all of train-risk.jsonl) and chooses its thresholds by cross-validation over those. Deterministic: same lines, same
 * weights. With --write they go to data/risk/weights.json; --unmeasured leaves the cross-validation out (two minutes). The check half and the shared lines are never taught.
 */
const bits = featureBits
const kindBits = 12
const folds = 5
const rounds = 15
const rate = 0.4
const decay = 1e-5
/**
 * Chosen by cross-validation over our lines, whose harmless half is made harder than what people write: each tempts. Above `risk` it is
 * danger, above `acute` it is danger now.
 */
const chosen = { risk: 0.1, acute: -0.8 }

const data = await loadRisk(new URL('../../data', import.meta.url))
const lexicon = createLexicon(data.words)
const rules = createRules(data, lexicon)
const real = new Set(data.real)
const read = createRead(lexicon, createMend(lexicon.words(), lexicon.beginnings(), real), real)
const features = createFeatures(lexicon)

interface Example extends Labelled, Features {
  ruled: boolean
  fold: number
}

const dangerous =
  /suicide|selfHarm|violence|Abuse|runaway|psychosis|eating|socialControl|trauma|worryAboutChild|alcohol|drugs|selvmord|selvskade|vold|overgreb|spise|misbrug|bekymring/i
const lines = /livslinien|lev-uden-vold|akut-112/

const own = [...labelled('own-risk.jsonl'), ...labelled('own-harmless.jsonl')].filter(row => half(row.text) === 'build')
/** What people write whom matching serves: hard times, but no danger. Those whose theme or accepted offer speaks of danger are left out, as nobody labelled their level. */
const needs = [...labelledNeeds('own-needs.jsonl').filter(row => half(row.text) === 'build'), ...labelledNeeds('train-needs.jsonl')]
  .filter(row => !dangerous.test([row.theme ?? '', ...(row.themes ?? [])].join(' ')) && !lines.test(row.accept.join(' ')))
  .map((row): Labelled => ({ id: row.id, text: row.text, level: 'none', kind: 'none' }))
const kept = new Set(
  [...labelled('own-risk.jsonl'), ...labelled('own-harmless.jsonl')]
    .filter(row => half(row.text) === 'check')
    .map(row => row.text.toLowerCase()),
)
for (const row of labelled('crisis.jsonl')) kept.add(row.text.toLowerCase())
const taught = [...own, ...lessonLines(), ...needs].filter(row => !kept.has(row.text.toLowerCase()))
const examples = taught.map((row, nth) => example(row, nth % folds))
/** Each line once more as people also type it, so that letters count where words fail. Taught, never measured. */
const altered = taught.map((row, nth) => example({ ...row, text: alter(row.text, nth) }, nth % folds))
const lessons = examples.flatMap((one, nth) => (isNeed(one) ? [one, one, altered[nth] ?? one] : [one, altered[nth] ?? one]))

/** What matching serves is most of what people write: it counts for more. */
function isNeed({ id }: Labelled): boolean {
  return /^(on|tn|th)/.test(id)
}

function example(row: Labelled, fold: number): Example {
  const words = read([row.text])
  const heard = rules(words, 0)
  return { ...row, ...features(words, heard), ruled: heard.hits.some(hit => hit.firm), fold }
}

function alter(text: string, nth: number): string {
  const ways = ['typing errors', 'a and o', 'SMS spelling', 'typing errors']
  return perturbations[ways[nth % ways.length] ?? '']?.(text)[0] ?? text
}

const isRisk = (row: Labelled): boolean => row.level !== 'none'
const isAcute = (row: Labelled): boolean => row.level === 'acute'

const held = examples.map(() => ({ risk: 0, acute: 0 }))
for (let fold = 0; fold < folds && !process.argv.includes('--unmeasured'); fold++) {
  const rest = lessons.filter(one => one.fold !== fold)
  const risk = teach(rest, isRisk, bits)
  const acute = teach(rest.filter(isRisk), isAcute, bits)
  examples.forEach((one, nth) => {
    if (one.fold === fold) held[nth] = { risk: risk.score(one), acute: acute.score(one) }
  })
}

if (!process.argv.includes('--unmeasured')) for (const risk of [1.5, 1, 0.5, 0, chosen.risk]) report(risk, chosen.acute)

if (process.argv.includes('--misses')) {
  examples.forEach((one, nth) => {
    const score = held[nth]?.risk ?? 0
    if (isRisk(one) && !one.ruled && score < chosen.risk) console.log(`missed ${one.level} ${one.kind} ${score.toFixed(2)} | ${one.text}`)
    if (!isRisk(one) && score >= chosen.risk) console.log(`false ${score.toFixed(2)} | ${one.text}`)
  })
}

if (process.argv.includes('--write')) {
  const heads: Record<string, { scale: number; bias: number; weights: string }> = {
    risk: packed(teach(lessons, isRisk, bits)),
    acute: packed(teach(lessons.filter(isRisk), isAcute, bits)),
  }
  for (const kind of riskKind.options) heads[`kind.${kind}`] = packed(teach(lessons.filter(isRisk), row => row.kind === kind, kindBits))
  const weights = {
    made: `test/eval/trainRisk.ts from ${examples.length} lines`,
    bits,
    heads,
    thresholds: chosen,
  }
  writeFileSync(new URL('../../data/risk/weights.json', import.meta.url), `${JSON.stringify(weights, null, 1)}\n`)
}

interface Taught {
  weights: Float64Array
  bias: number
  score(found: Features): number
}

/** Logistic regression by AdaGrad over sparse values; the order of the lines is drawn anew each round from a fixed seed. */
function teach(rows: readonly Example[], positive: (row: Labelled) => boolean, size: number): Taught {
  const length = 1 << size
  const mask = length - 1
  const weights = new Float64Array(length)
  const squares = new Float64Array(length).fill(1e-6)
  let bias = 0
  let seed = 1
  const chance = () => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    return seed / 0x7fffffff
  }
  const score = ({ buckets, values }: Features): number => {
    let sum = bias
    for (let nth = 0; nth < buckets.length; nth++) sum += (weights[(buckets[nth] ?? 0) & mask] ?? 0) * (values[nth] ?? 0)
    return sum
  }
  const order = [...rows]
  for (let round = 0; round < rounds; round++) {
    for (let last = order.length - 1; last > 0; last--) {
      const other = Math.floor(chance() * (last + 1))
      ;[order[last], order[other]] = [order[other]!, order[last]!] // both lie within the list
    }
    for (const row of order) {
      const error = (positive(row) ? 1 : 0) - 1 / (1 + Math.exp(-score(row)))
      bias += 0.02 * error
      for (let nth = 0; nth < row.buckets.length; nth++) {
        const at = (row.buckets[nth] ?? 0) & mask
        const gradient = error * (row.values[nth] ?? 0) - decay * (weights[at] ?? 0)
        squares[at] = (squares[at] ?? 0) + gradient * gradient
        weights[at] = (weights[at] ?? 0) + (rate * gradient) / Math.sqrt(squares[at] ?? 1)
      }
    }
  }
  return { weights, bias, score }
}

/** Rounded to int8: the loss is below what a threshold can tell apart. */
function packed({ weights, bias }: Taught): { scale: number; bias: number; weights: string } {
  let most = 0
  for (const weight of weights) most = Math.max(most, Math.abs(weight))
  const scale = most / 127 || 1
  const bytes = Int8Array.from(weights, weight => Math.round(weight / scale))
  return { scale: Number(scale.toPrecision(6)), bias: round(bias), weights: Buffer.from(bytes.buffer).toString('base64') }
}

function report(risk: number, acute: number): void {
  const part = (rows: readonly number[]): string =>
    rows.length === 0 ? '-' : `${((100 * rows.reduce((a, b) => a + b, 0)) / rows.length).toFixed(1)} % of ${rows.length}`
  const each = <T>(keep: (row: Example) => boolean, value: (row: Example, held: { risk: number; acute: number }) => T): T[] =>
    examples.flatMap((one, nth) => (keep(one) ? [value(one, held[nth] ?? { risk: 0, acute: 0 })] : []))
  console.log(`${examples.length} lines, threshold ${risk.toFixed(2)}`)
  console.log(
    `cross-validated, second voice alone: any risk ${part(each(isRisk, (_, h) => (h.risk >= risk ? 1 : 0)))}, false alarms ${part(
      each(
        row => !isRisk(row),
        (_, h) => (h.risk >= risk ? 1 : 0),
      ),
    )}`,
  )
  console.log(
    `with firm rules: any risk ${part(each(isRisk, (row, h) => (row.ruled || h.risk >= risk ? 1 : 0)))}, false alarms ${part(
      each(
        row => !isRisk(row),
        (row, h) => (row.ruled || h.risk >= risk ? 1 : 0),
      ),
    )}`,
  )
  console.log(
    `acute among acute ${part(each(isAcute, (_, h) => (h.acute >= acute ? 1 : 0)))}, among concern ${part(
      each(
        row => isRisk(row) && !isAcute(row),
        (_, h) => (h.acute >= acute ? 1 : 0),
      ),
    )}`,
  )
}

function round(value: number): number {
  return Number(value.toPrecision(6))
}

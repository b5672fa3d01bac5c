import { writeFileSync } from 'node:fs'
import { dangerNow } from '../../dialogs/urgency/secondVoice.ts'
import { loadRisk } from '../../registry/loadRisk.ts'
import { riskKind } from '../../registry/riskData.ts'
import { encodeWeights } from '../../registry/riskWeights.ts'
import { type Example, examples } from './lessons.ts'
import { type Lesson, rounded, scoreOf, type Taught, teach } from './teach.ts'

/**
 * `node test/eval/trainRisk.ts [--measure] [--misses] [--write]`: teaches the second voice of the danger detection from our own labelled lines.
 * Deterministic: same lines, same weights. --write puts them into data/risk/weights.bin. --measure says how well it hears the files it
 * was not taught (six-fold, by file, so that no line meets its own twin), from which the thresholds are chosen; --misses prints the lines it got
 * wrong there. The check half of our own and the files to measure with are never taught.
 */
const bits = 23
const kindBits = 17
const folds = 6
/** Above `risk` it is danger; where `dangerNow` is above `acute`, danger now. Chosen by the totals of the sets that are never taught, 2,039 lines in all, of ordinary needs, and of the ways of typing. */
const thresholds = { risk: -0.45, acute: -0.25 }

const data = await loadRisk(new URL('../../data', import.meta.url), { weighed: false })
const all = examples(data)
const files = [...new Set(all.filter(row => !row.ordinary).map(row => row.file))]
const isRisk = (row: Example): boolean => row.level !== 'none'
const isAcute = (row: Example): boolean => row.level === 'acute'

if (process.argv.includes('--measure') || process.argv.includes('--misses')) measure()
if (process.argv.includes('--write')) write()

function taughtBy(rows: readonly Example[], positive: (row: Example) => boolean, size: number, ways = everyWay): Taught {
  const taught = rows.flatMap(row => ways(row).map(lesson => ({ lesson, is: positive(row) })))
  return teach(
    taught.map(({ lesson }) => lesson),
    taught.map(({ is }) => is),
    size,
  )
}

function everyWay({ lesson, altered }: Example): Lesson[] {
  return [lesson, ...altered]
}

function write(): void {
  const risk = rounded(taughtBy(all, isRisk, bits), 7)
  const dangerous = all.filter(isRisk)
  const acute = rounded(taughtBy(dangerous, isAcute, bits), 7)
  const kinds = riskKind.options.map(kind =>
    rounded(
      taughtBy(
        dangerous,
        row => row.kind === kind,
        kindBits,
        ({ lesson, altered: [, beside] }) => (beside ? [lesson, beside] : [lesson]),
      ),
      127,
    ),
  )
  const table = Uint8Array.from(risk.steps, (steps, bucket) => (steps & 15) | ((acute.steps[bucket]! & 15) << 4)) // both have as many buckets
  const kindTable = new Int8Array(kinds.length << kindBits)
  for (const [nth, { steps }] of kinds.entries())
    for (const [bucket, weight] of steps.entries()) kindTable[bucket * kinds.length + nth] = weight
  const head = ({ scale, bias }: { scale: number; bias: number }) => ({ scale, bias })
  const bytes = encodeWeights({
    made: `test/eval/trainRisk.ts from ${all.length} lines`,
    bits,
    table,
    kindBits,
    kindTable,
    kinds: riskKind.options,
    scales: { risk: head(risk), acute: head(acute), kinds: kinds.map(head) },
    thresholds,
  })
  writeFileSync(new URL('../../data/risk/weights.bin', import.meta.url), bytes)
  console.log(`${all.length} lines, ${(bytes.length / 1024).toFixed(0)} kB`)
}

/** Lines that came into being together stay together. */
function foldOf(row: Example, nth: number): number {
  if (row.ordinary) return nth % folds
  return files.indexOf(row.file) % folds
}

interface Heard {
  row: Example
  risk: number
  acute: number
}

function measure(): void {
  const fold = all.map(foldOf)
  const heard: Heard[] = []
  for (let nth = 0; nth < folds; nth++) {
    const rest = all.filter((_, at) => fold[at] !== nth)
    const risk = taughtBy(rest, isRisk, bits)
    const acute = taughtBy(rest.filter(isRisk), isAcute, bits)
    for (const [at, row] of all.entries())
      if (fold[at] === nth) heard.push({ row, risk: scoreOf(risk, row.lesson), acute: scoreOf(acute, row.lesson) })
  }
  for (const at of [-1, -0.5, thresholds.risk, 0.5, 1]) report(heard, { ...thresholds, risk: at })
  if (!process.argv.includes('--misses')) return
  for (const { row, risk } of heard) {
    if (isRisk(row) && !row.ruled && risk < thresholds.risk) console.log(`missed ${row.level} ${row.kind} ${risk.toFixed(2)} | ${row.text}`)
    if (!isRisk(row) && (row.ruled || risk >= thresholds.risk)) console.log(`false ${risk.toFixed(2)} | ${row.text}`)
  }
}

function report(heard: readonly Heard[], at: { risk: number; acute: number }): void {
  const isLoud = ({ row, risk }: Heard): boolean => row.ruled || risk >= at.risk
  const isNow = (one: Heard): boolean => isLoud(one) && dangerNow(one) >= at.acute
  const part = (keep: (row: Example) => boolean, hit: (one: Heard) => boolean): string => {
    const rows = heard.filter(({ row }) => keep(row))
    return `${((100 * rows.filter(hit).length) / (rows.length || 1)).toFixed(1)} % of ${rows.length}`
  }
  console.log(`\nthresholds ${at.risk} and ${at.acute}; firm rules count`)
  console.log(`  any risk ${part(isRisk, isLoud)}, acute as acute ${part(isAcute, isNow)}`)
  console.log(`  concern as acute ${part(row => row.level === 'concern', isNow)}`)
  console.log(`  false alarms ${part(row => !isRisk(row) && !row.ordinary, isLoud)}`)
  console.log(`  ordinary messages with a card ${part(row => row.ordinary, isLoud)}, as acute ${part(row => row.ordinary, isNow)}`)
  const each = files.map(
    file => `${file} ${part(row => row.file === file && isRisk(row), isLoud)} / ${part(row => row.file === file && !isRisk(row), isLoud)}`,
  )
  if (at.risk === thresholds.risk) console.log(`  ${each.join('\n  ')}`)
}

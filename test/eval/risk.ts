import { createAssess } from '../../dialogs/urgency.ts'
import { openRisk } from '../../registry/openRisk.ts'
import { type Labelled, labelled, lessonLines } from './labelled.ts'
import { type RiskFigures, riskFigures, share } from './riskFigures.ts'
import { half } from './split.ts'

/**
 * `node test/eval/risk.ts`: how well danger is heard, for each half of our labelled lines. `--misses` prints the lines that went wrong,
 * of the build half alone: of the check half nobody looks at more than totals.
 */
const assess = createAssess(await openRisk(new URL('../../data', import.meta.url)))
const own = [...labelled('own-risk.jsonl'), ...labelled('own-harmless.jsonl')]
const sets: [string, Labelled[]][] = [
  ['crisis.jsonl (shared)', labelled('crisis.jsonl')],
  ['fresh-risk.jsonl (never taught)', labelled('fresh-risk.jsonl')],
  ['fresh-risk-b.jsonl (never taught)', labelled('fresh-risk-b.jsonl')],
  ['fresh-risk-c.jsonl (never taught, misses never read)', labelled('fresh-risk-c.jsonl')],
  ['fresh-risk-d.jsonl (never taught, misses never read)', labelled('fresh-risk-d.jsonl')],
  ['follow-ups.jsonl (said in the middle of a talk, harmless; never taught)', labelled('follow-ups.jsonl')],
  ['own, build half', own.filter(row => half(row.text) === 'build')],
  ['own, check half', own.filter(row => half(row.text) === 'check')],
  ['taught/risk*.jsonl (taught)', lessonLines()],
]

for (const [name, rows] of sets)
  print(
    name,
    riskFigures(rows, text => assess([text])),
  )
if (process.argv.includes('--misses')) {
  const read = own.filter(row => half(row.text) === 'build')
  for (const row of [...read, ...(process.argv.includes('--train') ? lessonLines() : [])]) {
    const heard = assess([row.text])
    if (heard.level === row.level || (row.level === 'concern' && heard.level === 'acute')) continue
    console.log(`${row.level}>${heard.level} ${row.kind} | ${row.text} | ${heard.kinds.join(',')} ${JSON.stringify(heard.because)}`)
  }
}

function print(name: string, figures: RiskFigures): void {
  const part = (tally: { of: number; found: number }): string => `${(100 * share(tally)).toFixed(1)} % (${tally.found}/${tally.of})`
  console.log(`${name}: ${figures.lines} lines`)
  console.log(
    `  acute as acute ${part(figures.acuteAsAcute)}, any risk ${part(figures.anyRisk)}, false alarms ${part(figures.falseAlarms)}, concern as acute ${part(figures.overcalled)}, right kind first ${part(figures.rightKind)}`,
  )
  console.log(
    `  ${Object.entries(figures.byKind)
      .map(([kind, tally]) => `${kind} ${part(tally)}`)
      .join(', ')}`,
  )
}

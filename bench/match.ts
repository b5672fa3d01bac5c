import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { type Figures, fixedCases } from './measure.ts'

/**
 * Our matching beside search engines over the same documents, on the real registry and on synthetic ones: `node bench/match.ts [--write]
 * [size ...]`. Each engine runs in a process of its own; one that has not built and answered within the time is ended, and the table says so.
 * --write puts the tables between the marks in docs/benchmarks.md.
 */
const engines = [
  'Brobygger',
  'MiniSearch (fuzzy, prefix)',
  'PostgreSQL (Danish text search + pg_trgm)',
  'Orama (tolerance 1)',
  'fuse.js (token search)',
  'fuse.js (default)',
]
/** Of the processor's time: to build, and to be asked as long as measure.ts says. By the wall five times as much, for a machine with much else to do. */
const mostSeconds = 120
const mostMemoryMB = 6_000
/** An engine that needs longer for a message is not asked at the next size, where it would need ten times as much. */
const slowestMs = 2_500
const slow = new Map<string, number>()

const sizes = process.argv.slice(2).filter(word => /^\d+$/.test(word))
const tables = (sizes.length > 0 ? sizes : ['73', '1000', '10000', '100000']).map(Number).map(table)
if (process.argv.includes('--write')) writeTables(tables)

function table(size: number): string {
  const rows = engines.map(name => ({ name, figures: run(name, size) }))
  const ours = rows[0]?.figures?.['median ms'] ?? Number.NaN
  const lines = rows.map(({ name, figures }) => row(name, figures, ours))
  const text = [
    `| ${size.toLocaleString('en')} offers | asked | first | first three | wrong | the same ${fixedCases}: first, three | median ms | p99 ms | build s | memory MB | times ours |`,
    '|---|---|---|---|---|---|---|---|---|---|---|',
    ...lines,
  ].join('\n')
  console.log(`\n${text}`)
  return text
}

function run(name: string, size: number): Figures | undefined {
  if (slow.has(name)) return undefined
  const file = fileURLToPath(new URL('matchOne.ts', import.meta.url))
  const limited = `ulimit -t ${mostSeconds}; exec "$0" "$@"`
  const { stdout, status } = spawnSync(
    'bash',
    ['-c', limited, process.execPath, '--expose-gc', `--max-old-space-size=${mostMemoryMB}`, file, name, String(size)],
    { timeout: mostSeconds * 5_000, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const figures = status === 0 && stdout.trim() !== '{}' ? (JSON.parse(stdout) as Figures) : undefined // matchOne.ts prints Figures
  if (figures !== undefined && figures['median ms'] > slowestMs) slow.set(name, figures['median ms'])
  return figures
}

function row(name: string, figures: Figures | undefined, ours: number): string {
  if (figures === undefined) return `| ${name} | not run: ${whyNot(name)} | | | | | | | | | |`
  const { asked, first, 'first three': three, wrong, 'median ms': median, 'p99 ms': p99, 'build s': build, 'memory MB': memory } = figures
  const fixed = `${figures['fixed first'].toFixed(2)}, ${figures['fixed three'].toFixed(2)}${asked < fixedCases ? ` (of ${asked})` : ''}`
  const times = median / ours
  const ratio = times >= 10 ? Math.round(times).toLocaleString('en') : times.toFixed(1)
  const quality = [first.toFixed(2), three.toFixed(2), wrong.toFixed(2), fixed]
  return `| ${[name, asked, ...quality, median, p99, build, memory < 0 ? 0 : memory, ratio].join(' | ')} |`
}

function whyNot(name: string): string {
  const median = slow.get(name)
  return median === undefined
    ? `over ${mostSeconds} s or ${mostMemoryMB / 1000} GB`
    : `${(median / 1000).toFixed(1)} s a message at the size before`
}

function writeTables(all: readonly string[]): void {
  const path = new URL('../docs/benchmarks.md', import.meta.url)
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`
  const text = readFileSync(path, 'utf8')
  const [begin, end] = ['<!-- bench/match -->', '<!-- /bench/match -->']
  const from = text.indexOf(begin)
  const to = text.indexOf(end)
  if (from === -1 || to === -1) throw new Error(`docs/benchmarks.md: the marks ${begin} and ${end} are missing; put them back`)
  writeFileSync(path, `${text.slice(0, from + begin.length)}\n${machine}.\n\n${all.join('\n\n')}\n${text.slice(to)}`)
}

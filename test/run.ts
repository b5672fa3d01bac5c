import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bringChromium } from './chromium.ts'
import { bringPostgres, startPostgres } from './postgres.ts'

/**
 * What `npm test` runs after types and lint: every test/**\/*.test.ts, stage by stage, three processes at a time, a line for each as it ends.
 * `node test/run.ts e2e faults` runs only the stages or folders that are named. Exits 1 on any failure.
 */
interface Result {
  name: string
  passed: number
  failed: number
}

interface Stage {
  name: string
  folders: string[]
  /** So many files of a folder go into one process: where each loads the whole server, that takes two seconds of a processor. */
  together: number
}

/** What one mocha process runs. */
interface Batch {
  stage: Stage
  name: string
  files: string[]
}

const root = fileURLToPath(new URL('..', import.meta.url))
const here = fileURLToPath(new URL('.', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'brobygger-test-'))
const startedAt = Date.now()

const stages: Stage[] = [
  { name: 'unit', folders: [], together: Number.POSITIVE_INFINITY },
  { name: 'contract', folders: ['contract', 'store'], together: 5 },
  { name: 'protocol', folders: ['protocol', 'bot', 'desk'], together: 5 },
  { name: 'browser', folders: ['e2e'], together: 1 },
  { name: 'faults', folders: ['faults'], together: 1 },
]
/** Mocha processes side by side. */
const atOnce = 3
/** At full size (`npm run faults`) some files may take most of an hour on a busy machine. */
const longestMilliseconds = (process.env.FAULTS === 'full' ? 60 : 8) * 60_000

const say = (line: string) => process.stdout.write(`${line}\n`)

/** Starting is most of what these processes do: kept code and fewer small collections make a run a sixth shorter. Servers they start do the same. */
const roomy = ['--max-semi-space-size=32', '--min-semi-space-size=16']
const compileCache = join(scratch, 'compiled')

const total: Result = { name: 'all', passed: 0, failed: 0 }
const count = ({ passed, failed }: Result) => {
  total.passed += passed
  total.failed += failed
}
const planned = plan(process.argv.slice(2))
let begun: Stage | undefined
const beyondUnits = planned.some(({ stage }) => stage.name !== 'unit')
// Pages are opened in several stages; without a browser those tests fail and say why.
if (beyondUnits) bringChromium(say)
// One server for all who need a database (test/postgres.ts); the same goes for it.
const postgres = beyondUnits && bringPostgres(say) ? await startPostgres() : undefined
try {
  await Promise.all(Array.from({ length: atOnce }, worker))
} finally {
  await postgres?.remove()
  rmSync(scratch, { recursive: true, force: true })
}
say(`\n${seconds(startedAt)} s`)
say(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1

/** Unit tests go folder by folder in one process, the slow ones a few files at a time. */
function plan(wanted: string[]): Batch[] {
  const files = readdirSync(here, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.test.ts'))
    .map(entry => relative(here, join(entry.parentPath, entry.name)))
    .sort()
  const folderOf = (file: string) => (file.includes('/') ? (file.split('/')[0] ?? '') : 'house')
  const stageOf = (file: string) => stages.find(({ folders }) => folders.includes(folderOf(file))) ?? stages[0]
  return stages.flatMap(stage => {
    const mine = files.filter(
      file => stageOf(file) === stage && (wanted.length === 0 || wanted.includes(stage.name) || wanted.includes(folderOf(file))),
    )
    return [...Map.groupBy(mine, folderOf)].flatMap(([folder, files]) =>
      packs(files, stage.together).map(pack => ({
        stage,
        name: pack.length === files.length ? folder : nameOf(folder, pack),
        files: pack,
      })),
    )
  })
}

function packs(files: string[], size: number): string[][] {
  return files.length <= size ? [files] : [files.slice(0, size), ...packs(files.slice(size), size)]
}

function nameOf(folder: string, files: string[]): string {
  return `${folder}/${files.map(file => basename(file, '.test.ts')).join(', ')}`
}

/** Takes the next batch until there is none: nobody waits for a stage to end. */
async function worker(): Promise<void> {
  for (let batch = planned.shift(); batch; batch = planned.shift()) {
    if (batch.stage !== begun) say(`\n${batch.stage.name}`)
    begun = batch.stage
    count(await runMocha(batch.name, batch.files))
  }
}

/** One mocha process. What it prints is shown only when something failed (lines with `note: ` always); a process that ends without a report counts as a failure. */
function runMocha(name: string, files: string[]): Promise<Result> {
  const from = Date.now()
  const report = join(scratch, `${randomUUID()}.json`)
  const mocha = join(root, 'node_modules/mocha/bin/mocha.js')
  // Without .mocharc.json: its list of all tests would be added to the files named here.
  const options = [
    '--no-config',
    '--exit',
    '--forbid-only',
    '--timeout',
    '60000',
    '--reporter',
    'json',
    '--reporter-option',
    `output=${report}`,
  ]
  const child = spawn(process.execPath, [...roomy, mocha, ...options, ...files.map(file => join(here, file))], {
    cwd: root,
    env: testEnvironment(),
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', data => (printed = `${printed}${data}`.slice(-20_000)))
  const impatient = setTimeout(() => child.kill('SIGKILL'), longestMilliseconds)
  return new Promise(resolve => {
    child.on('close', code => {
      clearTimeout(impatient)
      resolve(tell(name, readReport(report), code, printed, from))
    })
  })
}

interface Report {
  stats: { passes: number; failures: number }
  failures: { fullTitle: string; err: { message?: string; stack?: string } }[]
}

function readReport(path: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Report // written by mocha
  } catch {
    return undefined
  }
}

function tell(name: string, report: Report | undefined, code: number | null, printed: string, from: number): Result {
  const passed = report?.stats.passes ?? 0
  // Mocha exits with the number of failures; more than the report tells (a crash after it, a failing hook) is a failure too.
  const failed = report ? Math.max(report.stats.failures, code === 0 ? 0 : 1) : 1
  say(`  ${failed === 0 ? '✓' : '✗'} ${name}: ${passed} passed${failed === 0 ? '' : `, ${failed} failed`} (${seconds(from)} s)`)
  for (const note of printed.match(/^note: .*$/gm) ?? []) say(indent(note.slice('note: '.length)))
  for (const { fullTitle, err } of report?.failures ?? []) say(indent(`${fullTitle}\n${err.stack ?? err.message ?? ''}`))
  if (failed > 0 && (report?.failures.length ?? 0) === 0) say(indent(`ended with ${code ?? 'a signal'}:\n${printed}`))
  return { name, passed, failed }
}

/** Nothing of the caller's own settings decides what the tests see. */
function testEnvironment(): NodeJS.ProcessEnv {
  const mine = Object.entries(process.env).filter(([name]) => !/^(BROBYGGER_|PORT$|NODE_ENV$|DATABASE_URL$|MicrosoftApp)/.test(name))
  return { ...Object.fromEntries(mine), NODE_COMPILE_CACHE: compileCache, ...(postgres && { TEST_DATABASE_URL: postgres.url() }) }
}

function seconds(from: number): string {
  return ((Date.now() - from) / 1000).toFixed(1)
}

function indent(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map(line => `      ${line}`)
    .join('\n')
}

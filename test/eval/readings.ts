import { readFileSync } from 'node:fs'
import { withWriter } from '../../dialogs/hearNeed.ts'
import { loadRegistry } from '../../registry/load.ts'
import type { OpenMatcher } from '../../registry/matcher.ts'
import { createMatcher } from '../../registry/matcher.ts'
import { emptySituation, type FactId, type Role, type ThemeId } from '../../registry/situation.ts'
import { half } from './split.ts'

/**
 * What single sentences tell: which theme is heard and which is denied, whom it is about, which facts. `node test/eval/readings.ts [--misses]`
 * prints how many are read right, per kind and half; misses of the check half are never shown.
 */
export interface Told {
  id: string
  text: string
  about: 'negation' | 'whom' | 'facts'
  /** At least one of these themes is heard. */
  hears?: ThemeId[]
  /** None of these is. */
  never?: ThemeId[]
  role?: Role
  roles?: Role[]
  /** null: no age is told. */
  age?: number | null
  /** One of these. */
  ages?: number[]
  within?: number
  facts?: Record<FactId, boolean>
  /** Nothing is known of these. */
  unsaid?: FactId[]
  /** These are not true. */
  denied?: FactId[]
}

/** From this weight on a theme counts as heard, as registry/implied.ts has it. */
const heard = 0.35

/** What is read otherwise than labelled, in a word each; empty when all is right. */
export function faults(line: Told, matcher: Pick<OpenMatcher, 'read'>): string[] {
  const { themes, role, age, facts } = matcher.read(line.text)
  const hears = new Set(themes.filter(({ weight }) => weight >= heard).map(({ theme }) => theme))
  const { hears: wanted = [], never = [], roles, ages, within = 0.01, unsaid = [], denied = [] } = line
  const near = (years: number) => age !== undefined && Math.abs(age - years) <= within
  return [
    ...(wanted.length > 0 && !wanted.some(theme => hears.has(theme)) ? ['unheard'] : []),
    ...never.filter(theme => hears.has(theme)).map(theme => `denied ${theme}`),
    ...(line.role !== undefined && role !== line.role ? [`role ${role}`] : []),
    ...(roles !== undefined && (role === undefined || !roles.includes(role)) ? [`role ${role}`] : []),
    ...(line.age === null && age !== undefined ? [`age ${age}`] : []),
    ...(typeof line.age === 'number' && !near(line.age) ? [`age ${age}`] : []),
    ...(ages !== undefined && !ages.some(near) ? [`age ${age}`] : []),
    ...Object.entries(line.facts ?? {})
      .filter(([fact, is]) => facts[fact] !== is)
      .map(([fact]) => (facts[fact] === undefined ? `unread ${fact}` : `wrong ${fact}`)),
    ...unsaid.filter(fact => facts[fact] !== undefined).map(fact => `guessed ${fact}`),
    ...denied.filter(fact => facts[fact] === true).map(fact => `guessed ${fact}`),
  ]
}

export const readings = (): Told[] =>
  readFileSync(new URL('own-readings.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Told) // test/eval/cases.test.ts holds their shape

/** As the talk hears its first message: whose age and facts they are depends on who writes. */
const asTheTalk = (matcher: OpenMatcher): Pick<OpenMatcher, 'read'> => ({
  read: text => {
    const { role } = withWriter(emptySituation(), text, { matcher })
    return { ...matcher.read(text, role), ...(role === undefined ? {} : { role }) }
  },
})

async function report(): Promise<void> {
  const matcher = asTheTalk(createMatcher(await loadRegistry(new URL('../../data/', import.meta.url))))
  const all = readings().map(line => ({ ...line, half: half(line.text), faults: faults(line, matcher) }))
  if (process.argv.includes('--misses'))
    for (const { id, text, faults: wrong } of all.filter(line => line.half === 'build' && line.faults.length > 0))
      console.log(`${id} ${text}\n   ${wrong.join(', ')}`)
  console.log('readings            n   all right   unheard   denied, yet heard   role or age   fact wrong or guessed   fact unread')
  for (const about of ['negation', 'whom', 'facts'] as const)
    for (const part of ['build', 'check'] as const) {
      const lines = all.filter(line => line.about === about && line.half === part)
      const count = (wrong: RegExp) => lines.filter(line => line.faults.some(fault => wrong.test(fault))).length
      const right = lines.filter(line => line.faults.length === 0).length
      const columns = [lines.length, (right / lines.length).toFixed(2), count(/^unheard/), count(/^denied/), count(/^(role|age)/)]
      console.log(
        `${about.padEnd(9)} ${part.padEnd(6)}`,
        [...columns, count(/^(wrong|guessed)/), count(/^unread/)].map(column => String(column).padStart(8)).join('  '),
      )
    }
}

if (process.argv[1] === import.meta.filename) await report()

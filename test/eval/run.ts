import { readdirSync, readFileSync } from 'node:fs'
import type { Assess } from '../../dialogs/urgency.ts'
import { loadRegistry } from '../../registry/load.ts'
import { createMatcher } from '../../registry/matcher.ts'
import { type OneShot, situationOf } from '../../registry/oneShot.ts'
import { reportQuestions } from './questions.ts'
import { half } from './split.ts'

/** `npm run eval [--misses] [--calm]`: how well messages meet the right offer and danger is heard, per file and per half. Misses of the check half and of fresh files are never shown. */
interface Need extends OneShot {
  id: string
  accept: string[]
  wrong?: string[]
  municipality: string
}
interface Crisis {
  id: string
  text: string
  level: 'acute' | 'concern' | 'none'
}

const folder = new URL('./', import.meta.url)
const misses = process.argv.includes('--misses')
const registry = await loadRegistry(new URL('../../data/', import.meta.url))
const matcher = createMatcher(registry)
const assess = process.argv.includes('--calm') ? undefined : await loadAssess()
const everywhere = JSON.parse(readFileSync(new URL('wrong-everywhere.json', folder), 'utf8')) as Record<string, string[]>
const generalLines = new Set(['boernetelefonen', 'headspace-kalundborg', 'foraeldretelefonen', 'kalundborg-anonym-raadgivning'])

const files = readdirSync(folder)
  .filter(file => file.endsWith('.jsonl'))
  .sort()
console.log('needs                          n   top-1  own top-1 (n)   top-3   wrong')
for (const file of files)
  for (const [name, lines] of halves(
    file,
    read<Need>(file).filter(line => 'accept' in line),
  ))
    needs(name, lines)
if (assess !== undefined) {
  console.log('\nrisk                           n   acute recall  any risk  false alarms')
  for (const file of files)
    for (const [name, lines] of halves(
      file,
      read<Crisis>(file).filter(line => 'level' in line),
    ))
      risk(name, lines, assess)
}
await reportQuestions()

function needs(name: string, lines: Need[]) {
  if (lines.length === 0) return
  let first = 0
  let three = 0
  let wrong = 0
  let own = 0
  let ownFirst = 0
  for (const line of lines) {
    const situation = situationOf(line, matcher)
    const urgency = assess?.([line.text])
    const { matches } = matcher.match(situation, {
      now: new Date(0),
      ...(urgency === undefined ? {} : { urgency: urgency.level, kinds: urgency.kinds, surmised: urgency.surmised === true }),
    })
    const ids = matches.map(({ offer }) => offer.id)
    const bad = new Set([...(line.wrong ?? []), ...(everywhere.all ?? []), ...(everywhere[line.municipality] ?? [])])
    const hit = line.accept.includes(ids[0] ?? '')
    const among = ids.some(id => line.accept.includes(id))
    const plainlyWrong = ids.filter(id => bad.has(id))
    const ofItsOwn = !generalLines.has(line.accept[0] ?? '')
    first += Number(hit)
    three += Number(among)
    wrong += Number(plainlyWrong.length > 0)
    own += Number(ofItsOwn)
    ownFirst += Number(ofItsOwn && hit)
    const mayBeSeen = !name.startsWith(' ') && !name.startsWith('fresh') && (!name.startsWith('own') || half(line.text) === 'build')
    if (misses && mayBeSeen && (!hit || plainlyWrong.length > 0)) {
      console.log(`\n${line.id} ${line.role} ${line.age ?? `(${situation.age})`} ${line.municipality}: ${line.text}`)
      console.log(
        `   got ${matches.map(({ offer, score }) => `${offer.id} ${score}`).join(', ')}${plainlyWrong.length > 0 ? `  WRONG ${plainlyWrong}` : ''}`,
      )
      console.log(
        `   want ${line.accept.join(', ')}${urgency !== undefined && urgency.level !== 'none' ? `  [${urgency.level} ${urgency.kinds}]` : ''}`,
      )
      console.log(
        `   ${situation.themes
          .slice(0, 6)
          .map(({ theme, weight, words }) => `${theme} ${weight} (${words.join('|')})`)
          .join('; ')}  ${JSON.stringify(situation.facts)}`,
      )
    }
  }
  console.log(
    `${name.padEnd(28)}${pad(lines.length)}${share(first, lines.length)}${share(ownFirst, own)} (${own})${share(three, lines.length)}${share(wrong, lines.length)}`,
  )
}

function risk(name: string, lines: Crisis[], heard: Assess) {
  if (lines.length === 0) return
  const levels = lines.map(({ text }) => heard([text]).level)
  const of = (level: Crisis['level'][]) =>
    lines.map((line, i) => [line.level, levels[i]] as const).filter(([labelled]) => level.includes(labelled))
  const acute = of(['acute'])
  const any = of(['acute', 'concern'])
  const none = of(['none'])
  console.log(
    `${name.padEnd(28)}${pad(lines.length)}${share(acute.filter(([, level]) => level === 'acute').length, acute.length)}      ${share(any.filter(([, level]) => level !== 'none').length, any.length)}  ${share(none.filter(([, level]) => level !== 'none').length, none.length)}`,
  )
}

function halves<Line extends { text: string }>(file: string, lines: Line[]): [string, Line[]][] {
  const build = lines.filter(({ text }) => half(text) === 'build')
  const check = lines.filter(({ text }) => half(text) === 'check')
  return [
    [file, lines],
    ...(file.startsWith('own')
      ? ([
          [`  ${file} build`, build],
          [`  ${file} check`, check],
        ] as [string, Line[]][])
      : []),
  ]
}

function read<Line>(file: string): Line[] {
  return readFileSync(new URL(file, folder), 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line) as Line)
}

async function loadAssess(): Promise<Assess | undefined> {
  try {
    const [{ openRisk }, { createAssess }] = await Promise.all([import('../../registry/openRisk.ts'), import('../../dialogs/urgency.ts')])
    return createAssess(await openRisk(new URL('../../data/', import.meta.url)))
  } catch (error) {
    console.error(`danger is not measured: ${error instanceof Error ? error.message : error}`)
    return undefined
  }
}

function share(part: number, whole: number): string {
  return (whole === 0 ? '-' : (part / whole).toFixed(3)).padStart(8)
}

function pad(count: number): string {
  return String(count).padStart(5)
}

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { Level } from '../../dialogs/urgency.ts'
import type { OneShot } from '../../registry/oneShot.ts'
import { half } from './split.ts'

/** A line of the labelled sets of danger. */
export interface Labelled {
  id: string
  text: string
  level: Level
  kind: string
  source?: string
}

/** A line of the labelled sets of needs. */
export interface LabelledNeed extends OneShot {
  id: string
  accept: string[]
  theme?: string
  themes?: string[]
  /** A second reader heard danger in it: it does not teach that this is none. */
  danger?: true
}

/** The labelled lines of a file beside this one; none while the file is not there. */
export const labelled = (file: string): Labelled[] => read<Labelled>(file)
export const labelledNeeds = (file: string): LabelledNeed[] => read<LabelledNeed>(file)

function read<Line>(file: string): Line[] {
  const path = new URL(file, import.meta.url)
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line) as Line) // test/eval/cases.test.ts holds their shape
}

/** All lines written to teach the second voice of danger: taught/risk*.jsonl. */
export const lessonLines = (): (Labelled & { file: string })[] =>
  taught('risk').flatMap(file => labelled(file).map(row => ({ ...row, file })))

/** All messages that may teach the matching: taught/needs*.jsonl and the build half of our own. */
export const needLessons = (): LabelledNeed[] => [
  ...taught('needs').flatMap(labelledNeeds),
  ...labelledNeeds('own-needs.jsonl').filter(({ text }) => half(text) === 'build'),
]

const taught = (what: 'risk' | 'needs'): string[] =>
  readdirSync(new URL('taught/', import.meta.url))
    .filter(file => file.startsWith(what))
    .sort()
    .map(file => `taught/${file}`)

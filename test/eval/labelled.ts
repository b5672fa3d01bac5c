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

/** All lines written to teach the second voice of danger: train-risk*.jsonl. */
export const lessonLines = (): (Labelled & { file: string })[] =>
  filesLike(/^train-risk.*\.jsonl$/).flatMap(file => labelled(file).map(row => ({ ...row, file })))

/** All messages that may teach the matching: train-needs*.jsonl and the build half of our own. */
export const needLessons = (): LabelledNeed[] => [
  ...filesLike(/^train-needs.*\.jsonl$/).flatMap(labelledNeeds),
  ...labelledNeeds('own-needs.jsonl').filter(({ text }) => half(text) === 'build'),
]

const filesLike = (pattern: RegExp): string[] =>
  readdirSync(new URL('.', import.meta.url))
    .filter(file => pattern.test(file))
    .sort()

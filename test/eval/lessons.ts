import { readFileSync } from 'node:fs'
import { compileRisk } from '../../dialogs/urgency/compile.ts'
import { createEar } from '../../dialogs/urgency/ear.ts'
import { createFeatures } from '../../dialogs/urgency/features.ts'
import type { RiskData } from '../../registry/riskData.ts'
import { type Labelled, labelled, lessonLines, needLessons } from './labelled.ts'
import { perturbations } from './perturbations.ts'
import { half } from './split.ts'
import type { Lesson } from './teach.ts'

/** A labelled line of danger with what the second voice is taught of it. */
export interface Example extends Labelled {
  file: string
  /** What matching serves, or a short answer in the talk: most of what people write. */
  ordinary: boolean
  lesson: Lesson
  /**
   * Taught, never measured: the same as people also type it, so that letters count where words fail (of ordinary lines, with a short answer behind),
   * and the same beside an ordinary line, as people tell of more than one thing.
   */
  altered: Lesson[]
  /** A firm rule speaks: the second voice is not asked. */
  ruled: boolean
}

/** Short answers in the talk, and hard things that are no danger: most of what people write. */
const ordinary = /^taught\/risk-(?:answers|ordinary(?:-[a-z])?)\.jsonl$/
/** Never taught: the shared lines, those written to check with, and the check half of our own. */
const measured = ['crisis.jsonl', 'fresh-risk.jsonl', 'fresh-risk-b.jsonl', 'fresh-risk-c.jsonl', 'fresh-risk-d.jsonl', 'follow-ups.jsonl']
/** Nobody labelled the danger of needs whose theme or accepted offer speaks of danger: they are left out. */
const dangerous =
  /suicide|selfHarm|violence|Abuse|runaway|psychosis|eating|socialControl|trauma|worryAboutChild|alcohol|drugs|selvmord|selvskade|vold|overgreb|spise|misbrug|bekymring/i
const lines = /livslinien|lev-uden-vold|akut-112/

/** Everything the second voice may be taught, as features: the build half of own-*.jsonl, taught/risk*.jsonl and needs without danger. */
export function examples(data: RiskData): Example[] {
  const { lexicon, rules, read } = createEar(compileRisk(data))
  const features = createFeatures(lexicon)

  function lessonOf(...texts: string[]): { lesson: Lesson; ruled: boolean } {
    const words = read(texts)
    const heard = rules(words, texts.length - 1)
    const sums = new Map<number, number>()
    let squares = 0
    features.all(words, heard, (hash, worth) => {
      sums.set(hash, (sums.get(hash) ?? 0) + worth)
      squares += worth * worth
    })
    const length = Math.sqrt(squares) || 1
    const lesson = {
      hashes: Int32Array.from(sums.keys()),
      values: Float32Array.from(sums.values(), value => value / length),
      counts: 1,
    }
    return { lesson, ruled: heard.hits.some(hit => hit.firm) }
  }

  const rows = taught()
  const short = rows.filter(row => row.ordinary && row.text.length < 20).map(row => row.text)
  const plain = rows.filter(row => row.ordinary && row.text.length > 25 && row.text.length < 90).map(row => row.text)
  return rows.map((row, nth) => {
    const { lesson, ruled } = lessonOf(row.text)
    const counts = row.ordinary ? 3 : 1
    const answer = short[(nth * 7) % short.length] ?? ''
    const typed = row.ordinary ? lessonOf(row.text, answer) : lessonOf(alter(row.text, nth))
    const beside = plain[(nth * 31) % plain.length] ?? ''
    const longer = lessonOf(nth % 2 === 0 ? `${beside}. ${row.text}` : `${row.text}. ${beside}`)
    return { ...row, ruled, lesson: { ...lesson, counts }, altered: [typed, longer].map(one => ({ ...one.lesson, counts })) }
  })
}

type Line = Labelled & { file: string; ordinary: boolean }

function taught(): Line[] {
  const own = [...labelled('own-risk.jsonl'), ...labelled('own-harmless.jsonl')]
  const kept = new Set([...own.filter(row => half(row.text) === 'check'), ...measured.flatMap(labelled)].map(row => row.text.toLowerCase()))
  const needs = needLessons()
    .filter(
      row =>
        row.danger !== true && !dangerous.test([row.theme ?? '', ...(row.themes ?? [])].join(' ')) && !lines.test(row.accept.join(' ')),
    )
    .map(({ id, text }): Line => ({ id, text, level: 'none', kind: 'none', file: 'needs', ordinary: true }))
  return [
    ...own.map((row): Line => ({ ...row, file: 'own', ordinary: false })),
    ...lessonLines().map((row): Line => ({ ...row, ordinary: ordinary.test(row.file) })),
    ...needs,
    ...ourWords(),
  ].filter(row => !kept.has(row.text.toLowerCase()))
}

/** What our own buttons and questions say, and people press or write back: no danger. */
function ourWords(): Line[] {
  const texts = ['da', 'en'].flatMap(language =>
    ['talk', 'facts', 'offers', 'widget'].flatMap(room => {
      const file = new URL(`../../locales/${language}/${room}.json`, import.meta.url)
      return leaves(JSON.parse(readFileSync(file, 'utf8')))
    }),
  )
  return [...new Set(texts)]
    .filter(text => text.split(' ').length <= 6 && !text.includes('{{') && !dangerous.test(text))
    .map((text, nth): Line => ({ id: `button${nth}`, text, level: 'none', kind: 'none', file: 'locales', ordinary: true }))
}

const leaves = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : []

function alter(text: string, nth: number): string {
  const ways = ['typing errors', 'a and o', 'SMS spelling', 'typing errors', 'Norwegian and Swedish']
  return perturbations[ways[nth % ways.length] ?? '']?.(text)[0] ?? text
}

import cues from '../data/cues.json' with { type: 'json' }
import words from '../data/words.json' with { type: 'json' }
import { createReader } from './entry.ts'
import { type FiledLines, fileLines } from './filedLines.ts'
import { type Leanings, leaningsOf } from './hints.ts'
import { createLearner, type KnownWords } from './learnWords.ts'
import type { Theme } from './registry.ts'
import { idiom } from './weigh.ts'

/** The thesaurus and the cues for facts, read and ready to be used. Plain values, so that it can lie in a file beside its sources. */
export interface Thesaurus {
  words: KnownWords
  /** Lines of the themes, and sayings, which silence them. */
  themes: FiledLines
  facts: FiledLines
  /** Which themes a word hints at by itself. */
  leanings: Leanings
}

/** Reads every line of the themes, the sayings of words.json and the cues. Throws where a line says nothing. Pure. */
export function readThesaurus(themes: readonly Theme[]): Thesaurus {
  const { learn, known } = createLearner()
  const readEntry = createReader({ learn })
  const lines = themes.flatMap(theme => [
    ...[...new Set(linesOf(theme))].map(line => readEntry(theme.id, line)),
    ...[...new Set(theme.english)].map(line => ({ ...readEntry(theme.id, line), english: true as const })),
  ])
  const sayings = words.idioms.map(line => readEntry(idiom, line))
  const facts = Object.entries(cues.facts).flatMap(([fact, { yes, no }]) => [
    ...yes.map(line => readEntry(`${fact}:yes`, line)),
    ...no.map(line => readEntry(`${fact}:no`, line)),
  ])
  const all = known()
  return {
    words: all,
    themes: fileLines([...lines, ...sayings], all.names.length),
    facts: fileLines(facts, all.names.length),
    leanings: leaningsOf(
      lines.filter(({ english }) => english !== true),
      all.names.length,
    ),
  }
}

/** All lines of a theme, in every layer and language it has, English aside. */
const linesOf = (theme: Theme): string[] => [
  ...theme.young,
  ...theme.parents,
  ...theme.professionals,
  ...(theme.arabic ?? []),
  ...(theme.ukrainian ?? []),
]

import type { CompiledRisk } from '../../registry/riskCompiled.ts'
import { createLexicon, type Lexicon } from './lexicon.ts'
import { createRead, type Read, type Word } from './reading.ts'
import { createRules, type Heard } from './rules.ts'
import { createMend } from './spelling.ts'

/** What both voices hear with: words, and what the rules find in them. */
export interface Ear {
  lexicon: Lexicon
  read: Read
  rules(words: readonly Word[], newest: number): Heard
}

export function createEar(compiled: CompiledRisk): Ear {
  const lexicon = createLexicon(compiled)
  const real = new Set(compiled.real.split(' '))
  const read = createRead(lexicon, createMend(lexicon.words(), lexicon.beginnings(), real), real)
  return { lexicon, read, rules: createRules(compiled, lexicon) }
}

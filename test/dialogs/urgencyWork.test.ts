import { expect } from 'chai'
import fc from 'fast-check'
import { compileRisk } from '../../dialogs/urgency/compile.ts'
import { createLexicon } from '../../dialogs/urgency/lexicon.ts'
import { type Assess, createAssess } from '../../dialogs/urgency.ts'
import { loadRisk } from '../../registry/loadRisk.ts'
import type { CompiledPattern, CompiledRisk } from '../../registry/riskCompiled.ts'

const dataFolder = new URL('../../data', import.meta.url)
const longest = 10_240

describe('the work of hearing danger', function () {
  this.timeout(60_000)
  let assess: Assess
  let words: string[]
  let steps = 0

  before(async () => {
    const data = await loadRisk(dataFolder)
    const compiled = compileRisk(data)
    words = [...createLexicon(compiled).words()]
    assess = createAssess({ ...counted(compiled, () => steps++), ...(data.weights && { weights: data.weights }) })
  })

  const stepsFor = (text: string): number => {
    steps = 0
    assess([text])
    return steps
  }

  it('grows with the length of the worst texts we know, and no faster', () => {
    for (const [name, piece] of Object.entries(worst)) {
      const short = stepsFor(filled(piece, longest / 8))
      const long = stepsFor(filled(piece, longest))
      expect(long, name).to.be.at.most(10 * short + 200)
    }
  })

  it('stays within a bound for any text of ten thousand letters made of words of danger', () => {
    const text = fc
      .array(
        fc.oneof({ weight: 5, arbitrary: fc.nat().map(nth => words[nth % words.length] ?? '') }, { weight: 1, arbitrary: fc.string() }),
        {
          minLength: 20,
          maxLength: 120,
        },
      )
      .map(list => filled(`${list.join(' ')} `, longest))
    fc.assert(
      fc.property(text, long => {
        // Of some 4,700 patterns only those whose parts all stand near each other are searched: fewer than one a word.
        expect(stepsFor(long)).to.be.at.most(long.split(/\s+/).length + 500)
      }),
      { numRuns: 25, seed: 7 },
    )
  })
})

const worst = {
  'one letter': 'a',
  'single letters': 'a ',
  'a wish to die': 'jeg vil ikke leve mere ',
  violence: 'min far slår mig ',
  misspelt: 'selvmrdstankr slåer voldtegt overdosi ',
  'run together': 'jegvilikkelevemere ',
  emoji: '🔪💊 ',
  'zero width': 's\u200be\u200bl\u200bv\u200bm\u200bo\u200br\u200bd ',
}

const filled = (piece: string, length: number): string => piece.repeat(Math.ceil(length / piece.length)).slice(0, length)

/** The same data, where each time a pattern is searched place by place is told: a step. */
function counted(risk: CompiledRisk, step: () => void): CompiledRisk {
  const counting = (pattern: CompiledPattern): CompiledPattern => ({
    ...pattern,
    get parts() {
      step()
      return pattern.parts
    },
  })
  const each = <T extends { pattern: CompiledPattern }>(all: T[]): T[] => all.map(one => ({ ...one, pattern: counting(one.pattern) }))
  return {
    ...risk,
    phrases: each(risk.phrases),
    idioms: each(risk.idioms),
    contexts: each(risk.contexts),
    rules: each(risk.rules),
  }
}

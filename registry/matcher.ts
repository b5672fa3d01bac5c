import { createRanking, type Weighed } from './match.ts'
import type { Matcher, MatchOptions, Understood } from './matching.ts'
import { lessons } from './openVoice.ts'
import type { Registry } from './registry.ts'
import type { Role, Situation, ThemeHit } from './situation.ts'
import { createVoice } from './taught.ts'
import { createUnderstanding, type Reading } from './understand.ts'

/** A matcher whose steps can be looked at: for `brobygger explain` and the editors of the thesaurus. */
export interface OpenMatcher extends Matcher {
  read(text: string, role?: Role): Reading
  weigh(situation: Situation, options: MatchOptions): Weighed[]
}

/** Compiles the registry's words and offers once; every call after that is pure. */
export function createMatcher(registry: Registry): OpenMatcher {
  const understanding = createUnderstanding(registry)
  const ranking = createRanking(registry.offers, registry.helplines, createVoice(lessons, understanding.vocabulary))
  return {
    read: (text, role) => understanding.read(text, role),
    understand: text => told(understanding.read(text)),
    hear: (situation, text) => lay(situation, told(understanding.read(text, situation.role)), text),
    match: ranking.match,
    rank: ranking.rank,
    weigh: ranking.weigh,
  }
}

function told({ words: _words, terms: _terms, finds: _finds, ...understood }: Reading): Understood {
  return understood
}

/** What a new text tells, laid over what was known: later answers replace earlier ones, themes are kept and strengthened. */
function lay(situation: Situation, understood: Understood, text: string): Situation {
  const { role, age, grade, district, facts, themes } = understood
  return {
    ...situation,
    ...(role === undefined || situation.role !== undefined ? {} : { role }),
    ...(age === undefined ? {} : { age }),
    ...(grade === undefined ? {} : { grade }),
    ...(district === undefined ? {} : { district }),
    facts: { ...situation.facts, ...facts },
    themes: join(situation.themes, themes),
    words: text.trim() === '' ? situation.words : [...situation.words, text],
  }
}

function join(before: readonly ThemeHit[], now: readonly ThemeHit[]): ThemeHit[] {
  const joined = new Map(before.map(hit => [hit.theme, hit]))
  for (const hit of now) {
    const known = joined.get(hit.theme)
    joined.set(
      hit.theme,
      known === undefined
        ? hit
        : {
            theme: hit.theme,
            weight: Math.min(1, Math.max(known.weight, hit.weight) + 0.1),
            words: [...new Set([...known.words, ...hit.words])].slice(-3),
          },
    )
  }
  return [...joined.values()].sort((a, b) => b.weight - a.weight)
}

import { deniedIn } from './denied.ts'
import { gather } from './gather.ts'
import { createHints } from './hints.ts'
import type { Understood } from './matching.ts'
import { createPhrases } from './phrases.ts'
import { readAgeLoosely } from './readAge.ts'
import { readFacts } from './readFacts.ts'
import { readRole } from './readPeople.ts'
import type { Registry } from './registry.ts'
import type { Role } from './situation.ts'
import { normalise, readWords, type Word } from './text.ts'
import { readThesaurus } from './thesaurus.ts'
import { createVocabulary, type Term, type Vocabulary } from './vocabulary.ts'
import { affirmed, type WeighedFind, weigh } from './weigh.ts'

/** All that reading a text gave, step by step: what `brobygger explain` prints. */
export interface Reading extends Understood {
  words: readonly Word[]
  terms: (readonly Term[])[]
  finds: WeighedFind[]
}

export interface Understanding {
  read(text: string, role?: Role): Reading
  vocabulary: Vocabulary
}

/** Built once, from the packed thesaurus where the registry came with one of its own themes; `read` is pure after that. */
export function createUnderstanding(registry: Pick<Registry, 'themes' | 'districts' | 'packed'>): Understanding {
  const thesaurus = registry.packed?.of === registry.themes ? registry.packed.thesaurus : readThesaurus(registry.themes)
  const vocabulary = createVocabulary(thesaurus.words)
  const themes = createPhrases(thesaurus.themes)
  const facts = createPhrases(thesaurus.facts)
  const hints = createHints(thesaurus.leanings)
  const weights = new Map(registry.themes.flatMap(({ id, weight }) => (weight === undefined ? [] : [[id, weight] as const])))
  const districts = registry.districts.flatMap(({ id, schools }) => schools.map(school => ({ id, school: ` ${plain(school)} ` })))

  function read(text: string, knownRole?: Role): Reading {
    const said = readWords(text)
    const terms = said.map(word => (word.empty ? none : vocabulary.read(word.spelt)))
    const english = isEnglish(said)
    const role = readRole(said)
    const finds = weigh(
      themes.find(said, terms).filter(({ entry }) => english || entry.english !== true),
      said,
      knownRole ?? role,
    )
    const { age, grade } = readAgeLoosely(text, knownRole ?? role)
    const denied = deniedIn(said)
    const hits = gather(finds, said, weights, () => hints.of(terms.map((read, here) => (denied[here] ? none : read))))
    const plainly = ` ${said.map(({ spelt }) => spelt).join(' ')} `
    const district = districts.find(({ school }) => plainly.includes(school))?.id
    return {
      words: said,
      terms,
      finds,
      themes: hits,
      facts: readFacts(affirmed(facts.find(said, terms), said), hits, said, knownRole ?? role),
      ...(role === undefined ? {} : { role }),
      ...(age === undefined ? {} : { age }),
      ...(grade === undefined ? {} : { grade }),
      ...(district === undefined ? {} : { district }),
    }
  }

  return { read, vocabulary }
}

const none: readonly Term[] = []
const plain = (text: string) =>
  text
    .split(/[^\p{L}\p{N}]+/u)
    .map(normalise)
    .join(' ')

/** Two English function words, and more of them than Danish ones. */
function isEnglish(said: readonly Word[]): boolean {
  const english = said.filter(({ spelt }) => englishWords.has(spelt)).length
  return english >= 2 && english > said.filter(({ spelt }) => danishWords.has(spelt)).length
}
const englishWords = new Set(
  'the i my is and to of am im was were have has not he she they we you with that this for me her his it so but from what how'.split(' '),
)
const danishWords = new Set('jeg og er det at han hun vi ikke på til af med der som min mit har kan vil en et den men så'.split(' '))

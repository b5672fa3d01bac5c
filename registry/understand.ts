import cues from '../data/cues.json' with { type: 'json' }
import words from '../data/words.json' with { type: 'json' }
import { createHints, type Hints } from './hints.ts'
import type { Understood } from './matching.ts'
import { createPhrases, type Entry, type Find, negationStems, readEntry } from './phrases.ts'
import { readAgeLoosely } from './readAge.ts'
import { readRole } from './readPeople.ts'
import type { Registry, Theme } from './registry.ts'
import type { FactId, Role, ThemeHit } from './situation.ts'
import { normalise, readWords, stem, type Word } from './text.ts'
import { createVocabulary, type Term, type Vocabulary } from './vocabulary.ts'

/** A find with what became of it: its weight after negation, subject and idioms, and why it changed. */
export interface Weighed extends Find {
  because?: 'negated' | 'idiom' | 'otherVerb' | 'past' | 'withinPhrase'
}

/** All that reading a text gave, step by step: what `brobygger explain` prints. */
export interface Reading extends Understood {
  words: Word[]
  terms: (readonly Term[])[]
  finds: Weighed[]
}

export interface Understanding {
  read(text: string, role?: Role): Reading
  vocabulary: Vocabulary
}

/** Compiles the thesaurus and the cues once; `read` is pure after that. */
export function createUnderstanding(registry: Pick<Registry, 'themes' | 'districts'>): Understanding {
  const vocabulary = createVocabulary()
  const lines: Entry[] = [
    ...registry.themes.flatMap(theme => [
      ...[...new Set(linesOf(theme))].map(line => readEntry(theme.id, line, vocabulary)),
      ...[...new Set(theme.english)].map(line => ({ ...readEntry(theme.id, line, vocabulary), english: true as const })),
    ]),
  ]
  const themes = createPhrases([...lines, ...words.idioms.map(line => readEntry(idiom, line, vocabulary))])
  const hints = createHints(lines.filter(({ english }) => english !== true))
  const facts = createPhrases(
    Object.entries(cues.facts).flatMap(([fact, { yes, no }]) => [
      ...yes.map(line => readEntry(`${fact}:yes`, line, vocabulary)),
      ...no.map(line => readEntry(`${fact}:no`, line, vocabulary)),
    ]),
  )
  const weights = new Map(registry.themes.flatMap(({ id, weight }) => (weight === undefined ? [] : [[id, weight] as const])))
  const districts = registry.districts.flatMap(({ id, schools }) => schools.map(school => ({ id, school: ` ${plain(school)} ` })))

  function read(text: string, knownRole?: Role): Reading {
    const said = readWords(text)
    const terms = said.map(word => (word.empty ? none : vocabulary.read(word.spelt)))
    const english = isEnglish(said)
    const finds = weigh(
      themes.find(said, terms).filter(({ entry }) => english || entry.english !== true),
      said,
    )
    const role = readRole(said)
    const { age, grade } = readAgeLoosely(text, knownRole ?? role)
    const hits = gather(finds, said, weights, () => hints.of(terms))
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
const idiom = 'idiom'
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

/** All lines of a theme, in every layer and language it has, English aside. */
const linesOf = (theme: Theme): string[] => [
  ...theme.young,
  ...theme.parents,
  ...theme.professionals,
  ...(theme.arabic ?? []),
  ...(theme.ukrainian ?? []),
]

/** Idioms silence their words, negation most of a line, the distant past half; a lone word inside another theme's phrase counts half. */
function weigh(finds: Find[], said: readonly Word[]): Weighed[] {
  const idioms = finds.filter(({ entry }) => entry.label === idiom)
  const phrases = finds.filter(({ entry }) => entry.label !== idiom && entry.slots.length !== 1 && entry.weight >= 0.9)
  const negated = negations(said, phrases)
  const otherVerbs = particleVerbs(said)
  return finds
    .filter(({ entry }) => entry.label !== idiom)
    .map(find => {
      if (idioms.some(({ at }) => find.at.every(index => at.includes(index)))) return { ...find, weight: 0, because: 'idiom' as const }
      if (otherVerbs.some(([verb, particle]) => find.at.includes(verb) && !find.at.includes(particle)))
        return { ...find, weight: 0, because: 'otherVerb' as const }
      if (isNegated(find, said, negated)) return { ...find, weight: find.weight * 0.15, because: 'negated' as const }
      if (phrases.some(phrase => within(find, phrase))) return { ...find, weight: find.weight * 0.5, because: 'withinPhrase' as const }
      return find
    })
}

/** Phrases before words: all its words stand in a longer line of another theme ("kaste mad" in "kaster op efter mad"). */
const within = (find: Find, phrase: Find): boolean =>
  phrase.entry.label !== find.entry.label && phrase.at.length > find.at.length && find.at.every(index => phrase.at.includes(index))

/** Every "not" that no phrase has taken up. */
const negations = (said: readonly Word[], phrases: readonly Find[]): boolean[] =>
  said.map(
    (word, index) =>
      (negationStems.has(stem(word.spelt)) || without.has(word.spelt)) &&
      !phrases.some(({ at, weight }) => weight > 0.8 && at.includes(index)),
  )

/** Facts that are not denied where they stand. */
function affirmed(finds: Find[], said: readonly Word[]): Find[] {
  const negated = negations(
    said,
    finds.filter(({ entry }) => entry.slots.length !== 1),
  )
  return finds.filter(find => !isNegated(find, said, negated))
}

/** "slog op", "drikker te": the verb is another one with its small word, and stands for nothing without it. */
function particleVerbs(said: readonly Word[]): [number, number][] {
  return said.flatMap((word, here): [number, number][] => {
    const small = particles.get(stem(word.spelt))
    if (small === undefined) return []
    const at = [here + 1, here + 2].find(index => small.has(said[index]?.spelt ?? ''))
    return at === undefined ? [] : [[here, at]]
  })
}

const particles = new Map(
  [...Map.groupBy(words.particles, line => stem(normalise(line.split(' ')[0] ?? '')))].map(([verb, lines]) => [
    verb,
    new Set(lines.map(line => normalise(line.split(' ')[1] ?? ''))),
  ]),
)

/** "ikke (længere) ensom", "drikker ikke": a "not" beside the line that no phrase has taken up. */
function isNegated({ at, entry }: Find, said: readonly Word[], negated: readonly boolean[]): boolean {
  if (at.some(index => negationStems.has(stem(said[index]?.spelt ?? '')))) return false
  const first = at[0] ?? 0
  for (let before = first - 1; before >= Math.max(0, first - 4); before--) {
    const word = said[before]
    if (word === undefined || (said[first]?.place ?? 0) - word.place > 2) break
    if (negated[before]) return !said.slice(before + 1, first).some(({ spelt }) => spelt === 'kun' || spelt === 'bare' || spelt === 'men')
    if (!word.empty && !softeners.has(word.spelt)) break
  }
  if (entry.slots.length > 1) return false
  const after = said[first + 1]
  return after !== undefined && negated[first + 1] === true && after.place - (said[first]?.place ?? 0) <= 1
}

/** "uden diagnose", "ingen venner" (which a phrase takes up): what follows is not there. */
const without = new Set(['uden', 'ingen', 'intet', 'without', 'no'])

const softeners = new Set(words.softeners.map(normalise))

/** What each theme weighs: its strongest line, more for others that rest on other words. Highest first. */
function gather(finds: readonly Weighed[], said: readonly Word[], weights: ReadonlyMap<string, number>, hint: () => Hinted): ThemeHit[] {
  const byTheme = new Map<string, Weighed[]>()
  for (const find of finds) {
    if (find.weight <= 0) continue
    const list = byTheme.get(find.entry.label)
    if (list === undefined) byTheme.set(find.entry.label, [find])
    else list.push(find)
  }
  const clear = finds.some(({ weight }) => weight >= 0.75)
  const hinted: Hinted = clear ? new Map() : hint()
  for (const [theme, { weight }] of hinted) if (weight >= leastHint && !byTheme.has(theme)) byTheme.set(theme, [])
  return [...byTheme]
    .map(([theme, list]) => {
      const taken = new Set<number>()
      const heard: string[] = []
      let weight = 0
      for (const find of list.sort((a, b) => b.weight - a.weight)) {
        const fresh = find.at.filter(index => !taken.has(index)).length / find.at.length
        const share = taken.size === 0 ? 1 : 0.35 * fresh
        if (share < 0.1) continue
        weight += find.weight * share
        for (const index of find.at) taken.add(index)
        if (heard.length < 3 && fresh === 1) heard.push(quote(find.at, said))
      }
      const hint = hinted.get(theme)
      if (hint !== undefined) {
        weight += Math.min(mostHint, hint.weight * hintShare)
        if (heard.length === 0) heard.push(...hint.at.slice(0, 2).map(index => quote([index], said)))
      }
      return { theme, weight: saturate(weight) * (weights.get(theme) ?? 1), words: heard }
    })
    .map(hit => ({ ...hit, weight: Math.round(Math.min(1, hit.weight / heaviest) * 1000) / 1000 }))
    .sort((a, b) => b.weight - a.weight)
}

type Hinted = ReturnType<Hints['of']>
/** Single words confirm what lines say, and are heard alone only where they lean clearly. */
const hintShare = 0.3
const mostHint = 0.3
const leastHint = 0.25

/** One clear line is nearly all (0.95), a hint little (0.35), many lines hardly more than two. */
const saturate = (weight: number) => 1.25 * (1 - Math.exp(-1.4 * weight))
const heaviest = 1.25

/** The words as they were written, from first to last when they stand close. */
function quote(at: readonly number[], said: readonly Word[]): string {
  const first = at[0] ?? 0
  const last = at.at(-1) ?? first
  const span = last - first < 7 ? said.slice(first, last + 1) : at.flatMap(index => said[index] ?? [])
  return span
    .map(word => word.written)
    .filter((written, here, all) => written !== all[here - 1])
    .join(' ')
}

/** Facts said outright, and those a clearly heard theme carries. What is said of a sibling or friend is not true of the child itself. */
function readFacts(finds: Find[], hits: readonly ThemeHit[], said: readonly Word[], role: Role | undefined): Record<FactId, boolean> {
  const facts: Record<FactId, boolean> = {}
  const someoneElse = said.map((_, here) => aboutAnother(here, said, role === 'young' || role === undefined ? peers : grownUps))
  for (const [fact, cue] of Object.entries(cues.facts)) {
    const carried = 'themes' in cue ? cue.themes : []
    if (hits.some(hit => carried.includes(hit.theme) && hit.weight >= 0.7) && !(childFacts.has(fact) && someoneElse.some(Boolean)))
      facts[fact] = true
  }
  for (const { entry, at, weight } of finds) {
    const [fact, answer] = entry.label.split(':')
    if (fact === undefined || weight < 0.6) continue
    if (answer === 'yes' && childFacts.has(fact) && at.some(index => someoneElse[index])) continue
    if (answer === 'yes' && facts[fact] === undefined) facts[fact] = true
  }
  for (const { entry, weight } of finds) {
    const [fact, answer] = entry.label.split(':')
    if (fact !== undefined && answer === 'no' && weight >= 0.6) facts[fact] = false
  }
  if (facts.pregnant === true && facts.newMother === undefined) facts.newMother = false
  return facts
}

const childFacts = new Set(['autism', 'disability', 'assessed', 'placed', 'premature', 'brainInjury', 'languageDelay'])

/** A sibling or friend (of one who is young), a partner (of a parent) stands a few words before: the line is about them. "jeg har" of a parent is about the parent. */
function aboutAnother(here: number, said: readonly Word[], others: ReadonlySet<string>): boolean {
  for (let back = here; back >= Math.max(0, here - 6); back--) {
    const word = said[back]
    if (word === undefined || (said[here]?.place ?? 0) - word.place > 4) return false
    if (others.has(stem(word.spelt))) return true
    if (word.spelt === 'jeg') return others === grownUps && said[back + 1]?.spelt === 'har'
    if (others === grownUps && kin.has(stem(word.spelt))) return false
  }
  return false
}

const stemsOf = (list: string) => new Set(list.split(' ').map(word => stem(normalise(word))))
const peers = stemsOf(`${words.classes.SØSKENDE} ${words.classes.VEN}`)
const grownUps = stemsOf(words.classes.PARTNER)
const kin = stemsOf(words.classes.BARN)

/** Only for tests and the editors' check: every line can be read. */
export const compile = (themes: readonly Theme[]): Entry[] => {
  const vocabulary = createVocabulary()
  return themes.flatMap(theme => [...linesOf(theme), ...theme.english].map(line => readEntry(theme.id, line, vocabulary)))
}

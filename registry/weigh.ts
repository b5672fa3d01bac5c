import words from '../data/words.json' with { type: 'json' }
import { deniedIn } from './denied.ts'
import type { Find } from './phrases.ts'
import { negationStems } from './place.ts'
import type { Role } from './situation.ts'
import { normalise, stem, type Word } from './text.ts'

/** A find with what became of it: its weight after negation, subject and idioms, and why it changed. */
export interface WeighedFind extends Find {
  because?: 'negated' | 'idiom' | 'otherVerb' | 'past' | 'withinPhrase' | 'ownIllness'
}

/** The label of sayings, which silence the words they are made of. */
export const idiom = 'idiom'

/** Idioms and denials of a whole clause silence their words, negation most of a line, the distant past half; a lone word inside another theme's phrase counts half. */
export function weigh(finds: Find[], said: readonly Word[], role: Role | undefined): WeighedFind[] {
  const idioms = finds.filter(({ entry }) => entry.label === idiom)
  const phrases = finds.filter(({ entry }) => entry.label !== idiom && entry.slots.length !== 1 && entry.weight >= 0.9)
  const negated = negations(said, phrases)
  const otherVerbs = particleVerbs(said)
  const isDenied = denies(said)
  const ownIllness = (role === 'young' || role === undefined) && !said.some(({ spelt }) => parentsAndChildren.has(stem(spelt)))
  return finds
    .filter(({ entry }) => entry.label !== idiom)
    .map(find => {
      if (idioms.some(({ at }) => find.at.every(index => at.includes(index)))) return { ...find, weight: 0, because: 'idiom' as const }
      if (otherVerbs.some(([verb, particle]) => find.at.includes(verb) && !find.at.includes(particle)))
        return { ...find, weight: 0, because: 'otherVerb' as const }
      if (isDenied(find)) return { ...find, weight: 0, because: 'negated' as const }
      if (isNegated(find, said, negated)) return { ...find, weight: find.weight * 0.15, because: 'negated' as const }
      if (ownIllness && ofParents.has(find.entry.label)) return { ...find, weight: find.weight * 0.5, because: 'ownIllness' as const }
      if (isPast(find, said)) return { ...find, weight: find.weight * 0.5, because: 'past' as const }
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
export function affirmed(finds: Find[], said: readonly Word[]): Find[] {
  const negated = negations(
    said,
    finds.filter(({ entry }) => entry.slots.length !== 1),
  )
  const isDenied = denies(said)
  return finds.filter(find => !isDenied(find) && !isNegated(find, said, negated))
}

/** Whether a word that carries the line stands in a denied part of a sentence. */
function denies(said: readonly Word[]): (find: Find) => boolean {
  const denied = deniedIn(said)
  if (!denied.includes(true)) return () => false
  return ({ at }) => at.some(index => denied[index] && said[index]?.empty === false)
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

/** "jeg har angst og ..." of one who names neither parent nor child is their own. */
const ofParents = new Set(['mentallyIllParent', 'parentIllness'])
const parentsAndChildren = new Set(
  `${words.classes.FORÆLDER} ${words.classes.BARN} forældre kids parents mum mom dad familie`.split(' ').map(word => stem(normalise(word))),
)

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
  // "drikker ikke", "drikker jeg ikke"
  const not = persons.has(said[first + 1]?.spelt ?? '') ? first + 2 : first + 1
  const after = said[not]
  return after !== undefined && negated[not] === true && after.place - (said[first]?.place ?? 0) <= 1
}
const persons = new Set(['jeg', 'han', 'hun', 'vi', 'de'])

/** "før i tiden", "engang", said in the same sentence as the line: it weighs on, but is not what it is about now. */
function isPast({ at }: Find, said: readonly Word[]): boolean {
  const [first = 0] = at
  const last = at.at(-1) ?? first
  const near = (here: number, there: number) => Math.abs((said[here]?.place ?? 0) - (said[there]?.place ?? 0)) <= pastReach
  return said.some(
    ({ spelt }, here) =>
      pastSayings.get(spelt)?.some(saying => saying.every((part, nth) => said[here + nth]?.spelt === part)) === true &&
      (near(here, first) || near(here, last)),
  )
}
/** By their first word. */
const pastSayings = Map.groupBy(
  words.past.map(saying => saying.split(' ').map(normalise)),
  ([first]) => first ?? '',
)
/** So many words that carry meaning may stand between; a full stop counts for two. */
const pastReach = 2

/** "uden diagnose", "ingen venner" (which a phrase takes up): what follows is not there. */
const without = new Set(['uden', 'ingen', 'intet', 'without', 'no'])

const softeners = new Set(words.softeners.map(normalise))

import { likelihood } from './likelihood.ts'
import type { Match, Matcher, MatchOptions } from './matching.ts'
import type { Fact, Registry } from './registry.ts'
import type { Rule } from './rule.ts'
import { emptySituation, type FactId, type Role, role as roles, type Situation } from './situation.ts'

/**
 * What to ask next: the unknown that rules of the ranked offers rest on whose answer is expected to better the first three most. A fact id
 * of data/facts.json, 'age' or 'role'; undefined when no answer would change the first three enough to be worth a question. Never what is
 * known or was asked. Pure; the caller stops after four.
 */
export function nextQuestion(
  situation: Situation,
  matcher: Matcher,
  registry: Registry,
  asked: readonly FactId[],
  options: MatchOptions,
): FactId | 'age' | 'role' | undefined {
  const ranked = matcher.rank(situation, options)
  const shown = ranked.slice(0, places.length).map(({ offer }) => offer.id)
  const gain = (told: Situation) => gained(shown, matcher.rank(told, options))
  const best = candidates(ranked, situation, registry, asked)
    .map(id => ({ id, gain: expected(answers(id, situation, ranked), gain) }))
    .reduce((first, next) => (next.gain > first.gain ? next : first), { id: undefined as FactId | undefined, gain: leastGain })
  return best.id
}

/** Below this the first three are settled. Set with test/eval/questions.ts: lower asks more people and finds no more offers. */
const leastGain = 0.01

/** So many of the best offers may raise a question, and so many draw the ages told apart: what stands further back hardly comes among the first three. */
const depth = 12
const ageDepth = 8

/** What a place among the first three weighs: the first is read, the third perhaps. */
const places = [1, 0.5, 0.25]

/** What an answer is worth: how much better its own first three are than those shown now, both as they score once it is given. */
function gained(shown: readonly string[], after: readonly Match[]): number {
  const scores = new Map(after.map(({ offer, score }) => [offer.id, score]))
  return places.reduce((sum, weight, place) => sum + weight * ((after[place]?.score ?? 0) - (scores.get(shown[place] ?? '') ?? 0)), 0)
}

/** What the rules of the best offers still wait for, and may be asked of this person. */
function candidates(ranked: readonly Match[], situation: Situation, registry: Registry, asked: readonly FactId[]): FactId[] {
  const waiting = new Set(ranked.slice(0, depth).flatMap(({ unknown }) => unknown))
  return [...waiting].filter(id => !asked.includes(id) && (id === 'age' || id === 'role' || askable(id, situation, registry)))
}

function askable(id: FactId, situation: Situation, registry: Registry): boolean {
  const fact = registry.facts.find(one => one.id === id)
  return fact !== undefined && situation.facts[id] === undefined && suits(fact, situation)
}

/** A citizen's own age is known only where the young person writes; of a parent we know the child's. */
function suits({ subject, roles: only, ages }: Fact, { role, age }: Situation): boolean {
  if (only && role !== undefined && !only.includes(role)) return false
  if (!ages || age === undefined || (subject === 'citizen' && role !== 'young')) return true
  return age >= (ages.from ?? 0) && age < (ages.to ?? Number.POSITIVE_INFINITY)
}

interface Answer {
  told: Situation
  /** How likely this answer is. */
  share: number
}

const expected = (all: readonly Answer[], gain: (told: Situation) => number): number => {
  const whole = all.reduce((sum, { share }) => sum + share, 0)
  return all.reduce((sum, { told, share }) => sum + (share / whole) * gain(told), 0)
}

function answers(id: FactId, situation: Situation, ranked: readonly Match[]): Answer[] {
  if (id === 'role') return roles.options.map(role => ({ told: { ...situation, role }, share: roleShare(role, situation) }))
  if (id === 'age') return ageAnswers(situation, ranked)
  return [true, false].map(is => ({
    told: { ...situation, facts: { ...situation.facts, [id]: is } },
    share: likelihood({ fact: id, is }, situation),
  }))
}

/** A child of three does not write itself: the age that is told speaks of who writes. */
function roleShare(role: Role, situation: Situation): number {
  const share = likelihood({ asks: [role] }, situation)
  const { age } = situation
  if (age === undefined) return share
  return share * likelihood({ age: { from: Math.floor(age), to: Math.floor(age) + 1 } }, { ...emptySituation(), role })
}

/** One answer for every stretch of ages between the bounds that the offers draw. */
function ageAnswers(situation: Situation, ranked: readonly Match[]): Answer[] {
  const bounds = [...new Set([0, ...ranked.slice(0, ageDepth).flatMap(({ offer }) => offer.rules.flatMap(boundsOf))])].sort((a, b) => a - b)
  return bounds
    .map((from, i) => ({ from, to: bounds[i + 1] ?? 120 }))
    .map(({ from, to }) => ({ told: { ...situation, age: from }, share: likelihood({ age: { from, to } }, situation) }))
    .filter(({ share }) => share > 0)
}

function boundsOf(rule: Rule): number[] {
  if ('age' in rule) return [rule.age.from, rule.age.to].filter(bound => bound !== undefined)
  if ('not' in rule) return boundsOf(rule.not)
  if ('all' in rule) return rule.all.flatMap(boundsOf)
  return 'any' in rule ? rule.any.flatMap(boundsOf) : []
}

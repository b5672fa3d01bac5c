import { holds, type Rule } from './rule.ts'
import type { FactId, Role, Situation } from './situation.ts'

/**
 * How likely it is that a rule holds for someone in this situation (0 to 1). Yes and no are certain; what is unknown gets the share of
 * people of whom it is true: most ten-year-olds go to school, few are placed in care. Unknown never hides an offer, but an offer for the
 * few must not stand among the first three by chance.
 */
export function likelihood(condition: Rule, situation: Situation): number {
  const truth = holds(condition, situation)
  if (truth !== 'unknown') return truth === 'yes' ? 1 : 0
  if ('fact' in condition) return condition.is ? share(condition.fact, situation) : 1 - share(condition.fact, situation)
  if ('age' in condition) return ageShare(condition.age, situation)
  if ('asks' in condition) return condition.asks.length >= 3 ? 0.9 : condition.asks.includes('parent') ? 0.6 : 0.35
  if ('not' in condition) return 1 - likelihood(condition.not, situation)
  if ('all' in condition) return condition.all.reduce((product, part) => product * likelihood(part, situation), 1)
  return 1 - condition.any.reduce((product, part) => product * (1 - likelihood(part, situation)), 1)
}

/** How common each fact is where nothing is said: rounded from how seldom such words fall in letters to helplines; a theme heard raises it. */
function share(fact: FactId, situation: Situation): number {
  const { age, role } = situation
  const base =
    fact === 'inSchool'
      ? age === undefined
        ? 0.75
        : age >= 6 && age < 17
          ? 0.97
          : 0.1
      : fact === 'inDaycare'
        ? age === undefined
          ? 0.15
          : age >= 1 && age < 6
            ? 0.75
            : age >= 6
              ? 0.15
              : 0.2
        : fact === 'preschoolChild'
          ? 0.25
          : fact === 'newMother' && role !== 'young' && age !== undefined && age < 1
            ? 0.6
            : (rare[fact] ?? 0.3)
  // Who writes of a newborn speaks of the pregnancy that was.
  if (fact === 'pregnant' && ((role !== 'young' && age !== undefined && age < 1) || situation.facts.newMother === true)) return base
  const carrying = situation.themes.find(({ theme }) => carriers[fact]?.includes(theme))
  if (carrying === undefined) return base
  const carried = nearlySaid.has(fact) ? 0.9 * carrying.weight : carrying.weight >= clearlyHeard ? 0.75 : 0.45 * carrying.weight
  return Math.max(base, halfCarried.has(fact) ? carried * 0.5 : carried)
}

/** From this weight a theme speaks so clearly of a fact that it is likely true, though not said outright. */
const clearlyHeard = 0.9

/** How many it is true of, where nothing is known of the person. */
export const commonness = (fact: FactId): number => rare[fact] ?? 0.5

const rare: Record<FactId, number> = {
  hasCase: 0.12,
  autism: 0.06,
  disability: 0.06,
  assessed: 0.12,
  placed: 0.03,
  premature: 0.04,
  brainInjury: 0.02,
  languageDelay: 0.08,
  mentallyIllParent: 0.12,
  schoolAbsence: 0.12,
  policeConcern: 0.06,
  pregnant: 0.03,
  newMother: 0.05,
  woman: 0.5,
  refugee: 0.03,
  jobCentre: 0.1,
}

/** Themes that speak of a fact without saying it outright. */
const carriers: Record<FactId, string[]> = {
  hasCase: ['caseworker', 'placement', 'placedParents', 'transitionAdult', 'familyNetwork'],
  autism: ['autism'],
  disability: ['disability', 'transitionAdult'],
  assessed: ['diagnosis', 'autism'],
  placed: ['placement', 'placedParents'],
  premature: ['premature'],
  brainInjury: ['brainInjury'],
  languageDelay: ['languageDelay'],
  mentallyIllParent: ['mentallyIllParent'],
  schoolAbsence: ['schoolRefusal'],
  policeConcern: ['crime'],
  inDaycare: ['daycareWellbeing'],
  inSchool: ['bullying', 'schoolRefusal', 'schoolPressure', 'netEthics', 'learning'],
  pregnant: ['pregnancy'],
  newMother: ['postnatal'],
  refugee: ['refugee'],
  jobCentre: ['coordination'],
}
const halfCarried = new Set(['jobCentre', 'hasCase'])
/** To speak of it is nearly to say it: a school absence, an assessment, a parent who is ill. */
const nearlySaid = new Set(['assessed', 'schoolAbsence', 'mentallyIllParent'])

/** The share of an age range among those who write in this role, when no age is told. */
function ageShare({ from = 0, to = 120 }: { from?: number | undefined; to?: number | undefined }, situation: Situation): number {
  const { first, last } = likelyAges(situation)
  const spread = agesOf[situation.role ?? 'unknown'].filter(([age]) => age >= first && age < last)
  let inside = 0
  let all = 0
  for (const [age, weight] of spread) {
    all += weight
    if (age >= from && age < to) inside += weight
  }
  return inside / all
}

/** A child in daycare is under seven, one at school between six and seventeen: the words narrow the ages. */
function likelyAges({ facts, themes, role }: Situation): { first: number; last: number } {
  const heard = (wanted: string[]) => themes.some(({ theme, weight }) => weight >= 0.6 && wanted.includes(theme))
  if (role !== 'young' && (facts.inDaycare === true || heard(['daycareWellbeing', 'languageDelay']))) return { first: 0, last: 7 }
  if (facts.inSchool === true || heard(['bullying', 'schoolRefusal', 'schoolPressure', 'netEthics', 'learning']))
    return { first: 6, last: role === 'young' ? 20 : 17 }
  return { first: 0, last: 120 }
}

/** Year of age -> weight. Young people write from about eight to the late twenties, most from twelve to seventeen; parents write of children of every age. */
const agesOf: Record<Role | 'unknown', [number, number][]> = {
  young: ages(8, 29, age => (age < 10 ? 1 : age < 12 ? 3 : age < 18 ? 7 : age < 21 ? 3 : 1)),
  parent: ages(0, 19, age => (age < 1 ? 2 : age < 18 ? 1.5 : 0.5)),
  relative: ages(0, 19, () => 1),
  professional: ages(0, 18, () => 1),
  unknown: ages(0, 25, age => (age < 18 ? 1.5 : 0.5)),
}

function ages(from: number, to: number, weight: (age: number) => number): [number, number][] {
  return Array.from({ length: to - from + 1 }, (_, step) => [from + step, weight(from + step)])
}

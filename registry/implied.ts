import type { Situation, ThemeHit, ThemeId } from './situation.ts'

/**
 * What the age says beside the words. Help starts where a child spends its day: a three to five year old who is sad, alone or restless is so in
 * daycare too; and what weighs on a parent in the first year is met by those who come to the newborn's home.
 */
export function withImplied(told: Situation): ThemeHit[] {
  const situation = { ...told, themes: join(told.themes, fromFacts(told)) }
  const { themes, age, role } = situation
  const heard = (wanted: ReadonlySet<ThemeId>) =>
    themes.reduce((most, { theme, weight }) => (wanted.has(theme) ? Math.max(most, weight) : most), 0)
  const silent = themes.every(({ weight }) => weight < leastHeard)
  const newborn = (role !== 'young' && age !== undefined && age < 1) || situation.facts.newMother === true
  if (newborn) {
    const strain = heard(ofTheParent)
    return join(themes, [
      { theme: 'postnatal', weight: strain * 0.85, words: [] },
      { theme: 'infant', weight: Math.max(strain * 0.6, 0.5), words: [] },
    ])
  }
  if (role !== 'young' && age !== undefined && age >= 2.5 && age < 6) {
    const distress = heard(ofTheChild)
    const weight = silent ? 0.55 : distress === 0 ? 0 : heard(ofTheHome) > distress + 0.1 ? distress * 0.5 : Math.max(0.62, distress)
    return join(themes, [{ theme: 'daycareWellbeing', weight, words: [] }])
  }
  if (role !== 'young' && silent && situation.facts.inSchool === true && age !== undefined && age >= 6 && age < 17)
    return join(themes, [{ theme: 'learning', weight: 0.45, words: [] }])
  return themes
}

/** Two authorities at once need someone to join their threads; a disabled young person of sixteen is on the way to the adults' system. */
function fromFacts({ facts, age }: Situation): ThemeHit[] {
  const implied: ThemeHit[] = []
  if (facts.hasCase === true && facts.jobCentre === true) implied.push({ theme: 'coordination', weight: 0.8, words: [] })
  if (age !== undefined && age >= 15.8 && age < 18 && facts.disability === true)
    implied.push({ theme: 'transitionAdult', weight: 0.5, words: [] })
  return implied
}

const leastHeard = 0.35

function join(themes: readonly ThemeHit[], implied: ThemeHit[]): ThemeHit[] {
  const added = implied.filter(
    ({ theme, weight }) => weight >= leastHeard && !themes.some(hit => hit.theme === theme && hit.weight >= weight),
  )
  if (added.length === 0) return [...themes]
  return [...themes.filter(({ theme }) => !added.some(hit => hit.theme === theme)), ...added].sort((a, b) => b.weight - a.weight)
}

const ofTheParent = new Set([
  'sadness',
  'anxiety',
  'parentOverload',
  'stress',
  'selfEsteem',
  'loneliness',
  'sleep',
  'parenting',
  'anger',
  'suicide',
  'trauma',
])
const ofTheChild = new Set([
  'sadness',
  'loneliness',
  'friends',
  'bullying',
  'behaviour',
  'anger',
  'concentration',
  'anxiety',
  'socialAnxiety',
  'trauma',
  'siblings',
  'grief',
  'languageDelay',
  'selfEsteem',
  'stress',
  'bodyPain',
  'autism',
  'worryAboutChild',
  'selfHarm',
  'diagnosis',
  'learning',
  'divorce',
])
/** What belongs to the home at that age, and is asked of other parents' advice. */
const ofTheHome = new Set([
  'toddler',
  'sleep',
  'parenting',
  'homeSupport',
  'parentOverload',
  'economy',
  'violence',
  'custody',
  'divorce',
  'disability',
  'refugee',
])

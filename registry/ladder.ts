import { type AgeGroup, ageGroups } from './ageGroups.ts'
import type { Offer } from './offer.ts'
import { holds } from './rule.ts'
import { emptySituation, type ThemeId } from './situation.ts'

/** The prevention ladder in three rungs: what anyone can take up (steps 1 and 2), a course for those at risk (3), and what needs a case (4 and 5). */
export const rungs = ['light', 'course', 'case'] as const
export type Rung = (typeof rungs)[number]

export const rungOf = (step: number): Rung => (step <= 2 ? 'light' : step === 3 ? 'course' : 'case')

export interface Ladder {
  /** How many offers of the municipality stand on each of the five steps, with their ids. */
  steps: { step: number; offers: string[] }[]
  /** For every theme, by age: the rungs there are; what is not among them is missing. `nowhere`: no municipality has anything for that age. */
  themes: { theme: ThemeId; ages: { group: AgeGroup; rungs: Rung[]; nowhere: boolean }[] }[]
}

/** The ladder of a municipality as its registry stands: its own offers and the country's, lines aside. Pure. */
export function ladderOf(offers: readonly Offer[], themes: readonly { id: ThemeId }[], municipality: string): Ladder {
  const all = offers.filter(({ kind, status }) => kind === 'offer' && status !== 'ended')
  const here = all.filter(offer => offer.municipality === undefined || offer.municipality === municipality)
  const own = here.filter(offer => offer.municipality === municipality)
  return {
    steps: [1, 2, 3, 4, 5].map(step => ({ step, offers: own.filter(offer => offer.step === step).map(({ id }) => id) })),
    themes: themes.map(({ id }) => {
      const answers = (offer: Offer) => (offer.themes[id] ?? 0) >= 2
      const answering = here.filter(answers)
      const anywhere = all.filter(answers)
      return {
        theme: id,
        ages: ageGroups.map(group => ({
          group: group.id,
          rungs: rungs.filter(rung => answering.some(offer => rungOf(offer.step) === rung && takes(offer, group))),
          nowhere: !anywhere.some(offer => takes(offer, group)),
        })),
      }
    }),
  }
}

/** Whether anyone of the group may have it; what else must be so is unknown and keeps nobody out. */
const takes = (offer: Offer, { from, to }: { from: number; to: number }): boolean =>
  [from, (from + to) / 2, to - 0.1].some(age => offer.rules.every(rule => holds(rule, { ...emptySituation(), age }) !== 'no'))

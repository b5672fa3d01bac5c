import type { Situation } from './situation.ts'

/** Groups that needs are counted by: wide enough to hide people in, narrow enough to plan by. `to` excluded, in years. */
export const ageGroups = [
  { id: '0-2', from: 0, to: 3 },
  { id: '3-5', from: 3, to: 6 },
  { id: '6-9', from: 6, to: 10 },
  { id: '10-12', from: 10, to: 13 },
  { id: '13-15', from: 13, to: 16 },
  { id: '16-17', from: 16, to: 18 },
  { id: '18+', from: 18, to: 30 },
] as const

export type AgeGroup = (typeof ageGroups)[number]['id'] | 'unknown'

/** The group of the child's or young person's age. */
export function ageGroupOf({ age }: Pick<Situation, 'age'>): AgeGroup {
  if (age === undefined) return 'unknown'
  return (ageGroups.find(({ to }) => age < to) ?? ageGroups[ageGroups.length - 1])?.id ?? 'unknown'
}

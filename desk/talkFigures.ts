import type { Month } from './counts.ts'
import { hideSmall, type ShownTable, smallest } from './hideSmall.ts'

/** What a counsellor says came of a conversation, with one press. */
export const outcomes = ['helpedOn', 'referred', 'left', 'unsettled'] as const
export type Outcome = (typeof outcomes)[number]

/** What a citizen answers when a counsellor has ended it. */
export const ratings = ['yes', 'some', 'no'] as const
export type Rating = (typeof ratings)[number]

/** What is counted when a conversation was wrapped up. */
export const outcomeFigures = (outcome: Outcome, offerId?: string): string[] => [
  `talk.closed.${outcome}`,
  ...(outcome === 'referred' && offerId !== undefined ? [`${referredTo}${offerId}`] : []),
]

export const ratingFigure = (rating: Rating): string => `talk.rating.${rating}`

const referredTo = 'talk.referred.'

/** What came of the conversations, by month; small counts hidden. Offers by id, those referred to most first; those with a small count are left out. */
export interface TalkFigures {
  months: string[]
  outcomes: ShownTable
  ratings: ShownTable
  referredTo: { offer: string; count: number }[]
}

/** The figures of these months as they may be shown. Pure. */
export function talkFigures(counted: readonly Month[]): TalkFigures {
  const months = counted.filter(({ figures }) => Object.keys(figures).some(name => name.startsWith('talk.')))
  const table = (names: readonly string[]) => hideSmall(months.map(({ figures }) => names.map(name => figures[name] ?? 0)))
  return {
    months: months.map(({ month }) => month),
    outcomes: table(outcomes.map(outcome => `talk.closed.${outcome}`)),
    ratings: table(ratings.map(ratingFigure)),
    referredTo: referrals(months),
  }
}

/** The table of outcomes may tell how many were referred in all: where what is left out would come to a small count, the least of the others goes too. */
function referrals(months: readonly Month[]): TalkFigures['referredTo'] {
  const offers = new Map<string, number>()
  for (const [name, count] of months.flatMap(({ figures }) => Object.entries(figures))) {
    if (name.startsWith(referredTo)) offers.set(name.slice(referredTo.length), (offers.get(name.slice(referredTo.length)) ?? 0) + count)
  }
  const listed = [...offers]
    .map(([offer, count]) => ({ offer, count }))
    .filter(({ count }) => count >= smallest)
    .sort((a, b) => b.count - a.count || (a.offer < b.offer ? -1 : 1))
  const all = months.reduce((sum, { figures }) => sum + (figures['talk.closed.referred'] ?? 0), 0)
  const leftOut = all - listed.reduce((sum, { count }) => sum + count, 0)
  return leftOut > 0 && leftOut < smallest ? listed.slice(0, -1) : listed
}

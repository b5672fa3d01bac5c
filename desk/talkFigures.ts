import type { Month } from './counts.ts'
import { hideSmall, type Shown, type ShownTable, shown } from './hideSmall.ts'

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

/** What came of the conversations, by month; small counts hidden. Offers by id, those referred to most first. */
export interface TalkFigures {
  months: string[]
  outcomes: ShownTable
  ratings: ShownTable
  referredTo: { offer: string; count: Shown }[]
}

/** The figures of these months as they may be shown. Pure. */
export function talkFigures(counted: readonly Month[]): TalkFigures {
  const months = counted.filter(({ figures }) => Object.keys(figures).some(name => name.startsWith('talk.')))
  const table = (names: readonly string[]) => hideSmall(months.map(({ figures }) => names.map(name => figures[name] ?? 0)))
  const offers = new Map<string, number>()
  for (const [name, count] of months.flatMap(({ figures }) => Object.entries(figures))) {
    if (name.startsWith(referredTo)) offers.set(name.slice(referredTo.length), (offers.get(name.slice(referredTo.length)) ?? 0) + count)
  }
  return {
    months: months.map(({ month }) => month),
    outcomes: table(outcomes.map(outcome => `talk.closed.${outcome}`)),
    ratings: table(ratings.map(ratingFigure)),
    referredTo: [...offers].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([offer, count]) => ({ offer, count: shown(count) })),
  }
}

import { type Course, type Profession, professions } from '../dialogs/course.ts'
import { wentUp } from '../dialogs/wellbeing.ts'
import type { Month } from './counts.ts'
import { hideSmall, type Shown, type ShownTable, shownShare } from './hideSmall.ts'

/** What is counted of courses and of follow-ups, one name for each profession. */
export const courseFigure = (
  kind: Course['kind'],
  what: 'enquired' | 'opened' | 'ended' | 'higher' | 'notHigher',
  profession: Profession,
) => `${kind}.${what}.${profession}`

/** What counts when a course has ended. Pure. */
export function figuresAtEnd({ kind, profession, before, after }: Course): string[] {
  const higher = wentUp(before, after)
  const measured = higher === undefined ? [] : [courseFigure(kind, higher ? 'higher' : 'notHigher', profession)]
  return [courseFigure(kind, 'ended', profession), ...measured]
}

/** What Skive reports: by month and profession, small counts hidden. */
export interface CourseFigures {
  months: string[]
  professions: readonly Profession[]
  enquired: ShownTable
  opened: ShownTable
  ended: ShownTable
  /** Of those measured at both ends, how many per cent were better off; by month, by profession, and of all. */
  higher: { byMonth: Shown[]; byProfession: Shown[]; all: Shown }
}

/** The figures of these months as they may be shown. Pure. */
export function courseFigures(counted: readonly Month[], kind: Course['kind']): CourseFigures {
  const months = counted.filter(({ figures }) => Object.keys(figures).some(name => name.startsWith(`${kind}.`)))
  const table = (what: Parameters<typeof courseFigure>[1]) =>
    months.map(({ figures }) => professions.map(profession => figures[courseFigure(kind, what, profession)] ?? 0))
  const [higher, notHigher] = [table('higher'), table('notHigher')]
  const share = (row?: number, column?: number) => {
    const [better, others] = [total(higher, row, column), total(notHigher, row, column)]
    return shownShare(better, better + others)
  }
  const all = share()
  // Shares of parts beside the share of all would give hidden parts away: they are shown only where each of them can be.
  const byMonth = allOrNone(months.map((_, row) => share(row)))
  const byProfession = allOrNone(professions.map((_, column) => share(undefined, column)))
  return {
    months: months.map(({ month }) => month),
    professions,
    enquired: hideSmall(table('enquired')),
    opened: hideSmall(table('opened')),
    ended: hideSmall(table('ended')),
    higher: { byMonth, byProfession, all },
  }
}

function total(table: number[][], row?: number, column?: number): number {
  const rows = row === undefined ? table : table.slice(row, row + 1)
  return rows.flatMap(cells => (column === undefined ? cells : cells.slice(column, column + 1))).reduce((sum, count) => sum + count, 0)
}

const allOrNone = (shares: Shown[]): Shown[] => (shares.includes('hidden') ? shares.map(() => 'hidden') : shares)

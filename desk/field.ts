import { compareWaiting, type Waiting } from './queue.ts'

/** What a counsellor knows best, and how long those who wait are left to whoever knows their matter best. */
export interface Field {
  districts: readonly string[]
  themes: readonly string[]
  /** Milliseconds; then they are everyone's. */
  ownFirst: number
}

/** Whoever has chosen nothing knows everything equally well. */
export function isOwn({ district, themes }: Pick<Waiting, 'district' | 'themes'>, field: Field): boolean {
  if (field.districts.length === 0 && field.themes.length === 0) return true
  return (district !== undefined && field.districts.includes(district)) || themes.some(theme => field.themes.includes(theme))
}

/**
 * Until when someone stands behind a counsellor's own; undefined: not at all. Nobody in danger, and nobody who lost their counsellor, ever stands
 * behind anyone for the sake of a field.
 */
export function behindUntil(waiting: Waiting, field: Field): Date | undefined {
  if (waiting.urgency !== 'none' || waiting.head || isOwn(waiting, field)) return undefined
  return new Date(Date.parse(waiting.since) + field.ownFirst)
}

/** The first of these for this counsellor at this moment. */
export function firstIn(candidates: readonly Waiting[], field: Field, now: Date): Waiting | undefined {
  const isBehind = (waiting: Waiting) => (behindUntil(waiting, field)?.getTime() ?? 0) > now.getTime()
  return candidates.toSorted(
    (a, b) => (a.urgency === b.urgency && a.head === b.head ? Number(isBehind(a)) - Number(isBehind(b)) : 0) || compareWaiting(a, b),
  )[0]
}

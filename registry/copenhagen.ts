/** A moment as the clock on the wall in Denmark shows it: whole days since 1 January 1970 and milliseconds since midnight. */
export interface WallClock {
  day: number
  time: number
}

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

/** What the clock shows at this moment. Pure; no Intl, for it runs in every turn. */
export function wallClock(at: Date): WallClock {
  const local = at.getTime() + offsetAt(at.getTime())
  const day = Math.floor(local / dayMs)
  return { day, time: local - day * dayMs }
}

/**
 * The moment when the clock shows this. In the autumn night one hour comes twice: the first of them, or the `last` where asked.
 * In the spring night one hour is missing: as much later as the clock was moved.
 */
export function momentOf({ day, time }: WallClock, last = false): Date {
  const local = day * dayMs + time
  const [summer, winter] = [local - 2 * hourMs, local - hourMs]
  const fits = [summer, winter].filter(moment => moment + offsetAt(moment) === local)
  return new Date((last ? fits.at(-1) : fits[0]) ?? winter)
}

/** Monday is 1. Day 0, 1 January 1970, was a Thursday. */
export const weekday = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1

export const dayNumber = (year: number, month: number, date: number): number => Date.UTC(year, month - 1, date) / dayMs

export const yearOf = (day: number): number => new Date(day * dayMs).getUTCFullYear()

/** Summer time runs from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of October (EU directive 2000/84). */
function offsetAt(moment: number): number {
  const { begins, ends } = summerTime(new Date(moment).getUTCFullYear())
  return moment >= begins && moment < ends ? 2 * hourMs : hourMs
}

const summers = new Map<number, { begins: number; ends: number }>()

function summerTime(year: number): { begins: number; ends: number } {
  const known = summers.get(year)
  if (known) return known
  const summer = { begins: lastSunday(year, 3) * dayMs + hourMs, ends: lastSunday(year, 10) * dayMs + hourMs }
  summers.set(year, summer)
  return summer
}

function lastSunday(year: number, month: number): number {
  const last = dayNumber(year, month + 1, 0)
  return last - (weekday(last) % 7)
}

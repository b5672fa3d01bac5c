import { dayNumber, yearOf } from './copenhagen.ts'

/** Whether a day (counted from 1 January 1970) is a Danish public holiday. Store bededag was one until 2023. */
export function isHoliday(day: number): boolean {
  const year = yearOf(day)
  const known = years.get(year) ?? holidaysOf(year)
  years.set(year, known)
  return known.has(day)
}

const years = new Map<number, ReadonlySet<number>>()

function holidaysOf(year: number): ReadonlySet<number> {
  const easter = easterSunday(year)
  const aroundEaster = [-3, -2, 0, 1, 39, 49, 50].map(days => easter + days)
  const fixed = [dayNumber(year, 1, 1), dayNumber(year, 12, 25), dayNumber(year, 12, 26)]
  return new Set([...aroundEaster, ...fixed, ...(year < 2024 ? [easter + 26] : [])])
}

/** Easter Sunday by the anonymous Gregorian computation (Meeus, Astronomical Algorithms, chapter 8). */
function easterSunday(year: number): number {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const inCentury = year % 100
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451)
  const march = epact + toSunday - 7 * late + 114
  return dayNumber(year, Math.floor(march / 31), (march % 31) + 1)
}

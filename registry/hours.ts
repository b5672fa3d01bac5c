import { dayNumber, minuteMs, momentOf, wallClock, weekday } from './copenhagen.ts'
import { isHoliday } from './holidays.ts'
import type { OpeningHours } from './registry.ts'

/**
 * Whether somebody answers at this moment on any channel, and when that changes. `open` undefined: the hours are not known. Open without
 * `until`: round the clock. Wall-clock time in Denmark, summer time, public holidays and hours past midnight included. Pure.
 */
export function openState(hours: OpeningHours, at: Date): { open: boolean | undefined; until?: Date; opensAt?: Date } {
  if (hours.channels.some(({ always }) => always)) return { open: true }
  const now = at.getTime()
  const today = wallClock(at).day
  // Yesterday too: what opened then may still be open after midnight.
  const around = [...spansOn(today - 1, hours), ...spansOn(today, hours)]
  if (around.some(({ opens, closes }) => opens <= now && now < closes)) return { open: true, ...closing(hours, around, now, today) }
  if (hours.channels.some(({ intervals }) => intervals === undefined)) return { open: undefined }
  return { open: false, ...opening(hours, around, now, today) }
}

/** Open for so long without end in sight is round the clock. */
const daysOpen = 15
/** For the next opening: the summer holidays of schools are six to seven weeks. */
const daysAhead = 60

interface Span {
  opens: number
  closes: number
}

/** The end of the spell that runs now. Spells that touch or overlap are one; without end in sight it is round the clock. */
function closing(hours: OpeningHours, around: Span[], now: number, today: number): { until?: Date } {
  const spans = [...around]
  let until = extended(now, spans)
  for (let day = today + 1; day <= today + daysOpen; day++) {
    spans.push(...spansOn(day, hours))
    const further = extended(until, spans)
    if (further === until && wallClock(new Date(until)).day < day) return { until: new Date(until) }
    until = further
  }
  return {}
}

/** How far one comes from this moment through spells that follow each other without a gap. */
function extended(moment: number, spans: Span[]): number {
  const next = spans.find(({ opens, closes }) => opens <= moment && moment < closes)
  return next ? extended(next.closes, spans) : moment
}

function opening(hours: OpeningHours, around: Span[], now: number, today: number): { opensAt?: Date } {
  for (let day = today, spans = around; day <= today + daysAhead; day++, spans = spansOn(day, hours)) {
    const ahead = spans.map(({ opens }) => opens).filter(opens => opens > now)
    if (ahead.length > 0) return { opensAt: new Date(Math.min(...ahead)) }
  }
  return {}
}

function spansOn(day: number, { channels }: OpeningHours): Span[] {
  const name = weekday(day)
  return channels.flatMap(channel =>
    intervalsOn(day, channel)
      .filter(({ days }) => days.includes(name))
      .map(({ opens, closes }) => span(day, timeOf(opens), timeOf(closes))),
  )
}

/** What holds on this day: its own hours where it has them, else the week's, unless it is a holiday. */
function intervalsOn(day: number, { intervals = [], closedOnHolidays, special = [] }: OpeningHours['channels'][number]) {
  const own = special.find(({ from, to }) => dayOf(from) <= day && day <= dayOf(to))
  if (own) return own.intervals ?? []
  return closedOnHolidays && isHoliday(day) ? [] : intervals
}

function span(day: number, opens: number, closes: number): Span {
  const end = closes <= opens ? { day: day + 1, time: closes } : { day, time: closes }
  return { opens: momentOf({ day, time: opens }).getTime(), closes: momentOf(end, true).getTime() }
}

/** "09:30" in milliseconds since midnight. */
const timeOf = (clock: string) => (Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))) * minuteMs

/** "2026-10-12" in days since 1 January 1970. */
const dayOf = (date: string) => dayNumber(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)))

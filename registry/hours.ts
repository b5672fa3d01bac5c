import { minuteMs, momentOf, wallClock, weekday } from './copenhagen.ts'
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

/** A line open one day a week may be closed for a holiday: the opening after that lies two weeks ahead. */
const daysAhead = 15

interface Span {
  opens: number
  closes: number
}

/** The end of the spell that runs now. Spells that touch or overlap are one; without end in sight it is round the clock. */
function closing(hours: OpeningHours, around: Span[], now: number, today: number): { until?: Date } {
  const spans = [...around]
  let until = extended(now, spans)
  for (let day = today + 1; day <= today + daysAhead; day++) {
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
  return channels.flatMap(({ intervals = [], closedOnHolidays }) =>
    closedOnHolidays && isHoliday(day)
      ? []
      : intervals.filter(({ days }) => days.includes(name)).map(({ opens, closes }) => span(day, timeOf(opens), timeOf(closes))),
  )
}

function span(day: number, opens: number, closes: number): Span {
  const end = closes <= opens ? { day: day + 1, time: closes } : { day, time: closes }
  return { opens: momentOf({ day, time: opens }).getTime(), closes: momentOf(end, true).getTime() }
}

/** "09:30" in milliseconds since midnight. */
const timeOf = (clock: string) => (Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))) * minuteMs

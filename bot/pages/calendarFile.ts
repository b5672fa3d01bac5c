import ical, { ICalCalendarMethod } from 'ical-generator'

/** An appointment as a calendar file (RFC 5545). Its name says nothing of what it is about: others may see the calendar. */
export function calendarFile(event: {
  id: string
  start: Date
  minutes: number
  summary: string
  where?: string | undefined
  now: Date
}): string {
  const { id, start, minutes, summary, where, now } = event
  const calendar = ical({ prodId: { company: 'Brobygger', product: 'Brobygger' }, method: ICalCalendarMethod.PUBLISH })
  calendar.createEvent({
    id,
    stamp: now,
    start,
    end: new Date(start.getTime() + minutes * 60_000),
    summary,
    ...(where !== undefined && { location: where }),
  })
  return calendar.toString()
}

import { expect } from 'chai'
import { wallClock } from '../../registry/copenhagen.ts'
import { isHoliday } from '../../registry/holidays.ts'
import { openState } from '../../registry/hours.ts'
import { loadRegistry } from '../../registry/load.ts'
import type { OpeningHours } from '../../registry/registry.ts'

const hourMs = 3_600_000
const registry = await loadRegistry(new URL('../../data/', import.meta.url))
const line = (id: string) => registry.helplines.find(hours => hours.id === id) as OpeningHours // held by the registry's own checks

describe('opening hours', () => {
  it('are right for every hour of three years, both clock changes included', () => {
    const lines = [...registry.helplines, ...invented]
    for (const year of [2023, 2024, 2026]) {
      const hours = (Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1)) / hourMs
      expect(hours).to.equal(year % 4 === 0 ? 8784 : 8760)
      for (let hour = 0; hour < hours; hour++) {
        const at = new Date(Date.UTC(year, 0, 1) + hour * hourMs)
        const wall = byIntl(at)
        for (const hours of lines) {
          const expected = plainly(hours, wall)
          const { open } = openState(hours, at)
          if (open !== expected) expect.fail(`${hours.id} ${at.toISOString()}: ${open}, expected ${expected}`)
        }
      }
    }
  }).timeout(60_000)

  it('say when it closes and when it opens again, to the minute', () => {
    for (const hours of [...registry.helplines, ...invented]) {
      for (let hour = 0; hour < 8760; hour += 13) {
        const at = new Date(Date.UTC(2026, 0, 1) + hour * hourMs + 13 * 60_000)
        const { open, until, opensAt } = openState(hours, at)
        const change = open ? until : opensAt
        if (change === undefined) continue
        expect(change.getTime(), hours.id).to.be.greaterThan(at.getTime())
        expect(openState(hours, new Date(change.getTime() - 60_000)).open, `${hours.id} before ${change.toISOString()}`).to.equal(open)
        expect(openState(hours, change).open, `${hours.id} at ${change.toISOString()}`).to.not.equal(open)
        const between = new Date((at.getTime() + change.getTime()) / 2)
        expect(openState(hours, between).open, `${hours.id} halfway, ${between.toISOString()}`).to.equal(open)
      }
    }
  }).timeout(60_000)

  it('let Livslinien sleep from five to nine in the morning', () => {
    const livslinien = line('livslinien')
    expect(openState(livslinien, new Date('2026-11-22T04:59:00+01:00'))).to.deep.equal({
      open: true,
      until: new Date('2026-11-22T05:00:00+01:00'),
    })
    expect(openState(livslinien, new Date('2026-11-22T05:00:00+01:00'))).to.deep.equal({
      open: false,
      opensAt: new Date('2026-11-22T09:00:00+01:00'),
    })
  })

  it('keep a line open through the night when the clock is moved', () => {
    const livslinien = line('livslinien')
    expect(openState(livslinien, new Date('2026-03-29T00:30:00Z')).until).to.deep.equal(new Date('2026-03-29T05:00:00+02:00'))
    expect(openState(livslinien, new Date('2026-10-25T00:30:00Z')).until).to.deep.equal(new Date('2026-10-25T05:00:00+01:00'))
  })

  it('never close a line that is open round the clock, and say nothing where hours are unknown', () => {
    expect(openState(line('akut-112'), new Date('2026-12-24T18:00:00+01:00'))).to.deep.equal({ open: true })
    expect(openState(line('foraeldretelefonen'), new Date('2026-11-23T12:00:00+01:00'))).to.deep.equal({ open: undefined })
  })

  it('are unknown, not closed, when another channel of the line has unknown hours', () => {
    const psykiatrifonden = line('psykiatrifonden')
    expect(openState(psykiatrifonden, new Date('2026-11-23T11:00:00+01:00')).open).to.equal(true)
    expect(openState(psykiatrifonden, new Date('2026-11-23T23:00:00+01:00')).open).to.equal(undefined)
  })

  it('are closed on public holidays where the line says weekdays', () => {
    const depression = line('depressionslinien')
    expect(openState(depression, new Date('2026-05-14T20:00:00+02:00')), 'Ascension Day').to.deep.equal({
      open: false,
      opensAt: new Date('2026-05-15T19:00:00+02:00'),
    })
    expect(openState(depression, new Date('2024-04-26T20:00:00+02:00')).open, 'no more Store bededag').to.equal(true)
    expect(openState(depression, new Date('2023-05-05T20:00:00+02:00')).open, 'Store bededag').to.equal(false)
  })
})

describe('Danish holidays', () => {
  it('are those of the calendar', () => {
    const calendar: Record<number, string[]> = {
      2023: ['01-01', '04-06', '04-07', '04-09', '04-10', '05-05', '05-18', '05-28', '05-29', '12-25', '12-26'],
      2024: ['01-01', '03-28', '03-29', '03-31', '04-01', '05-09', '05-19', '05-20', '12-25', '12-26'],
      2026: ['01-01', '04-02', '04-03', '04-05', '04-06', '05-14', '05-24', '05-25', '12-25', '12-26'],
      2027: ['01-01', '03-25', '03-26', '03-28', '03-29', '05-06', '05-16', '05-17', '12-25', '12-26'],
      2038: ['01-01', '04-22', '04-23', '04-25', '04-26', '06-03', '06-13', '06-14', '12-25', '12-26'],
    }
    for (const [year, days] of Object.entries(calendar)) {
      const found: string[] = []
      for (let at = Date.UTC(Number(year), 0, 1); at < Date.UTC(Number(year) + 1, 0, 1); at += 24 * hourMs)
        if (isHoliday(at / (24 * hourMs))) found.push(new Date(at).toISOString().slice(5, 10))
      expect(found, year).to.deep.equal(days)
    }
  })
})

describe('the clock in Copenhagen', () => {
  it('shows what Intl says, every half hour of thirty years', () => {
    const format = intl()
    for (let at = Date.UTC(2010, 0, 1); at < Date.UTC(2040, 0, 1); at += 37 * hourMs + 1_800_000) {
      const { day, time } = wallClock(new Date(at))
      const shown = `${new Date(day * 24 * hourMs).toISOString().slice(0, 10)} ${new Date(time).toISOString().slice(11, 16)}`
      expect(shown).to.equal(format.format(new Date(at)))
    }
  })
})

/** Lines made to be difficult: across midnight, two spells a day, to midnight, the small hours, one day a week. */
const invented: OpeningHours[] = [
  made('night', [{ days: [5, 6], opens: '22:00', closes: '04:00' }]),
  made('spells', [
    { days: [1, 2, 3, 4, 5], opens: '09:00', closes: '12:00' },
    { days: [1, 2, 3, 4, 5], opens: '13:00', closes: '24:00' },
  ]),
  made('small-hours', [{ days: [7, 1], opens: '01:00', closes: '05:00' }], true),
  made('whole-day', [{ days: [3], opens: '08:00', closes: '08:00' }], true),
]

function made(id: string, intervals: NonNullable<OpeningHours['channels'][number]['intervals']>, closedOnHolidays = false): OpeningHours {
  return { id, channels: [{ channel: 'phone', intervals, closedOnHolidays }], source: 'test', checked: '2026-11-22' }
}

interface Wall {
  date: string
  minutes: number
}

const intl = () =>
  new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Copenhagen',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })

const format = intl()

function byIntl(at: Date): Wall {
  const [date = '', clock = ''] = format.format(at).split(' ')
  return { date, minutes: minutes(clock) }
}

const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

/** The plain reading: today's hours, or yesterday's that run past midnight. */
function plainly(hours: OpeningHours, wall: Wall): boolean | undefined {
  if (hours.channels.some(({ always }) => always)) return true
  if (hours.channels.some(channel => answers(channel, wall))) return true
  return hours.channels.every(({ intervals }) => intervals) ? false : undefined
}

function answers({ intervals = [], closedOnHolidays }: OpeningHours['channels'][number], { date, minutes: now }: Wall): boolean {
  const before = shifted(date, -1)
  const works = (day: string, days: number[]) => days.includes(weekdayOf(day)) && !(closedOnHolidays && publicHolidays.has(day))
  return intervals.some(({ days, opens, closes }) => {
    const [from, to] = [minutes(opens), minutes(closes)]
    if (to > from) return works(date, days) && now >= from && now < to
    return (works(date, days) && now >= from) || (works(before, days) && now < to)
  })
}

const shifted = (date: string, days: number) => new Date(Date.parse(date) + days * 24 * hourMs).toISOString().slice(0, 10)
const weekdayOf = (date: string) => new Date(date).getUTCDay() || 7

/** Easter Sundays from the almanac; the other movable days follow from them. */
const easters = [
  '2022-04-17',
  '2023-04-09',
  '2024-03-31',
  '2025-04-20',
  '2026-04-05',
  '2027-03-28',
  '2028-04-16',
  '2029-04-01',
  '2030-04-21',
]
const publicHolidays = new Set(
  easters.flatMap(easter => {
    const year = easter.slice(0, 4)
    const movable = [-3, -2, 0, 1, 39, 49, 50].map(days => shifted(easter, days))
    return [...movable, `${year}-01-01`, `${year}-12-25`, `${year}-12-26`, ...(year < '2024' ? [shifted(easter, 26)] : [])]
  }),
)

import { expect } from 'chai'
import fc from 'fast-check'
import {
  type Course,
  type CourseChange,
  closeCourse,
  contact,
  dueOfCourse,
  isLate,
  mark,
  measure,
  move,
  nextSession,
  openCourse,
  plan,
  planSeries,
} from '../../dialogs/course.ts'
import { wentUp, who5Score } from '../../dialogs/wellbeing.ts'

const day = (number: number, hour = 10) => new Date(Date.UTC(2026, 0, 1 + number, hour))
const meeting = { kind: 'meeting', where: 'Sundhedshuset' } as const
const opened = (kind: Course['kind'] = 'course') => openCourse({ id: 'c', kind, municipality: 'skive', profession: 'psychologist' }, day(0))
const done = (change: CourseChange): Course => {
  if (!change.ok) throw new Error(change.why)
  return change.course
}
const held = (course: Course, number: number) => {
  const planned = done(plan(course, { at: day(number * 7), place: meeting }, day(number * 7 - 1)))
  return done(mark(planned, number, 'held', day(number * 7, 12)))
}

describe('a course', () => {
  it('is planned, moved, missed and held, and keeps no address of what is over', () => {
    let course = done(plan(opened(), { at: day(5), place: meeting }, day(1)))
    expect(plan(course, { at: day(6), place: meeting }, day(1))).to.deep.equal({ ok: false, why: 'planned' })
    course = done(move(course, 1, { at: day(6), place: { kind: 'phone' } }, day(2)))
    expect(nextSession(course)).to.deep.include({ at: day(6).toISOString(), moved: 1 })
    expect(mark(course, 1, 'held', day(2)), 'before its day').to.deep.equal({ ok: false, why: 'early' })
    course = done(mark(course, 1, 'missed', day(6, 12)))
    expect(mark(course, 1, 'missed', day(7))).to.deep.equal({ ok: true, course })
    course = done(plan(course, { at: day(9), place: meeting }, day(7)))
    course = done(mark(course, 2, 'held', day(9, 12)))
    expect(course.sessions.map(({ state }) => state)).to.deep.equal(['missed', 'held'])
    expect(JSON.stringify(course)).not.to.include('Sundhedshuset')
  })

  it('gives five sessions; a sixth needs a reason', () => {
    const course = [1, 2, 3, 4, 5].reduce(held, opened())
    const sixth = { at: day(45), place: meeting }
    expect(plan(course, sixth, day(40))).to.deep.equal({ ok: false, why: 'needsReason' })
    expect(done(plan(course, { ...sixth, reason: 'bridge' }, day(40))).sessions.at(-1)).to.deep.include({ number: 6, reason: 'bridge' })
  })

  it('does not count a missed session among the five', () => {
    const course = [1, 2, 3, 4].reduce(held, opened())
    const missed = done(mark(done(plan(course, { at: day(35), place: meeting }, day(34))), 5, 'missed', day(35, 12)))
    expect(plan(missed, { at: day(40), place: meeting }, day(36)).ok).to.equal(true)
  })

  it('plans nothing in the past, nor years ahead', () => {
    expect(plan(opened(), { at: day(1), place: meeting }, day(2))).to.deep.equal({ ok: false, why: 'past' })
    expect(plan(opened(), { at: day(500), place: meeting }, day(2))).to.deep.equal({ ok: false, why: 'far' })
  })

  it('is late when nobody has reached the citizen within a week', () => {
    expect(isLate(opened(), day(7))).to.equal(false)
    expect(isLate(opened(), day(8))).to.equal(true)
    expect(isLate(done(contact(opened(), day(6))), day(8))).to.equal(false)
    expect(isLate(done(plan(opened(), { at: day(20), place: meeting }, day(6))), day(8))).to.equal(false)
  })

  it('takes no more once it is closed, and is forgotten 30 days later', () => {
    const planned = done(plan(opened(), { at: day(20), place: meeting }, day(1)))
    const closed = done(closeCourse(planned, 'done', ['sind', 'sind'], day(10)))
    expect(closed.closed?.referrals).to.deep.equal(['sind'])
    expect(closed.sessions).to.deep.equal([])
    for (const change of [
      plan(closed, { at: day(30), place: meeting }, day(11)),
      move(closed, 1, { at: day(30), place: meeting }, day(11)),
      mark(closed, 1, 'held', day(20)),
      contact(closed, day(11)),
    ])
      expect(change).to.deep.equal({ ok: false, why: 'closed' })
    expect(closeCourse(closed, 'stopped', [], day(12))).to.deep.equal({ ok: true, course: closed })
    expect(dueOfCourse(closed, day(39))).to.equal('nothing')
    expect(dueOfCourse(closed, day(40))).to.equal('forget')
  })

  it('closes by itself when nobody touches it for 120 days after its last day', () => {
    const planned = done(plan(opened(), { at: day(50), place: meeting }, day(1)))
    expect(dueOfCourse(planned, day(169))).to.equal('nothing')
    expect(dueOfCourse(planned, day(170))).to.equal('close')
  })

  it('as a follow-up has three check-ins, planned at once', () => {
    const series = done(planSeries(opened('followUp'), { at: day(3), place: { kind: 'chat' } }, 14, day(0)))
    expect(series.sessions.map(({ at }) => at)).to.deep.equal([day(3), day(17), day(31)].map(at => at.toISOString()))
    expect(planSeries(series, { at: day(3), place: { kind: 'chat' } }, 14, day(0))).to.deep.equal({ ok: false, why: 'planned' })
    expect(plan(series, { at: day(60), place: { kind: 'chat' } }, day(1))).to.deep.equal({ ok: false, why: 'needsReason' })
  })
})

describe('wellbeing', () => {
  it('is WHO-5 from 0 to 100, and nothing where an answer is missing or out of range', () => {
    expect(who5Score([0, 0, 0, 0, 0])).to.equal(0)
    expect(who5Score([5, 5, 5, 5, 5])).to.equal(100)
    expect(who5Score([3, 2, 4, 3, 1])).to.equal(52)
    for (const answers of [
      [6, 1, 1, 1, 1],
      [-1, 1, 1, 1, 1],
      [1, 1, 1, 1],
      [1, 1, 1, 1, 1, 1],
      [1.5, 1, 1, 1, 1],
      [Number.NaN, 1, 1, 1, 1],
    ])
      expect(who5Score(answers), String(answers)).to.equal(undefined)
  })

  it('went up by the ruler first, then by one’s own number, then by WHO-5; by nothing where an end is missing', () => {
    expect(wentUp({ ruler: 3, own: 8 }, { ruler: 2, own: 4 })).to.equal(true)
    expect(wentUp({ ruler: 3, own: 4 }, { own: 6 })).to.equal(true)
    expect(wentUp({ who5: 40 }, { who5: 40 })).to.equal(false)
    expect(wentUp({ own: 3 }, { who5: 60 })).to.equal(undefined)
    expect(wentUp(undefined, { own: 3 })).to.equal(undefined)
  })

  it('lays the citizen’s scores and the professional’s over one another', () => {
    const course = done(measure(done(measure(opened(), 'before', { own: 3 }, day(1))), 'before', { ruler: 4, worries: ['mood'] }, day(2)))
    expect(course.before).to.deep.equal({ own: 3, ruler: 4, worries: ['mood'] })
  })
})

describe('whatever is done with a course', () => {
  const at = fc.integer({ min: 0, max: 200 })
  const doing = fc.oneof(
    fc.record({
      what: fc.constant('plan' as const),
      at,
      reason: fc.option(fc.constantFrom('bridge' as const, 'newEvent' as const), { nil: undefined }),
    }),
    fc.record({ what: fc.constant('move' as const), at, number: fc.integer({ min: 1, max: 8 }) }),
    fc.record({ what: fc.constantFrom('held' as const, 'missed' as const), number: fc.integer({ min: 1, max: 8 }) }),
    fc.record({ what: fc.constantFrom('contact' as const, 'close' as const, 'later' as const) }),
  )

  it('it has one planned session at most, none too many without a reason, and nothing comes after its end', () => {
    fc.assert(
      fc.property(fc.array(doing, { maxLength: 60 }), doings => {
        let course = opened()
        let now = 0
        for (const one of doings) {
          if (one.what === 'later') now += 5
          const before = course
          const change = apply(course, one, day(now))
          if (change.ok) course = change.course
          if (before.closed) expect(course).to.equal(before)
          expect(course.sessions.filter(({ state }) => state === 'planned').length).to.be.at.most(course.closed ? 0 : 1)
          const held = course.sessions.filter(({ state }) => state === 'held')
          expect(held.filter(({ reason }) => reason === undefined).length).to.be.at.most(5)
          expect(new Set(course.sessions.map(({ number }) => number)).size).to.equal(course.sessions.length)
        }
      }),
      { numRuns: 300 },
    )
  })

  type Doing = typeof doing extends fc.Arbitrary<infer D> ? D : never
  function apply(course: Course, one: Doing, now: Date): CourseChange {
    if (one.what === 'plan') return plan(course, { at: day(one.at), place: meeting, reason: one.reason }, now)
    if (one.what === 'move') return move(course, one.number, { at: day(one.at), place: meeting }, now)
    if (one.what === 'held' || one.what === 'missed') return mark(course, one.number, one.what, now)
    if (one.what === 'contact') return contact(course, now)
    return one.what === 'close' ? closeCourse(course, 'done', [], now) : { ok: true, course }
  }
})

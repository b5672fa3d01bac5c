import type { Measure } from './wellbeing.ts'

/** Up to five sessions with a professional without a case; or three check-ins after an assessment. Known by a code only: no name, no text of talks. */
export interface Course {
  id: string
  kind: 'course' | 'followUp'
  municipality: string
  profession: Profession
  /** Keyed hash of the citizen's code, once they have been shown it. */
  code?: string
  openedAt: string
  /** When the citizen was first met, called or given a time. */
  contactedAt?: string
  sessions: Session[]
  before?: Measure
  after?: Measure
  closed?: { at: string; why: 'done' | 'stopped' | 'silent'; referrals: string[] }
  /** Of the last change; a course nobody touches closes by itself. */
  changedAt: string
}

/** Whom a course is with; Skive's three. */
export const professions = ['psychologist', 'socialWorker', 'healthVisitor'] as const
export type Profession = (typeof professions)[number]

/** Where a session is held; the address of a meeting is forgotten when it is over. */
export type Place = { kind: 'chat' } | { kind: 'phone' } | { kind: 'meeting'; where: string }

export type Session =
  | { number: number; state: 'planned'; at: string; place: Place; moved?: number; reason?: ExtraReason }
  | { number: number; state: 'held' | 'missed'; at: string; moved?: number; reason?: ExtraReason }

/** Why there is one session more than the municipality gives. */
export const extraReasons = ['newEvent', 'bridge', 'almostThere'] as const
export type ExtraReason = (typeof extraReasons)[number]

export type CourseChange = { ok: true; course: Course } | { ok: false; why: CourseWhy }
export type CourseWhy = 'closed' | 'past' | 'far' | 'planned' | 'needsReason' | 'noSuchSession' | 'early'

/** Held sessions without a reason: Skive's five, Holstebro's three. */
export const sessionsGiven = { course: 5, followUp: 3 } as const

const day = 24 * 3600_000
/** The first contact comes within a week. */
export const contactWithin = 7 * day
/** A closed course is forgotten after this; an untouched one is closed after the other. */
export const keptAfterClose = 30 * day
export const closedWhenSilent = 120 * day
const longestAhead = 366 * day

/** A new course without a session yet. Pure. */
export function openCourse(wanted: Pick<Course, 'id' | 'kind' | 'municipality' | 'profession'>, now: Date): Course {
  const at = now.toISOString()
  return { ...wanted, openedAt: at, changedAt: at, sessions: [] }
}

/** Plans the three check-ins of a follow-up at once, evenly apart from the first. Pure. */
export function planSeries(course: Course, first: { at: Date; place: Place }, daysApart: number, now: Date): CourseChange {
  if (course.kind !== 'followUp' || course.sessions.length > 0) return refused('planned')
  let change: CourseChange = { ok: true, course }
  for (let index = 0; index < sessionsGiven.followUp && change.ok; index++) {
    change = plan(change.course, { ...first, at: new Date(first.at.getTime() + index * daysApart * day) }, now)
  }
  return change
}

/** Plans the next session. One more than is given needs a reason. Pure. */
export function plan(course: Course, when: { at: Date; place: Place; reason?: ExtraReason | undefined }, now: Date): CourseChange {
  const refusal = mayPlan(course, when.at, now)
  if (refusal) return refused(refusal)
  const planned = course.sessions.filter(({ state }) => state === 'planned').length
  if (course.kind === 'course' && planned > 0) return refused('planned')
  const extra = heldIn(course) + planned >= sessionsGiven[course.kind]
  if (extra && when.reason === undefined) return refused('needsReason')
  const number = course.sessions.length + 1
  const session: Session = {
    number,
    state: 'planned',
    at: when.at.toISOString(),
    place: when.place,
    ...(extra && when.reason !== undefined && { reason: when.reason }),
  }
  return changed({ ...contacted(course, now), sessions: [...course.sessions, session] }, now)
}

/** A planned session gets another time or place. Pure. */
export function move(course: Course, number: number, when: { at: Date; place: Place }, now: Date): CourseChange {
  const refusal = mayPlan(course, when.at, now)
  if (refusal) return refused(refusal)
  const session = plannedIn(course, number)
  if (!session) return refused('noSuchSession')
  const moved: Session = { ...session, at: when.at.toISOString(), place: when.place, moved: (session.moved ?? 0) + 1 }
  return changed(withSession(course, moved), now)
}

/** A planned session was held, or the citizen did not come. Not before its day; said twice, it changes nothing. Pure. */
export function mark(course: Course, number: number, state: 'held' | 'missed', now: Date): CourseChange {
  if (course.closed) return refused('closed')
  if (course.sessions.some(session => session.number === number && session.state === state)) return { ok: true, course }
  const session = plannedIn(course, number)
  if (!session) return refused('noSuchSession')
  if (new Date(session.at).getTime() - now.getTime() > day) return refused('early')
  const { place: _, ...rest } = session
  return changed(withSession(contacted(course, now), { ...rest, state }), now)
}

/** The citizen was reached, with or without a time for the first session. Pure. */
export const contact = (course: Course, now: Date): CourseChange =>
  course.closed ? refused('closed') : course.contactedAt !== undefined ? { ok: true, course } : changed(contacted(course, now), now)

/** Scores of before the first or after the last session, laid over those that are there: the citizen's and the professional's come apart. Pure. */
export function measure(course: Course, when: 'before' | 'after', scores: Measure, now: Date): CourseChange {
  if (course.closed && when === 'before') return refused('closed')
  return changed({ ...course, [when]: { ...course[when], ...scores } }, now)
}

/** Ends the course, with the offers the citizen goes on to. What was planned still falls away. Ending twice changes nothing. Pure. */
export function closeCourse(course: Course, why: 'done' | 'stopped' | 'silent', referrals: string[], now: Date): CourseChange {
  if (course.closed) return { ok: true, course }
  const sessions = course.sessions.filter(({ state }) => state !== 'planned')
  return changed({ ...course, sessions, closed: { at: now.toISOString(), why, referrals: [...new Set(referrals)] } }, now)
}

/** What the clock asks: nothing, that an untouched course is closed, or that a closed one is forgotten. Pure. */
export function dueOfCourse({ closed, changedAt, sessions }: Course, now: Date): 'nothing' | 'close' | 'forget' {
  const since = (at: string) => now.getTime() - new Date(at).getTime()
  if (closed) return since(closed.at) >= keptAfterClose ? 'forget' : 'nothing'
  const last = [changedAt, ...sessions.map(({ at }) => at)].reduce((a, b) => (a > b ? a : b))
  return since(last) >= closedWhenSilent ? 'close' : 'nothing'
}

/** Whether nobody has reached the citizen within a week. Pure. */
export const isLate = ({ closed, contactedAt, openedAt }: Course, now: Date): boolean =>
  closed === undefined && contactedAt === undefined && now.getTime() - new Date(openedAt).getTime() > contactWithin

export const heldIn = ({ sessions }: Course): number => sessions.filter(({ state }) => state === 'held').length

/** The planned session that comes next. */
export const nextSession = ({ sessions }: Course) =>
  sessions.filter(session => session.state === 'planned').sort((a, b) => (a.at < b.at ? -1 : 1))[0]

function mayPlan(course: Course, at: Date, now: Date): CourseWhy | undefined {
  if (course.closed) return 'closed'
  if (at.getTime() < now.getTime()) return 'past'
  return at.getTime() - now.getTime() > longestAhead ? 'far' : undefined
}

const plannedIn = ({ sessions }: Course, number: number) =>
  sessions.filter(session => session.state === 'planned').find(session => session.number === number)

const withSession = (course: Course, session: Session): Course => ({
  ...course,
  sessions: course.sessions.map(one => (one.number === session.number ? session : one)),
})

const contacted = (course: Course, now: Date): Course => ({ ...course, contactedAt: course.contactedAt ?? now.toISOString() })
const changed = (course: Course, now: Date): CourseChange => ({ ok: true, course: { ...course, changedAt: now.toISOString() } })
const refused = (why: CourseWhy): CourseChange => ({ ok: false, why })

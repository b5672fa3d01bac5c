import type { Request } from 'restify'
import { z } from 'zod'
import type { Account } from '../../../desk/accounts.ts'
import { byUrgency, courseView } from '../../../desk/courseView.ts'
import { serves } from '../../../desk/roles.ts'
import {
  type Course,
  type CourseChange,
  closeCourse,
  contact,
  extraReasons,
  mark,
  measure,
  move,
  plan,
  planSeries,
  professions,
} from '../../../dialogs/course.ts'
import { referralsFor } from '../../../dialogs/courseReferrals.ts'
import { tellCase, tellCourse } from '../../../dialogs/courseTalk.ts'
import { offerView } from '../../../dialogs/offerView.ts'
import { protects, worries } from '../../../dialogs/wellbeing.ts'
import { refused } from '../../deskGate.ts'
import { isSecure, publicHost } from '../../origins.ts'
import { Refusal } from '../../refusal.ts'
import type { Services } from '../../services.ts'
import { clientId, type DeskRouter, idOf, late, localeOf } from './deskRouter.ts'
import type { DeskTalk } from './deskTalk.ts'

/** Courses at the desk: opened from a talk, planned, measured, closed. Everyone who takes talks in a municipality sees its courses. */
export function deskCourseRoutes({ read, change, once }: DeskRouter, talk: DeskTalk, services: Services): void {
  const { conversations, courses, audit, registry, matcher, context, now } = services

  change('/courses', 'talk', opening, async ({ account }, { clientId, conversation: id, kind, profession, hasCase }, req) => {
    const found = await conversations.read(id)
    if (!found || !talk.viewFor(found.value, account)) throw refused()
    return once(account, req, clientId, async () => {
      const wanted = { kind, profession, municipality: found.value.municipality }
      if (hasCase) {
        await courses.enquired(wanted)
        await say(id, account, conversation => tellCase(conversation, talk.contextOf(conversation)))
        return { hasCase: true }
      }
      const course = (await openOne(found.value.course)) ?? (await courses.open(wanted))
      const href = await invitation(req, course)
      await say(id, account, conversation => tellCourse(conversation, course, href, talk.contextOf(conversation)))
      await audit.append({ who: account, did: 'courseOpened', municipality: course.municipality })
      return { course: courseView(course, now()) }
    })
  })

  read('/courses', 'talk', async ({ account }) => {
    const found = await courses.of(municipality => serves(account, municipality))
    return { courses: found.map(course => courseView(course, now())).sort(byUrgency) }
  })

  read('/courses/:id', 'talk', async ({ account }, req) => {
    const course = await theirs(account, req)
    const suggested = referralsFor(course, matcher, now()).map(offer => offerView(offer, localeOf(account), context(course.municipality)))
    return { course: courseView(course, now()), suggested }
  })

  change('/courses/:id/change', 'talk', changing, async ({ account }, wanted, req) => {
    const { id, municipality } = await theirs(account, req)
    if (wanted.do === 'close' && !wanted.referrals.every(offer => registry.offer(offer))) throw new Refusal(400, 'BadArgument')
    const result = await courses.change(id, course => decide(course, wanted, now()))
    if (!result) throw refused()
    if (!result.ok) return late(result.why)
    if (wanted.do === 'close') await audit.append({ who: account, did: 'courseClosed', municipality })
    return { course: courseView(result.course, now()) }
  })

  change('/courses/:id/code', 'talk', z.strictObject({}), async ({ account }, _body, req) => {
    const course = await theirs(account, req)
    if (course.closed) return late('closed')
    return { href: await invitation(req, course) }
  })

  async function theirs(account: Account, req: Request): Promise<Course> {
    const course = await courses.read(idOf(req))
    if (!course || !serves(account, course.municipality)) throw refused()
    return course
  }

  /** Opened twice in the same talk it is the same course. */
  async function openOne(id: string | undefined): Promise<Course | undefined> {
    const course = id === undefined ? undefined : await courses.read(id)
    return course?.closed ? undefined : course
  }

  /** The page where the code is shown, once. The token stands behind #: no server on the way sees it. */
  async function invitation(req: Request, { id }: Course): Promise<string> {
    const host = `${isSecure(req.headers) ? 'https' : 'http'}://${publicHost(req.headers)}`
    return `${host}/course#invitation=${await courses.invite(id)}`
  }

  async function say(
    id: string,
    account: Account,
    how: (conversation: Parameters<typeof tellCase>[0]) => Parameters<typeof tellCase>[0],
  ): Promise<void> {
    await conversations.change(id, conversation =>
      talk.viewFor(conversation, account) ? { value: how(conversation), result: true } : { result: false },
    )
  }
}

function decide(course: Course, wanted: z.infer<typeof changing>, now: Date): CourseChange {
  switch (wanted.do) {
    case 'plan':
      return plan(course, { at: new Date(wanted.at), place: wanted.place, reason: wanted.reason }, now)
    case 'series':
      return planSeries(course, { at: new Date(wanted.at), place: wanted.place }, wanted.daysApart, now)
    case 'move':
      return move(course, wanted.number, { at: new Date(wanted.at), place: wanted.place }, now)
    case 'mark':
      return mark(course, wanted.number, wanted.state, now)
    case 'contact':
      return contact(course, now)
    case 'measure':
      return measure(course, wanted.when, { ruler: wanted.ruler, protects: wanted.protects, worries: wanted.worries }, now)
    case 'close':
      return closeCourse(course, wanted.why, wanted.referrals, now)
  }
}

const opening = z.strictObject({
  clientId,
  conversation: z.string().regex(/^[\w-]{1,100}$/),
  kind: z.enum(['course', 'followUp']),
  profession: z.enum(professions),
  hasCase: z.boolean(),
})
const place = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('chat') }),
  z.strictObject({ kind: z.literal('phone') }),
  z.strictObject({ kind: z.literal('meeting'), where: z.string().trim().min(1).max(80) }),
])
const at = z.iso.datetime()
const number = z.number().int().min(1).max(100)
const changing = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('plan'), at, place, reason: z.enum(extraReasons).optional() }),
  z.strictObject({ do: z.literal('series'), at, place, daysApart: z.number().int().min(1).max(90) }),
  z.strictObject({ do: z.literal('move'), number, at, place }),
  z.strictObject({ do: z.literal('mark'), number, state: z.enum(['held', 'missed']) }),
  z.strictObject({ do: z.literal('contact') }),
  z.strictObject({
    do: z.literal('measure'),
    when: z.enum(['before', 'after']),
    ruler: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
    protects: z.array(z.enum(protects)).max(protects.length),
    worries: z.array(z.enum(worries)).max(worries.length),
  }),
  z.strictObject({ do: z.literal('close'), why: z.enum(['done', 'stopped']), referrals: z.array(z.string().max(100)).max(10) }),
])

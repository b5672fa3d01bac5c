import { type Course, type CourseChange, closeCourse, dueOfCourse, openCourse } from '../dialogs/course.ts'
import type { Sealed } from '../store/sealed.ts'
import { Conflict, type Key, type Store } from '../store/store.ts'
import type { Codes } from './codes.ts'
import type { Counts } from './counts.ts'
import { courseFigure, figuresAtEnd } from './courseFigures.ts'
import { hashOf, newToken } from './tokens.ts'

/** The courses that are kept: opened, changed, found by code, counted, and forgotten in time. */
export interface Courses {
  open(wanted: Pick<Course, 'kind' | 'municipality' | 'profession'>): Promise<Course>
  /** Someone asked for a course and was shown another way: it counts as an enquiry. */
  enquired(wanted: Pick<Course, 'kind' | 'municipality' | 'profession'>): Promise<void>
  read(id: string): Promise<Course | undefined>
  /** Decides on what is stored now and writes it. undefined: there is no such course. */
  change(id: string, decide: (course: Course) => CourseChange): Promise<CourseChange | undefined>
  /** A token with which its code can be shown, once, within a day. */
  invite(id: string): Promise<string>
  /** The code, shown this once; one that was shown before no longer opens anything. undefined: the token was used, or is too old. */
  showCode(token: string): Promise<{ code: string; course: Course } | undefined>
  byCode(code: string): Promise<Course | undefined>
  of(serves: (municipality: string) => boolean): Promise<Course[]>
  /** Closes what nobody touched, and forgets what has been closed for thirty days, with its code. Counts stay. */
  tidy(): Promise<void>
}

interface Invitation {
  course: string
  until: number
  used?: true
}

export function createCourses(parts: {
  store: Store
  courses: Sealed<Course>
  codes: Codes
  counts: Counts
  now(): Date
  newId(): string
}): Courses {
  const { store, courses, codes, counts, now } = parts

  const self: Courses = {
    async open(wanted) {
      const course = openCourse({ ...wanted, id: parts.newId() }, now())
      await courses.create(course.id, course)
      await count(course)
      return course
    },

    enquired: ({ kind, municipality, profession }) =>
      counts.add({ municipality, at: now(), figures: [courseFigure(kind, 'enquired', profession)], once: parts.newId() }),

    read: async id => (await courses.read(id))?.value,

    async change(id, decide) {
      const result = await courses.change<CourseChange>(id, course => {
        const change = decide(course)
        return change.ok ? { value: change.course, result: change } : { result: change }
      })
      if (result?.ok && result.course.closed) await count(result.course)
      return result
    },

    async invite(id) {
      const token = newToken()
      await store.write<Invitation>(invitationKey(token), { course: id, until: now().getTime() + day }, 'absent')
      return token
    },

    async showCode(token) {
      const found = await store.read<Invitation>(invitationKey(token))
      if (!found || found.value.used || found.value.until < now().getTime()) return undefined
      try {
        await store.write<Invitation>(invitationKey(token), { ...found.value, used: true }, found.etag)
      } catch (error) {
        if (error instanceof Conflict) return undefined // somebody was faster with the same one
        throw error
      }
      const course = await self.read(found.value.course)
      if (!course) return undefined
      const { code, hash } = await codes.give({ for: 'course', id: course.id })
      let before: string | undefined
      const change = await self.change(course.id, known => {
        before = known.code
        return { ok: true, course: { ...known, code: hash } }
      })
      if (before !== undefined) await codes.forget('course', before)
      await store.forget(invitationKey(token))
      return change?.ok ? { code, course: change.course } : undefined
    },

    async byCode(code) {
      const found = await codes.find('course', code)
      return found && self.read(found.value.id)
    },

    async of(serves) {
      const found: Course[] = []
      for await (const id of courses.ids()) {
        const course = await self.read(id)
        if (course && serves(course.municipality)) found.push(course)
      }
      return found
    },

    async tidy() {
      for await (const id of courses.ids()) {
        const course = await self.read(id)
        if (!course) continue
        const due = dueOfCourse(course, now())
        if (due === 'close') await self.change(id, known => closeCourse(known, 'silent', [], now()))
        if (due === 'forget') await forget(course)
      }
      for await (const key of store.keys(invitationPrefix)) {
        const found = await store.read<Invitation>(key)
        if (found && found.value.until < now().getTime()) await store.forget(key)
      }
    },
  }
  return self

  /** Again and again the same, each happening once: so that nothing is missing after a crash between a change and its counting. */
  async function count(course: Course): Promise<void> {
    const { id, kind, municipality, profession, openedAt, closed } = course
    const opened = [courseFigure(kind, 'enquired', profession), courseFigure(kind, 'opened', profession)]
    await counts.add({ municipality, at: new Date(openedAt), figures: opened, once: `${id} opened` })
    if (!closed) return
    const [ended = '', ...measured] = figuresAtEnd(course)
    await counts.add({ municipality, at: new Date(closed.at), figures: [ended], once: `${id} ended` })
    if (measured.length > 0) await counts.add({ municipality, at: new Date(closed.at), figures: measured, once: `${id} measured` })
  }

  async function forget(course: Course): Promise<void> {
    await count(course)
    if (course.code !== undefined) await codes.forget('course', course.code)
    await courses.forget(course.id)
  }
}

const day = 24 * 3600_000
const invitationPrefix = 'course-invitations/'
const invitationKey = (token: string): Key => `${invitationPrefix}${hashOf(token)}`

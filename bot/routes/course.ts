import type { Response, Server } from 'restify'
import { readCode } from '../../dialogs/code.ts'
import { type Course, heldIn, measure, nextSession } from '../../dialogs/course.ts'
import { courseNews } from '../../dialogs/courseTalk.ts'
import { type Measure, who5Highest, who5Questions, who5Score } from '../../dialogs/wellbeing.ts'
import { translator } from '../../locales/translate.ts'
import { askCourseCode, showCourse, showCourseCode } from '../../web/code/coursePage.ts'
import type { Html } from '../../web/html.ts'
import { calendarFile } from '../pages/calendarFile.ts'
import { type Asked, codePages } from '../pages/codePages.ts'
import { createCourseTickets } from '../pages/courseTicket.ts'
import type { Services } from '../services.ts'

/** The citizen's page of a course, on any device: opened with the code, which is all that identifies it. */
export function courseRoutes(server: Server, services: Services): void {
  const { courses, codeTries, registry, masterKey, now } = services
  const tickets = createCourseTickets(masterKey, now)
  const { get, post } = codePages(server, services)

  get('/course', async asked => askCourseCode(asked))

  post('/course', async (asked, res) => {
    const wanted = asked.form.get('do')
    if (wanted === 'show') return show(asked)
    if (wanted === 'open') return open(asked)
    const course = await ticketed(asked)
    if (!course) return askCourseCode({ ...asked, problem: translator(asked.locale)('coursePage.again') })
    if (wanted === 'calendar') return calendar(asked, course, res)
    return wanted === 'measure' ? measured(asked, course) : page(asked, course)
  })

  async function show(asked: Asked): Promise<Html> {
    const shown = await courses.showCode(asked.form.get('invitation') ?? '')
    if (!shown) return askCourseCode({ ...asked, problem: translator(asked.locale)('coursePage.shownBefore') })
    return showCourseCode({ ...asked, code: shown.code, address: `${asked.base}/course` })
  }

  async function open(asked: Asked): Promise<Html> {
    const read = readCode(asked.form.get('code') ?? '')
    if (read?.code === undefined) return problem(asked, 'mistyped')
    await codeTries.admit('codes')
    const course = await courses.byCode(read.code)
    return course ? page(asked, course) : problem(asked, 'unknown')
  }

  async function measured(asked: Asked, course: Course): Promise<Html> {
    const t = translator(asked.locale)
    const scores = readScores(asked.form)
    if (scores === undefined) return page(asked, course, { problem: t('coursePage.measure.outOfRange') })
    if (Object.keys(scores).length === 0) return page(asked, course, { told: t('coursePage.measure.skipped') })
    const when = asked.form.get('when') === 'before' ? 'before' : 'after'
    const change = await courses.change(course.id, known => measure(known, when, scores, now()))
    if (!change?.ok) return page(asked, course, { problem: t('coursePage.measure.tooLate') })
    return page(asked, change.course, { told: t('coursePage.measure.saved') })
  }

  async function calendar({ locale, ...asked }: Asked, course: Course, res: Response): Promise<Html | undefined> {
    const t = translator(locale)
    const next = nextSession(course)
    if (!next) return page({ locale, ...asked }, course, { problem: t('course.noTime') })
    const where = next.place.kind === 'meeting' ? next.place.where : t(`coursePage.where.${next.place.kind}`)
    const summary = t('coursePage.appointment')
    const file = calendarFile({ id: `${course.id}-${next.number}`, start: new Date(next.at), minutes, summary, where, now: now() })
    res.setHeader('Content-Type', 'text/calendar; charset=utf-8')
    res.setHeader('Content-Disposition', 'attachment; filename="aftale.ics"')
    res.writeHead(200)
    res.end(file)
    return undefined
  }

  async function ticketed({ form }: Asked): Promise<Course | undefined> {
    const id = tickets.read(form.get('ticket') ?? '')
    return id === undefined ? undefined : courses.read(id)
  }

  function page(asked: Asked, course: Course, more: { told?: string; problem?: string } = {}): Html {
    const { id, kind, municipality, closed } = course
    const asksWho5 = registry.municipalities.find(one => one.id === municipality)?.who5 === true
    const when = closed || heldIn(course) > 0 ? 'after' : 'before'
    return showCourse({
      ...asked,
      ...more,
      course: {
        kind,
        municipality,
        ticket: tickets.issue(id),
        news: courseNews(course, asked.locale),
        planned: nextSession(course) !== undefined,
        referrals: (closed?.referrals ?? []).flatMap(offer => registry.offer(offer) ?? []),
        measure: { when, own: course[when]?.own },
        who5: asksWho5 ? { questions: who5Questions, highest: who5Highest } : undefined,
      },
    })
  }

  function problem(asked: Asked, which: 'mistyped' | 'unknown'): Html {
    return askCourseCode({ ...asked, problem: translator(asked.locale)(`course.problem.${which}`) })
  }
}

/** How long a session is set down for in the calendar. */
const minutes = 60

/** The citizen's scores; what they left out is not there. undefined: something is out of range, or WHO-5 only half answered. */
function readScores(form: URLSearchParams): Measure | undefined {
  const own = form.get('own')
  if (own !== null && !/^(\d|10)$/.test(own)) return undefined
  const answers = Array.from({ length: who5Questions }, (_, index) => form.get(`who5-${index + 1}`)).filter(answer => answer !== null)
  const who5 = answers.length === 0 ? undefined : who5Score(answers.map(answer => (/^\d$/.test(answer) ? Number(answer) : Number.NaN)))
  if (answers.length > 0 && who5 === undefined) return undefined
  return { ...(own !== null && { own: Number(own) }), ...(who5 !== undefined && { who5 }) }
}

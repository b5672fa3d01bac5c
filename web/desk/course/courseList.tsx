import { useEffect, useState } from 'preact/hooks'
import type { CourseView } from '../../../desk/wire.ts'
import { ask, done } from '../api.ts'
import { Dialog } from '../dialog.tsx'
import { fill, type Locale } from '../words.ts'
import { CourseCard } from './courseCard.tsx'
import { courseWords, moment } from './words.ts'

/** All courses of one's municipalities, those that are late first. A course has no name: it is known by when it began, and with whom. */
export function CourseList({ locale }: { locale: Locale }) {
  const [open, setOpen] = useState(false)
  const [chosen, setChosen] = useState<string>()
  const [courses, setCourses] = useState<CourseView[] | 'failed'>()
  const t = courseWords[locale]

  // Also while it is closed: who waits for a first contact shows on the button.
  useEffect(() => {
    const look = () =>
      void ask<{ courses: CourseView[] }>('/courses').then(answer => setCourses(done(answer) ? answer.body.courses : 'failed'))
    look()
    const rounds = setInterval(look, roundMilliseconds)
    return () => clearInterval(rounds)
  }, [open, chosen])
  const late = Array.isArray(courses) ? courses.filter(course => course.late).length : 0

  return (
    <>
      <button type="button" class="quiet courses" onClick={() => setOpen(true)}>
        {late > 0 ? fill(t.listLate, { late }) : t.list}
      </button>
      {open && (
        <Dialog title={chosen === undefined ? t.list : t.title} onClose={() => setOpen(false)}>
          {chosen !== undefined ? (
            <CourseCard id={chosen} locale={locale} t={t} onClose={() => setChosen(undefined)} />
          ) : (
            <>
              {courses === undefined && <p role="status">{t.loading}</p>}
              {courses === 'failed' && (
                <p class="fault" role="alert">
                  {t.failed}
                </p>
              )}
              {Array.isArray(courses) && courses.length === 0 && <p>{t.noCourses}</p>}
              <ul class="sessions">
                {Array.isArray(courses) &&
                  courses.map(course => (
                    <li key={course.id}>
                      <button type="button" onClick={() => setChosen(course.id)}>
                        {fill(t.began, { at: moment(course.openedAt, locale) })} · {t.profession[course.profession]} ·{' '}
                        {fill(t.heldOf, { held: course.held, given: course.given })}
                        {course.late && ` · ${t.lateTag}`}
                        {course.closed && ` · ${t.closedTag}`}
                      </button>
                    </li>
                  ))}
              </ul>
              <div class="buttons">
                <button type="button" class="quiet" onClick={() => setOpen(false)}>
                  {t.done}
                </button>
              </div>
            </>
          )}
        </Dialog>
      )}
    </>
  )
}

const roundMilliseconds = 10 * 60_000

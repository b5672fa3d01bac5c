import { useEffect, useState } from 'preact/hooks'
import type { CourseView } from '../../../desk/wire.ts'
import type { OfferView } from '../../../dialogs/spoken.ts'
import { ask, done } from '../api.ts'
import { fill, type Locale } from '../words.ts'
import { CloseForm } from './closeForm.tsx'
import { MeasureForm } from './measureForm.tsx'
import { SessionForm } from './sessionForm.tsx'
import { Sessions } from './sessions.tsx'
import type { CourseWords } from './words.ts'

export type Change = (wanted: unknown) => Promise<boolean>
type Shown = 'plan' | 'measure' | 'close'

/** A course: how it stands, its sessions, and what can be done with it now. */
export function CourseCard({ id, locale, t, onClose }: { id: string; locale: Locale; t: CourseWords; onClose: () => void }) {
  const [course, setCourse] = useState<CourseView>()
  const [suggested, setSuggested] = useState<OfferView[]>([])
  const [shown, setShown] = useState<Shown>()
  const [fault, setFault] = useState<string>()

  useEffect(() => {
    void ask<{ course: CourseView; suggested: OfferView[] }>(`/courses/${id}`).then(answer => {
      if (!done(answer)) return setFault(t.failed)
      setCourse(answer.body.course)
      setSuggested(answer.body.suggested)
    })
  }, [id, t, shown === 'close'])

  const change: Change = async wanted => {
    setFault(undefined)
    const answer = await ask<{ course?: CourseView; why?: keyof CourseWords['why'] }>(`/courses/${id}/change`, wanted)
    if (done(answer) && answer.body.course) {
      setCourse(answer.body.course)
      setShown(undefined)
      return true
    }
    setFault((answer !== 'offline' && answer.body.why && t.why[answer.body.why]) || t.failed)
    return false
  }

  async function newCode() {
    setFault(undefined)
    const answer = await ask<{ href: string }>(`/courses/${id}/code`, {})
    if (done(answer)) window.open(answer.body.href, '_blank', 'noopener')
    else setFault(t.failed)
  }

  if (!course) return <p role="status">{fault ?? t.loading}</p>
  const toggle = (which: Shown) => setShown(shown === which ? undefined : which)
  const button = (which: Shown, label: string) => (
    <button type="button" aria-expanded={shown === which} onClick={() => toggle(which)}>
      {label}
    </button>
  )
  return (
    <div class="course">
      <p>
        <strong>{t.kind[course.kind]}</strong> · {t.profession[course.profession]} ·{' '}
        {fill(t.heldOf, { held: course.held, given: course.given })}
      </p>
      {course.late && <p class="fault">{t.late}</p>}
      {course.closed && <p>{t.closed}</p>}
      {fault !== undefined && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      <Sessions course={course} locale={locale} t={t} change={change} />
      {!course.closed && (
        <div class="buttons">
          {button('plan', t.plan)}
          {button('measure', t.measure)}
          {button('close', t.close)}
          {course.late && (
            <button type="button" onClick={() => void change({ do: 'contact' })}>
              {t.contacted}
            </button>
          )}
          <button type="button" onClick={() => void newCode()}>
            {course.coded ? t.newCode : t.firstCode}
          </button>
        </div>
      )}
      {shown === 'plan' && <SessionForm course={course} t={t} change={change} />}
      {shown === 'measure' && <MeasureForm course={course} t={t} change={change} />}
      {shown === 'close' && <CloseForm suggested={suggested} t={t} change={change} />}
      <div class="buttons">
        <button type="button" class="quiet" onClick={onClose}>
          {t.done}
        </button>
      </div>
    </div>
  )
}

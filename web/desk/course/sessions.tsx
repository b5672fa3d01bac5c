import { useState } from 'preact/hooks'
import type { CourseView } from '../../../desk/wire.ts'
import { fill, type Locale } from '../words.ts'
import type { Change } from './courseCard.tsx'
import { SessionForm } from './sessionForm.tsx'
import { type CourseWords, moment } from './words.ts'

/** The sessions in order; what is planned can be held, missed or moved. */
export function Sessions({ course, locale, t, change }: { course: CourseView; locale: Locale; t: CourseWords; change: Change }) {
  const [moving, setMoving] = useState<number>()
  if (course.sessions.length === 0) return <p class="soft">{t.noSessions}</p>
  return (
    <ol class="sessions">
      {course.sessions.map(session => (
        <li key={session.number}>
          <strong>{moment(session.at, locale)}</strong> · {t.state[session.state]}
          {session.moved !== undefined && ` · ${fill(t.moved, { times: session.moved })}`}
          {session.reason !== undefined && ` · ${t.reason[session.reason]}`}
          {session.state === 'planned' && (
            <>
              {' · '}
              {session.place.kind === 'meeting' ? session.place.where : t.place[session.place.kind]}
              <div class="buttons">
                {(['held', 'missed'] as const).map(state => (
                  <button key={state} type="button" onClick={() => void change({ do: 'mark', number: session.number, state })}>
                    {t.mark[state]}
                  </button>
                ))}
                <button
                  type="button"
                  aria-expanded={moving === session.number}
                  onClick={() => setMoving(moving === session.number ? undefined : session.number)}
                >
                  {t.move}
                </button>
              </div>
              {moving === session.number && (
                <SessionForm
                  course={course}
                  t={t}
                  number={session.number}
                  change={async wanted => {
                    const moved = await change(wanted)
                    if (moved) setMoving(undefined)
                    return moved
                  }}
                />
              )}
            </>
          )}
        </li>
      ))}
    </ol>
  )
}

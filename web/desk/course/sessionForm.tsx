import { useState } from 'preact/hooks'
import type { CourseView } from '../../../desk/wire.ts'
import { Choice } from './choice.tsx'
import type { Change } from './courseCard.tsx'
import type { CourseWords } from './words.ts'

type Kind = keyof CourseWords['place']
type Reason = keyof CourseWords['reason']
const kinds: Kind[] = ['meeting', 'phone', 'chat']
const reasons: Reason[] = ['newEvent', 'bridge', 'almostThere']

/** Day, time and place of the next session, or of one that is moved; of a follow-up all three check-ins at once. */
export function SessionForm({ course, t, number, change }: { course: CourseView; t: CourseWords; number?: number; change: Change }) {
  const [at, setAt] = useState('')
  const [kind, setKind] = useState<Kind>('meeting')
  const [where, setWhere] = useState('')
  const [reason, setReason] = useState<Reason>()
  const [fault, setFault] = useState<string>()
  const series = number === undefined && course.kind === 'followUp' && course.sessions.length === 0
  const extra = number === undefined && course.held >= course.given
  const id = (name: string) => `session-${number ?? 'new'}-${name}`

  async function send(event: Event) {
    event.preventDefault()
    const date = new Date(at)
    if (Number.isNaN(date.getTime())) return setFault(t.whenMissing)
    if (kind === 'meeting' && where.trim() === '') return setFault(t.whereMissing)
    setFault(undefined)
    const place = kind === 'meeting' ? { kind, where: where.trim() } : { kind }
    const when = { at: date.toISOString(), place }
    if (number !== undefined) await change({ do: 'move', number, ...when })
    else if (series) await change({ do: 'series', daysApart: 14, ...when })
    else await change({ do: 'plan', ...when, ...(reason !== undefined && { reason }) })
  }

  return (
    <form onSubmit={send} noValidate>
      <div class="field">
        <label for={id('at')}>{series ? t.whenFirst : t.when}</label>
        <input id={id('at')} type="datetime-local" value={at} onInput={event => setAt(event.currentTarget.value)} />
      </div>
      <Choice legend={t.placeLegend} name={id('place')} options={kinds} labels={t.place} value={kind} onChoose={setKind} />
      {kind === 'meeting' && (
        <div class="field">
          <label for={id('where')}>{t.where}</label>
          <input id={id('where')} type="text" maxLength={80} value={where} onInput={event => setWhere(event.currentTarget.value)} />
        </div>
      )}
      {extra && (
        <Choice legend={t.reasonLegend} name={id('reason')} options={reasons} labels={t.reason} value={reason} onChoose={setReason} />
      )}
      {fault !== undefined && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      <button type="submit" class="primary">
        {number !== undefined ? t.moveDo : series ? t.planSeries : t.planDo}
      </button>
    </form>
  )
}

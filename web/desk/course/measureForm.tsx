import { useState } from 'preact/hooks'
import type { CourseView } from '../../../desk/wire.ts'
import { fill } from '../words.ts'
import { Choice, Several } from './choice.tsx'
import type { Change } from './courseCard.tsx'
import type { CourseWords } from './words.ts'

type Level = keyof CourseWords['ruler']
const levels: Level[] = ['1', '2', '3', '4', '5']

/** KL's Trivselslineal, set together with the citizen: five levels, what protects and what worries. The citizen's own scores stand beside it. */
export function MeasureForm({ course, t, change }: { course: CourseView; t: CourseWords; change: Change }) {
  const when = course.held > 0 ? 'after' : 'before'
  const known = course[when]
  const [ruler, setRuler] = useState<Level | undefined>(known?.ruler === undefined ? undefined : (String(known.ruler) as Level)) // 1 to 5
  const [protects, setProtects] = useState(known?.protects ?? [])
  const [worries, setWorries] = useState(known?.worries ?? [])
  const keys = <T extends string>(labels: Record<T, string>) => Object.keys(labels) as T[] // a JSON file's own keys

  function send(event: Event) {
    event.preventDefault()
    if (ruler !== undefined) void change({ do: 'measure', when, ruler: Number(ruler), protects, worries })
  }

  return (
    <form onSubmit={send}>
      <h3>{t.measureWhen[when]}</h3>
      <p class="soft">{t.measureAbout}</p>
      {known?.own !== undefined && <p>{fill(t.own, { own: known.own })}</p>}
      {known?.who5 !== undefined && <p>{fill(t.who5, { who5: known.who5 })}</p>}
      <Choice legend={t.rulerLegend} name="ruler" options={levels} labels={t.ruler} value={ruler} onChoose={setRuler} />
      <Several legend={t.protectsLegend} options={keys(t.protects)} labels={t.protects} value={protects} onChoose={setProtects} />
      <Several legend={t.worriesLegend} options={keys(t.worries)} labels={t.worries} value={worries} onChoose={setWorries} />
      <button type="submit" class="primary" aria-disabled={ruler === undefined}>
        {t.measureDo}
      </button>
    </form>
  )
}

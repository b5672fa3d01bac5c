import { useState } from 'preact/hooks'
import type { CourseView } from '../../../desk/wire.ts'
import { ask, done, newClientId } from '../api.ts'
import { Choice } from './choice.tsx'
import type { CourseWords } from './words.ts'

const kinds: CourseView['kind'][] = ['course', 'followUp']
const professions: CourseView['profession'][] = ['psychologist', 'socialWorker', 'healthVisitor']

interface Props {
  conversation: string
  t: CourseWords
  onOpened: (course: string) => void
  onClose: () => void
}

/** What kind, with whom, and whether there is a case already: then the citizen is shown the way to their adviser instead. */
export function OpenCourse({ conversation, t, onOpened, onClose }: Props) {
  const [kind, setKind] = useState<CourseView['kind']>('course')
  const [profession, setProfession] = useState<CourseView['profession']>('psychologist')
  const [hasCase, setHasCase] = useState(false)
  const [failed, setFailed] = useState(false)
  const [clientId] = useState(newClientId)

  async function open(event: Event) {
    event.preventDefault()
    setFailed(false)
    const answer = await ask<{ course?: CourseView }>('/courses', { clientId, conversation, kind, profession, hasCase })
    if (!done(answer)) return setFailed(true)
    if (answer.body.course) onOpened(answer.body.course.id)
    else onClose()
  }

  return (
    <form class="course" onSubmit={open}>
      <p class="soft">{t.openAbout}</p>
      <Choice legend={t.kindLegend} name="kind" options={kinds} labels={t.kind} value={kind} onChoose={setKind} />
      <Choice
        legend={t.professionLegend}
        name="profession"
        options={professions}
        labels={t.profession}
        value={profession}
        onChoose={setProfession}
      />
      <label class="choice">
        <input type="checkbox" checked={hasCase} onChange={event => setHasCase(event.currentTarget.checked)} />
        {t.hasCase}
      </label>
      {failed && (
        <p class="fault" role="alert">
          {t.failed}
        </p>
      )}
      <div class="buttons">
        <button type="submit" class="primary">
          {hasCase ? t.tellCase : t.openDo}
        </button>
        <button type="button" onClick={onClose}>
          {t.cancel}
        </button>
      </div>
    </form>
  )
}

import { useState } from 'preact/hooks'
import type { OfferView } from '../../../dialogs/spoken.ts'
import { Choice } from './choice.tsx'
import type { Change } from './courseCard.tsx'
import type { CourseWords } from './words.ts'

type Why = keyof CourseWords['closeWhy']
const whys: Why[] = ['done', 'stopped']

/** Ends the course, with civil society's offers that fit: the citizen finds them on the course's page for thirty days. */
export function CloseForm({ suggested, t, change }: { suggested: OfferView[]; t: CourseWords; change: Change }) {
  const [why, setWhy] = useState<Why>('done')
  const [referrals, setReferrals] = useState<string[]>([])

  function send(event: Event) {
    event.preventDefault()
    void change({ do: 'close', why, referrals })
  }

  return (
    <form onSubmit={send}>
      <p class="soft">{t.closeAbout}</p>
      <Choice legend={t.closeLegend} name="why" options={whys} labels={t.closeWhy} value={why} onChoose={setWhy} />
      <fieldset class="field">
        <legend>{t.referrals}</legend>
        {suggested.map(({ id, name, summary }) => (
          <label key={id} class="choice">
            <input
              type="checkbox"
              checked={referrals.includes(id)}
              onChange={event => setReferrals(event.currentTarget.checked ? [...referrals, id] : referrals.filter(one => one !== id))}
            />
            <span>
              <strong>{name}</strong> {summary}
            </span>
          </label>
        ))}
      </fieldset>
      <button type="submit" class="primary">
        {t.closeDo}
      </button>
    </form>
  )
}

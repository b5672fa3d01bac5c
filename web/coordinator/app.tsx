import { useState } from 'preact/hooks'
import type { Me } from '../../desk/wire.ts'
import { Courses } from './courses.tsx'
import { FirstSteps } from './firstSteps.tsx'
import { Ladder } from './ladder.tsx'
import { Needs } from './needs.tsx'
import { Seats } from './seats.tsx'
import { Talks } from './talks.tsx'
import { useFigures } from './useFigures.ts'
import { type Locale, type Words, words } from './words.ts'

interface Here {
  me: Me
  municipalities: { id: string; name: string }[]
}

/** The coordinator's page: choose a municipality, then a section for each kind of figures. A new section is one component and one line below. */
export function App({ asked }: { asked: Locale | undefined }) {
  const { again, ...answer } = useFigures<Here>('/coordinator')
  const [chosen, setChosen] = useState<string>()
  const locale = asked ?? (answer.state === 'there' ? answer.figures.me.locale : 'da')
  const t = words[locale]
  document.documentElement.lang = locale
  document.title = t.title

  if (answer.state === 'loading') return <p role="status">{t.loading}</p>
  if (answer.state === 'failed') return <Door t={t} again={again} />
  const { me, municipalities } = answer.figures
  const municipality = chosen ?? municipalities[0]?.id ?? ''
  return (
    <>
      <a class="skipnav" href="#figures">
        {t.skip}
      </a>
      <header class="coordinator-top">
        <div class="container">
          <h1>{t.title}</h1>
          <p class="who">
            {me.name} · <a href="/desk">{t.desk}</a>
          </p>
          {municipalities.length > 1 && (
            <div class="form-group">
              <label class="form-label" for="municipality">
                {t.municipality}
              </label>
              <select class="form-select" id="municipality" value={municipality} onChange={event => setChosen(event.currentTarget.value)}>
                {municipalities.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            </div>
          )}
        </div>
      </header>
      <main class="container" id="figures" tabIndex={-1}>
        <p class="hint">{t.hiddenMeans}</p>
        <Courses key={`courses ${municipality}`} kind="courses" municipality={municipality} locale={locale} t={t} />
        <Courses key={`followUps ${municipality}`} kind="followUps" municipality={municipality} locale={locale} t={t} />
        <FirstSteps key={`firstSteps ${municipality}`} municipality={municipality} locale={locale} t={t} />
        <Seats key={`seats ${municipality}`} municipality={municipality} locale={locale} t={t} />
        <Needs key={`needs ${municipality}`} municipality={municipality} locale={locale} t={t} />
        <Talks key={`talks ${municipality}`} municipality={municipality} locale={locale} t={t} />
        <Ladder key={`ladder ${municipality}`} municipality={municipality} locale={locale} t={t} />
      </main>
    </>
  )
}

/** Whoever is not signed in, or may not, is told where to sign in. */
const Door = ({ t, again }: { t: Words; again: () => void }) => (
  <main class="container door">
    <h1>{t.title}</h1>
    <p>{t.door}</p>
    <p>
      <a class="button button-primary" href="/desk">
        {t.signIn}
      </a>{' '}
      <button type="button" class="button button-secondary" onClick={again}>
        {t.again}
      </button>
    </p>
  </main>
)

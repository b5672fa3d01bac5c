import type { Ladder as LadderFigures, Rung } from '../../registry/ladder.ts'
import { ageText, type RegistryWords } from './needs.tsx'
import { Section } from './section.tsx'
import type { Locale, Words } from './words.ts'

/** The prevention ladder of the registry as it stands: how many offers on each step, and which rung is missing for whom. */
export function Ladder({ municipality, locale, t }: { municipality: string; locale: Locale; t: Words }) {
  const { ladder: l } = t
  return (
    <Section<LadderFigures & { words: RegistryWords }>
      id="ladder"
      title={l.title}
      about={l.about}
      path={`/coordinator/ladder?municipality=${encodeURIComponent(municipality)}`}
      t={t}
    >
      {({ steps, themes, words }) => (
        <>
          <dl class="key-figures">
            {steps.map(({ step, offers }) => (
              <div key={step}>
                <dt>
                  {t.needs.step} {step}: {l.step[String(step) as keyof typeof l.step]}
                </dt>
                <dd>{offers.length}</dd>
              </div>
            ))}
          </dl>
          <p>{l.legend}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
          <section class="table--responsive-scroll" tabIndex={0} aria-label={l.rungs}>
            <table class="table table--compact">
              <caption>{l.rungs}</caption>
              <thead>
                <tr>
                  <th scope="col">{t.needs.theme}</th>
                  {themes[0]?.ages.map(({ group }) => (
                    <th key={group} scope="col">
                      {ageText(group, t)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {themes.map(({ theme, ages }) => (
                  <tr key={theme}>
                    <th scope="row">{words.themes[theme]?.[locale] ?? theme}</th>
                    {ages.map(({ group, rungs, nowhere }) =>
                      nowhere ? <td key={group}>{t.hidden}</td> : <Rungs key={group} there={rungs} t={t} />,
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </>
      )}
    </Section>
  )
}

const all: readonly Rung[] = ['light', 'course', 'case']

/** Three marks in the order of the ladder; in words for those who hear them. A cell without the light rung stands out. */
function Rungs({ there, t }: { there: readonly Rung[]; t: Words }) {
  const { ladder: l } = t
  const missing = all.filter(rung => !there.includes(rung))
  const said = [
    there.length > 0 ? `${l.there} ${there.map(rung => l.rung[rung]).join(', ')}` : '',
    missing.length > 0 ? `${l.missing} ${missing.map(rung => l.rung[rung]).join(', ')}` : '',
  ].filter(part => part !== '')
  return (
    <td class={there.includes('light') ? 'rungs' : 'rungs no-light'}>
      <span aria-hidden="true">{all.map(rung => (there.includes(rung) ? '●' : '○')).join(' ')}</span>
      <span class="sr-only">{said.join('. ')}</span>
    </td>
  )
}

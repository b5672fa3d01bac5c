import type { CourseFigures } from '../../desk/courseFigures.ts'
import type { ShownTable } from '../../desk/hideSmall.ts'
import { CountTable } from './countTable.tsx'
import { Section } from './section.tsx'
import { count, type Locale, monthName, percent, type Words } from './words.ts'

const paths = { courses: 'courses', followUps: 'follow-ups' }

/** What Skive reports of its courses: enquiries, courses ended, and how many were better off. */
export function Courses({ kind, municipality, locale, t }: { kind: keyof typeof paths; municipality: string; locale: Locale; t: Words }) {
  const c = t[kind]
  return (
    <Section<CourseFigures>
      id={kind}
      title={c.title}
      about={c.about}
      path={`/coordinator/${paths[kind]}?municipality=${encodeURIComponent(municipality)}`}
      t={t}
    >
      {figures => {
        if (figures.months.length === 0) return <p>{c.none}</p>
        const rows = figures.months.map(month => monthName(month, locale))
        const columns = figures.professions.map(profession => t.profession[profession])
        const table = (what: 'enquired' | 'opened' | 'ended') => (
          <CountTable caption={c[what]} corner={t.month} rows={rows} columns={columns} table={figures[what]} t={t} />
        )
        return (
          <>
            <dl class="key-figures">
              <KeyFigure label={c.enquired} value={sum(figures.enquired, t)} />
              <KeyFigure label={c.ended} value={sum(figures.ended, t)} />
              <KeyFigure label={c.higher} value={percent(figures.higher.all, t)} />
            </dl>
            {table('enquired')}
            {table('opened')}
            {table('ended')}
            <h3>{c.higherBy}</h3>
            <dl class="shares">
              {[
                ...rows.map((row, y) => [row, figures.higher.byMonth[y]] as const),
                ...columns.map((column, x) => [column, figures.higher.byProfession[x]] as const),
              ].map(([label, share]) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{percent(share ?? 'hidden', t)}</dd>
                </div>
              ))}
            </dl>
          </>
        )
      }}
    </Section>
  )
}

/** Where the sum itself is hidden, what stands in sight comes to so much at least. */
function sum(table: ShownTable, t: Words): string {
  const seen = table.cells.flat().reduce<number>((before, cell) => before + (cell === 'hidden' ? 0 : cell), 0)
  return table.sum === 'hidden' && seen > 0 ? `${t.atLeast} ${seen}` : count(table.sum, t)
}

const KeyFigure = ({ label, value }: { label: string; value: string }) => (
  <div>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
)

import type { FirstStepFigures } from '../../desk/firstStepFigures.ts'
import { CountTable } from './countTable.tsx'
import { Section } from './section.tsx'
import type { Locale, Words } from './words.ts'

/** The loop that closes: cards to partners, and whether people arrived. */
export function FirstSteps({ municipality, locale, t }: { municipality: string; locale: Locale; t: Words }) {
  const { firstSteps: f } = t
  return (
    <Section<FirstStepFigures>
      id="firstSteps"
      title={f.title}
      about={f.about}
      path={`/coordinator/first-steps?municipality=${encodeURIComponent(municipality)}`}
      t={t}
    >
      {({ offers, given, marks, marked }) => {
        if (offers.length === 0) return <p>{f.none}</p>
        const rows = offers.map(({ name }) => name[locale])
        const columns = marks.map(mark => f.mark[mark as keyof typeof f.mark]) // desk/codes.ts names them
        return (
          <>
            <CountTable caption={f.given} corner={f.offer} rows={rows} columns={[f.cards]} table={given} t={t} />
            <CountTable caption={f.marked} corner={f.offer} rows={rows} columns={columns} table={marked} t={t} />
          </>
        )
      }}
    </Section>
  )
}

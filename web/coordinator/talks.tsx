import type { Outcome, Rating, TalkFigures } from '../../desk/talkFigures.ts'
import { CountTable } from './countTable.tsx'
import type { RegistryWords } from './needs.tsx'
import { Section } from './section.tsx'
import { type Locale, monthName, type Words } from './words.ts'

type Told = TalkFigures & { columns: { outcomes: Outcome[]; ratings: Rating[] }; words: RegistryWords }

/** What came of the conversations with counsellors, what citizens answered afterwards, and where they were referred to. */
export function Talks({ municipality, locale, t }: { municipality: string; locale: Locale; t: Words }) {
  const { talks: w } = t
  return (
    <Section<Told>
      id="talks"
      title={w.title}
      about={w.about}
      path={`/coordinator/talks?municipality=${encodeURIComponent(municipality)}`}
      t={t}
    >
      {({ months, columns, outcomes, ratings, referredTo, words }) => {
        if (months.length === 0) return <p>{w.none}</p>
        const rows = months.map(month => monthName(month, locale))
        const [ended, rated] = [columns.outcomes.map(one => w.outcome[one]), columns.ratings.map(one => w.rating[one])]
        return (
          <>
            <CountTable caption={w.outcomes} corner={t.month} rows={rows} columns={ended} table={outcomes} t={t} />
            <CountTable caption={w.ratings} corner={t.month} rows={rows} columns={rated} table={ratings} t={t} />
            <h3>{w.referredTo}</h3>
            {referredTo.length === 0 ? (
              <p>{w.fewReferrals}</p>
            ) : (
              <ol>
                {referredTo.map(({ offer, count }) => (
                  <li key={offer}>
                    {words.offers[offer]?.[locale] ?? offer}: {count}
                  </li>
                ))}
              </ol>
            )}
          </>
        )
      }}
    </Section>
  )
}

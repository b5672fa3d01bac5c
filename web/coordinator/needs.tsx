import type { ShownTable } from '../../desk/hideSmall.ts'
import type { NeedFigures } from '../../desk/needFigures.ts'
import { CountTable } from './countTable.tsx'
import { Section } from './section.tsx'
import { type Locale, monthName, type Words } from './words.ts'

/** What the registry's ids are called. */
export interface RegistryWords {
  themes: Record<string, Record<Locale, string>>
  facts: Record<string, Record<Locale, string>>
  offers: Record<string, Record<Locale, string>>
}

/** What people came with, what had nothing for them, which rule stopped how many, and on which step of the ladder they began. */
export function Needs({ municipality, locale, t }: { municipality: string; locale: Locale; t: Words }) {
  const { needs: n } = t
  return (
    <Section<NeedFigures & { words: RegistryWords }>
      id="needs"
      title={n.title}
      about={n.about}
      path={`/coordinator/needs?municipality=${encodeURIComponent(municipality)}`}
      t={t}
    >
      {({ from, to, groups, met, unmet, blocked, steps, words }) => {
        if (from === undefined || to === undefined) return <p>{n.none}</p>
        const theme = (id: string) => words.themes[id]?.[locale] ?? id
        const columns = groups.map(group => ageText(group, t))
        const byAge = (caption: string, corner: string, rows: string[], table: ShownTable) =>
          rows.length === 0 ? (
            <p>
              {caption}: {n.nothing}
            </p>
          ) : (
            <CountTable caption={caption} corner={corner} rows={rows} columns={columns} table={table} t={t} />
          )
        const rules = blocked.rows.map(({ rule, theme: id }) => `${ruleText(rule, words, locale, t)} · ${theme(id)}`)
        return (
          <>
            <p>
              {n.period} {monthName(from, locale)} – {monthName(to, locale)}
            </p>
            {byAge(n.blocked, n.ruleAndTheme, rules, blocked.table)}
            {byAge(n.unmet, n.theme, unmet.themes.map(theme), unmet.table)}
            {byAge(n.met, n.theme, met.themes.map(theme), met.table)}
            <CountTable
              caption={n.steps}
              corner={n.step}
              rows={[n.talks]}
              columns={[1, 2, 3, 4, 5].map(step => `${n.step} ${step}`)}
              table={steps}
              t={t}
            />
          </>
        )
      }}
    </Section>
  )
}

/** "6-9 år", "Ukendt alder". */
export const ageText = (group: string, t: Words): string => (group === 'unknown' ? t.needs.unknownAge : `${group} ${t.needs.years}`)

/** "Alder", "Kun for: sag", "Ikke for: sag": what an offer asks that they did not meet. */
function ruleText(rule: string, { facts }: RegistryWords, locale: Locale, t: Words): string {
  const { needs: n } = t
  const denied = rule.startsWith('no-')
  const parts = (denied ? rule.slice('no-'.length) : rule)
    .split('+')
    .map(id => (id === 'age' ? n.age : id === 'role' ? n.role : (facts[id]?.[locale] ?? id)))
  return `${denied ? n.notFor : n.onlyFor} ${parts.join(n.or)}`
}

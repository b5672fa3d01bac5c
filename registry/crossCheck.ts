import type { Content, Placed } from './content.ts'
import type { Fault } from './faults.ts'
import type { Offer } from './offer.ts'
import { type Rule, restsOn } from './rule.ts'

/** What no single entry can tell: references between the files, ids used twice, numbers that are retired. Pure. */
export function crossCheck(content: Content): Fault[] {
  return [
    ...twice(content),
    ...content.offers.flatMap(placed => offerFaults(placed, content)),
    ...content.districts.filter(({ entry }) => !has(content.municipalities, entry.municipality, content)).map(unknownMunicipality),
    ...schoolsTwice(content),
    ...retiredNumbers(content),
  ]
}

/** What stops nothing but wants a human: lines checked too long ago, periods that have ended, themes nobody answers. Pure. */
export function warnings(content: Content, today: string): Fault[] {
  const old = content.helplines.filter(({ entry }) => daysBetween(entry.checked, today) > 90)
  const over = content.offers.filter(({ entry }) => entry.status !== 'ended' && (entry.period?.to ?? '9') < today && !entry.toVerify.length)
  const silent = content.themes.filter(({ entry }) => !content.offers.some(offer => entry.id in offer.entry.themes))
  return [
    ...old.map(({ file, entry }) => ({
      file,
      id: entry.id,
      field: 'checked',
      expected: 'a date within the last 90 days',
      mend: `Open ${entry.source}, check number and hours, and write today's date.`,
    })),
    ...over.map(({ file, entry }) => ({
      file,
      id: entry.id,
      field: 'period.to',
      expected: 'an offer that still runs',
      mend: 'Ask the provider; then set status to ended, or write in toVerify what to ask.',
    })),
    ...silent.map(({ file, entry }) => ({
      file,
      id: entry.id,
      field: '',
      expected: 'at least one offer for the theme',
      mend: 'Give an offer this theme, or find one that is missing.',
    })),
  ]
}

function twice(content: Content): Fault[] {
  const lists = [content.offers, content.facts, content.themes, content.municipalities, content.districts, content.helplines]
  return lists.flatMap(list => {
    const first = new Map<string, string>()
    return list.flatMap(({ file, entry: { id } }: Placed<{ id: string }>) => {
      const before = first.get(id)
      first.set(id, before ?? file)
      if (before === undefined) return []
      return [
        { file, id, field: 'id', expected: 'an id of its own', mend: `It stands in ${before} already: rename or remove one of them.` },
      ]
    })
  })
}

function offerFaults({ file, entry }: Placed<Offer>, content: Content): Fault[] {
  const fault = (field: string, expected: string, mend: string): Fault => ({ file, id: entry.id, field, expected, mend })
  const faults: Fault[] = []
  if (entry.municipality !== undefined && !has(content.municipalities, entry.municipality, content))
    faults.push(
      fault(
        'municipality',
        'an id of municipalities.json',
        `Add ${entry.municipality} there, or leave the field out for the whole country.`,
      ),
    )
  for (const id of Object.keys(entry.themes))
    if (!has(content.themes, id, content)) faults.push(fault(`themes.${id}`, 'an id of themes.json', 'Correct the id, or add the theme.'))
  if (Object.keys(entry.themes).length === 0) faults.push(fault('themes', 'at least one theme', 'Say what the offer is for.'))
  entry.rules.forEach((rule, i) => {
    const strange = restsOn(rule).filter(id => id !== 'age' && id !== 'role' && !has(content.facts, id, content))
    if (strange.length > 0)
      faults.push(fault(`rules.${i}`, 'facts of facts.json', `Correct ${strange.join(', ')}, or add the fact and its question.`))
    if (agesOf(rule).some(({ from, to }) => (from ?? 0) >= (to ?? 200)))
      faults.push(
        fault(`rules.${i}`, 'ages where `from` is below `to`', '`to` is the first age that is too old: 14-16 years is from 14 to 17.'),
      )
  })
  if (entry.hours !== undefined && !has(content.helplines, entry.hours, content))
    faults.push(fault('hours', 'an id of helplines.json', `Add ${entry.hours} there with source and checked date.`))
  if (entry.kind === 'helpline' && entry.hours === undefined)
    faults.push(
      fault('hours', 'an id of helplines.json', 'A line is shown only with hours, source and checked date, or hours said to be unknown.'),
    )
  if (entry.kind === 'forum' && entry.roles.some(role => role !== 'professional'))
    faults.push(fault('roles', 'professional only', 'A forum is not open to citizens. Make it an offer, or take the other roles off.'))
  if (entry.status === 'unverified' && entry.toVerify.length === 0)
    faults.push(fault('toVerify', 'what a coordinator must ask', 'Say what is not known, or set status to active.'))
  return faults
}

function unknownMunicipality({ file, entry }: Placed<{ id: string; municipality: string }>): Fault {
  return { file, id: entry.id, field: 'municipality', expected: 'an id of municipalities.json', mend: `Add ${entry.municipality} there.` }
}

function schoolsTwice({ districts }: Content): Fault[] {
  const homes = new Map<string, string>()
  return districts.flatMap(({ file, entry }) =>
    entry.schools.flatMap(school => {
      const key = `${entry.municipality} ${school}`
      const before = homes.get(key)
      homes.set(key, before ?? entry.id)
      if (before === undefined) return []
      return [
        { file, id: entry.id, field: 'schools', expected: 'each school in one district', mend: `${school} lies in ${before} already.` },
      ]
    }),
  )
}

function retiredNumbers({ retired, offers, municipalities, helplines }: Content): Fault[] {
  if (retired.length === 0) return []
  const byNumber = new Map(retired.map(({ entry }) => [plainNumber(entry.number), entry]))
  // Groups of digits are written with and without spaces between them.
  const anyRetired = new RegExp([...byNumber.keys()].map(number => [...number].join(' ?')).join('|'), 'g')
  return [...offers, ...municipalities, ...helplines].flatMap(({ file, entry }) =>
    [...new Set(JSON.stringify(entry).match(anyRetired)?.map(plainNumber))].flatMap(found => {
      const gone = byNumber.get(found)
      if (gone === undefined) return []
      return [{ file, id: entry.id, field: '', expected: `not ${gone.number}`, mend: `Use ${gone.instead}. ${gone.why}` }]
    }),
  )
}

const plainNumber = (number: string) => number.replaceAll(' ', '')

const has = (list: readonly Placed<{ id: string }>[], id: string, { broken }: Content) => broken.has(id) || idsOf(list).has(id)

/** The ids of a list, gathered once: a hundred thousand offers ask for their themes. */
function idsOf(list: readonly Placed<{ id: string }>[]): ReadonlySet<string> {
  let ids = gathered.get(list)
  if (ids === undefined) {
    ids = new Set(list.map(({ entry }) => entry.id))
    gathered.set(list, ids)
  }
  return ids
}
const gathered = new WeakMap<readonly unknown[], ReadonlySet<string>>()

function agesOf(rule: Rule): { from?: number | undefined; to?: number | undefined }[] {
  if ('age' in rule) return [rule.age]
  if ('not' in rule) return agesOf(rule.not)
  if ('all' in rule) return rule.all.flatMap(agesOf)
  return 'any' in rule ? rule.any.flatMap(agesOf) : []
}

const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000

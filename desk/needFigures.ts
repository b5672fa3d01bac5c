import { type AgeGroup, ageGroupOf, ageGroups } from '../registry/ageGroups.ts'
import { needOf } from '../registry/blocked.ts'
import type { Offer } from '../registry/offer.ts'
import type { Situation } from '../registry/situation.ts'
import type { Month } from './counts.ts'
import { hideSmall, type ShownTable } from './hideSmall.ts'

/** What one talk adds to the counts when it ends: names of figures made of the registry's ids, no word of the talk. */
export function figuresOf(offers: readonly Offer[], situation: Situation, shown: readonly string[]): string[] {
  const need = needOf(offers, situation)
  const group = ageGroupOf(situation)
  const first = shown.map(id => offers.find(offer => offer.id === id)).find(offer => offer?.kind === 'offer')
  return [
    ...(need === undefined ? [] : [`${need.met ? 'met' : 'unmet'}.${need.theme}.${group}`]),
    ...(need?.stoppedBy.map(rule => `blocked.${rule}.${need.theme}.${group}`) ?? []),
    ...(first === undefined ? [] : [`step.${first.step}`]),
  ]
}

/** What people came with by theme and age, what was there for them, which rule kept how many, and which step was shown first; small ones hidden. */
export interface NeedFigures {
  /** Oldest and newest month that is counted; absent where nothing is. */
  from?: string
  to?: string
  groups: AgeGroup[]
  /** Disjoint, so that no table gives another's hidden counts away. */
  met: { themes: string[]; table: ShownTable }
  unmet: { themes: string[]; table: ShownTable }
  blocked: { rows: { rule: string; theme: string }[]; table: ShownTable }
  steps: ShownTable
}

/** The figures of all these months together, as they may be shown. Pure. */
export function needFigures(months: readonly Month[]): NeedFigures {
  const total = new Map<string, number>()
  const counted = months.filter(({ figures }) => Object.keys(figures).some(isNeed))
  for (const { figures } of counted)
    for (const [name, count] of Object.entries(figures)) if (isNeed(name)) total.set(name, (total.get(name) ?? 0) + count)
  const names = (what: string) => [...total.keys()].filter(name => name.startsWith(`${what}.`)).map(name => name.split('.'))
  const table = (prefixes: readonly string[]) =>
    hideSmall(prefixes.map(prefix => groups.map(group => total.get(`${prefix}.${group}`) ?? 0)))
  const byTheme = (what: 'met' | 'unmet') => {
    const themes = [...new Set(names(what).map(([, theme = '']) => theme))].sort()
    return { themes, table: table(themes.map(theme => `${what}.${theme}`)) }
  }
  const keys = [...new Set(names('blocked').map(([, rule, theme]) => `${rule}.${theme}`))].sort()
  const rows = keys.map(key => key.split('.')).map(([rule = '', theme = '']) => ({ rule, theme }))
  const [first, last] = [counted[0]?.month, counted.at(-1)?.month]
  return {
    ...(first !== undefined && last !== undefined && { from: first, to: last }),
    groups,
    met: byTheme('met'),
    unmet: byTheme('unmet'),
    blocked: { rows, table: table(keys.map(key => `blocked.${key}`)) },
    steps: hideSmall([[1, 2, 3, 4, 5].map(step => total.get(`step.${step}`) ?? 0)]),
  }
}

const groups: AgeGroup[] = [...ageGroups.map(({ id }) => id), 'unknown']
const isNeed = (name: string) => /^(met|unmet|blocked|step)\./.test(name)

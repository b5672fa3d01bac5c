import type { Hints } from './hints.ts'
import type { ThemeHit } from './situation.ts'
import type { Word } from './text.ts'
import type { WeighedFind } from './weigh.ts'

/** What each theme weighs: its strongest line, more for others that rest on other words. Highest first. */
export function gather(
  finds: readonly WeighedFind[],
  said: readonly Word[],
  weights: ReadonlyMap<string, number>,
  hint: () => Hinted,
): ThemeHit[] {
  const byTheme = new Map<string, WeighedFind[]>()
  for (const find of finds) {
    if (find.weight <= 0) continue
    const list = byTheme.get(find.entry.label)
    if (list === undefined) byTheme.set(find.entry.label, [find])
    else list.push(find)
  }
  const clear = finds.some(({ weight }) => weight >= 0.75)
  const hinted: Hinted = clear ? new Map() : hint()
  for (const [theme, { weight }] of hinted) if (weight >= leastHint && !byTheme.has(theme)) byTheme.set(theme, [])
  return [...byTheme]
    .map(([theme, list]) => {
      const taken = new Set<number>()
      const heard: string[] = []
      let weight = 0
      for (const find of list.sort((a, b) => b.weight - a.weight)) {
        const fresh = find.at.filter(index => !taken.has(index)).length / find.at.length
        const share = taken.size === 0 ? 1 : 0.35 * fresh
        if (share < 0.1) continue
        weight += find.weight * share
        for (const index of find.at) taken.add(index)
        if (heard.length < 3 && fresh === 1) heard.push(quote(find.at, said))
      }
      const hint = hinted.get(theme)
      if (hint !== undefined) {
        weight += Math.min(mostHint, hint.weight * hintShare)
        if (heard.length === 0) heard.push(...hint.at.slice(0, 2).map(index => quote([index], said)))
      }
      return { theme, weight: saturate(weight) * (weights.get(theme) ?? 1), words: heard }
    })
    .map(hit => ({ ...hit, weight: Math.round(Math.min(1, hit.weight / heaviest) * 1000) / 1000 }))
    .sort((a, b) => b.weight - a.weight)
}

type Hinted = ReturnType<Hints['of']>
/** Single words confirm what lines say, and are heard alone only where they lean clearly. */
const hintShare = 0.3
const mostHint = 0.3
const leastHint = 0.25

/** One clear line is nearly all (0.95), a hint little (0.35), many lines hardly more than two. */
const saturate = (weight: number) => 1.25 * (1 - Math.exp(-1.4 * weight))
const heaviest = 1.25

/** The words as they were written, from first to last when they stand close and in one clause: "kræft og mine forældre" is nobody's phrase. */
function quote(at: readonly number[], said: readonly Word[]): string {
  const first = at[0] ?? 0
  const last = at.at(-1) ?? first
  const whole = said.slice(first, last + 1)
  const together = whole.length <= 7 && !whole.some((word, nth) => !at.includes(first + nth) && joining.has(word.spelt))
  const span = together ? whole : at.flatMap(index => said[index] ?? [])
  return span
    .map(word => word.written)
    .filter((written, here, all) => written !== all[here - 1])
    .join(' ')
}

/** Where a new clause begins. */
const joining = new Set(['og', 'men', 'fordi', 'når', 'hvis', 'for', 'så', 'som', 'der', 'and', 'but', 'because', 'when', 'if'])

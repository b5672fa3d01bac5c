import type { Entry } from './entry.ts'
import { type Lists, listsOf } from './lists.ts'
import type { ThemeId } from './situation.ts'
import type { Term } from './vocabulary.ts'

/**
 * A second voice for messages that hold no whole line of the thesaurus: which theme the single words speak for. Learnt from the thesaurus itself
 * when it is compiled: a word that stands mostly in lines of one theme hints at it ("skolegård" at bullying). Deterministic and explainable.
 */
export interface Hints {
  /** Theme -> how much the words hint at it, about 0 to 2; only those worth naming. */
  of(terms: readonly (readonly Term[])[]): Map<ThemeId, { weight: number; at: number[] }>
}

export function createHints({ labels, themes, leans }: Leanings): Hints {
  return {
    of(terms) {
      const hinted = new Map<ThemeId, { weight: number; at: number[] }>()
      const met = new Set<number>()
      for (const [index, read] of terms.entries()) {
        for (const { id, sure } of read) {
          if (met.has(id)) continue
          met.add(id)
          const end = themes.starts[id + 1] ?? 0
          for (let place = themes.starts[id] ?? 0; place < end; place++) {
            const theme = labels[themes.items[place] ?? 0] ?? ''
            const lean = leans[place] ?? 0
            const known = hinted.get(theme)
            if (known === undefined) hinted.set(theme, { weight: lean * sure, at: [index] })
            else {
              known.weight += lean * sure
              known.at.push(index)
            }
          }
        }
      }
      return hinted
    },
  }
}

/** Word id -> the themes it hints at (numbers of `labels`), and beside each how much. */
export interface Leanings {
  labels: string[]
  themes: Lists
  leans: Float64Array
}

export function leaningsOf(entries: readonly Entry[], words: number): Leanings {
  const counted = countWords(entries)
  const labels = [...new Set(entries.map(({ label }) => label))]
  const leaning = Array.from({ length: words }, (_, id) => {
    const counts = counted.get(id) ?? []
    const all = counts.reduce((sum, [, count]) => sum + count, 0)
    return counts.map(([theme, count]): [ThemeId, number] => [theme, count / (all + doubt) - background]).filter(([, lean]) => lean > 0)
  })
  return {
    labels,
    themes: listsOf(leaning.map(leans => leans.map(([theme]) => labels.indexOf(theme)))),
    leans: Float64Array.from(leaning.flatMap(leans => leans.map(([, lean]) => lean))),
  }
}

/** Words seen in few lines are not trusted; a word spread over many themes leans nowhere. */
const doubt = 2
const background = 0.12

/** In how many lines of which themes each word stands. A theme's lines stand together, so that the last count is its. */
function countWords(entries: readonly Entry[]): Map<number, [ThemeId, number][]> {
  const words = new Map<number, [ThemeId, number][]>()
  for (const { label, slots } of entries) {
    for (const slot of slots) {
      // A class ("FORÆLDER", all numbers) says little of any of its members.
      const share = slot.length > 4 ? 0.25 : 1
      for (const id of slot) {
        const counts = words.get(id)
        const last = counts?.at(-1)
        if (counts === undefined) words.set(id, [[label, share]])
        else if (last?.[0] === label) last[1] += share
        else counts.push([label, share])
      }
    }
  }
  return words
}

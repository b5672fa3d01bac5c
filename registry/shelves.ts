import type { Offer } from './offer.ts'
import type { ThemeId } from './situation.ts'
import { isEmpty, readWords, stem } from './text.ts'

/** What one municipality's people may choose among, filed by theme and by word, built the first time someone there asks. */
export interface Shelf {
  offers: readonly Offer[]
  byTheme: ReadonlyMap<ThemeId, readonly Offer[]>
  byWord: ReadonlyMap<string, readonly { offer: Offer; weight: number }[]>
  general: readonly Offer[]
  /** How well a theme is answered without a case (1 to 3): decides whether an offer that needs one must wait. */
  open: ReadonlyMap<ThemeId, number>
}

/** The shelf of a municipality and the country. A query meets only these offers, however many there are elsewhere. */
export function createShelves(offers: readonly Offer[]): (municipality: string | undefined) => Shelf {
  const shown = offers.filter(({ kind, status }) => kind !== 'forum' && status !== 'ended')
  const local = Map.groupBy(shown, offer => offer.municipality)
  const built = new Map<string | undefined, Shelf>()
  return municipality => {
    const known = built.get(municipality)
    if (known !== undefined) return known
    const here = municipality === undefined ? shown : [...(local.get(municipality) ?? []), ...(local.get(undefined) ?? [])]
    const shelf = fill(here)
    built.set(municipality, shelf)
    return shelf
  }
}

function fill(offers: readonly Offer[]): Shelf {
  const byTheme = new Map<ThemeId, Offer[]>()
  const byWord = new Map<string, { offer: Offer; weight: number }[]>()
  const open = new Map<ThemeId, number>()
  for (const offer of offers) {
    for (const [theme, central] of Object.entries(offer.themes)) {
      push(byTheme, theme, offer)
      if (offer.kind === 'offer' && !needsCase(offer)) open.set(theme, Math.max(open.get(theme) ?? 0, central))
    }
    for (const [word, weight] of ownWords(offer)) push(byWord, word, { offer, weight })
  }
  return { offers, byTheme, byWord, general: offers.filter(({ general }) => general), open }
}

const needsCase = (offer: Offer) => offer.rules.some(rule => 'fact' in rule && rule.fact === 'hasCase' && rule.is)

/** The offer's names as people say them; single words that stand in many offers' words say little. */
function ownWords(offer: Offer): Map<string, number> {
  const found = new Map<string, number>()
  for (const saying of [...offer.words, offer.name.da, offer.name.en]) {
    const parts = readWords(saying).filter(({ spelt }) => !isEmpty(spelt))
    for (const { spelt } of parts) {
      const key = stem(spelt)
      found.set(key, Math.max(found.get(key) ?? 0, parts.length === 1 ? 1 : 1 / (parts.length * 1.5)))
    }
  }
  return found
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value) {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}

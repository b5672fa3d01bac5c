import Fuse from 'fuse.js'
import type { Locale } from '../dialogs/conversation.ts'
import type { Offer } from '../registry/offer.ts'
import type { Registry } from '../registry/registry.ts'

export interface FoundOffer {
  id: string
  name: string
  provider: string
  summary: string
  /** Why it fits the one it was found for. */
  why?: string[]
}

export type OfferSearch = (text: string, municipality: string, locale: Locale) => FoundOffer[]

/** Finds offers by name, provider or the words they go by, as a counsellor types them: of the municipality and of the whole country. */
export function createOfferSearch(registry: Registry): OfferSearch {
  const current = registry.offers.filter(({ status, kind }) => status !== 'ended' && kind !== 'forum')
  const fuse = new Fuse(current, {
    keys: [
      { name: 'name.da', weight: 4 },
      { name: 'name.en', weight: 3 },
      { name: 'provider.name', weight: 2 },
      { name: 'words', weight: 1 },
    ],
    threshold: 0.3,
    ignoreLocation: true,
    minMatchCharLength: 2,
  })
  return (text, municipality, locale) => {
    const near = ({ municipality: of }: Offer) => of === undefined || of === municipality
    const found = text.trim().length < 2 ? current : fuse.search(text.trim().slice(0, 100)).map(({ item }) => item)
    return found
      .filter(near)
      .slice(0, shown)
      .map(({ id, name, provider, summary }) => ({ id, name: name[locale], provider: provider.name, summary: summary[locale] }))
  }
}

const shown = 8

import type { Offer } from '../registry/offer.ts'
import type { Municipality, Registry } from '../registry/registry.ts'

/**
 * A country of 98 municipalities with `size` offers in all: the real registry as it is, and for the other municipalities what the four
 * real ones offer, under other names, with words of their own. Deterministic.
 */
export function synthetic(registry: Registry, size: number): Registry {
  const local = registry.offers.filter(offer => offer.municipality !== undefined)
  const others: Municipality[] = Array.from({ length: 98 - registry.municipalities.length }, (_, i) => ({
    id: `kommune-${String.fromCharCode(97 + Math.floor(i / 26), 97 + (i % 26))}`,
    name: `Kommune ${i + 1}`,
    region: 'Region Sjælland',
  }))
  const made: Offer[] = Array.from({ length: Math.max(0, size - registry.offers.length) }, (_, i) => {
    const model = local[(i * 7) % local.length]!
    const municipality = others[i % others.length]!
    return {
      ...model,
      id: `${municipality.id}-${i}`,
      municipality: municipality.id,
      name: renamed(model, i),
      words: [...model.words, invented(i)],
    }
  })
  const offers = [...registry.offers, ...made]
  const byId = new Map(offers.map(offer => [offer.id, offer]))
  return { ...registry, offers, municipalities: [...registry.municipalities, ...others], offer: id => byId.get(id) }
}

const renamed = (offer: Offer, i: number) => ({ da: `${offer.name.da} ${invented(i)}`, en: `${offer.name.en} ${invented(i)}` })

const beginnings = ['bro', 'lys', 'fjord', 'skov', 'sol', 'vind', 'hav', 'mark', 'eng', 'strand']
const endings = ['huset', 'gården', 'holdet', 'cafeen', 'gruppen', 'banden', 'stedet', 'klubben', 'linjen', 'vejen']
const invented = (i: number) => `${beginnings[i % 10]}${endings[Math.floor(i / 10) % 10]}${Math.floor(i / 100) % 10}`

import Fuse from 'fuse.js'
import type { District } from './registry.ts'
import { fold, normalise } from './text.ts'

/**
 * The districts with a team that an answer names by a school, a day-care or a town, misspelt too ("hundeted skole", "olsted"): several where a town
 * lies in more than one, none where nothing of the kind is known. `said` is what was answered when that was asked; see districtIn for what is said
 * in passing. Longer names first, so that "Ny Frederiksværk Skole" is not any school of Frederiksværk. Pure.
 */
export function findDistricts(districts: readonly District[], municipality: string, said: string): District[] {
  const here = placesOf(districts, municipality)
  const words = wordsOf(said)
  for (const length of [3, 2, 1]) {
    const spans = words.flatMap((_, at) => (at > 0 && at + length > words.length ? [] : [words.slice(at, at + length)]))
    const hits = spans.flatMap(here.find)
    const best = Math.min(...hits.map(({ score }) => score))
    if (hits.length > 0) return [...new Set(hits.filter(({ score }) => score <= best + nearlyAsGood).map(({ district }) => district))]
  }
  return []
}

/** The district that a message names in passing: only beside a word for school or day-care, so that a town somebody visits counts for nothing. */
export function districtIn(districts: readonly District[], municipality: string, text: string): District | undefined {
  const words = wordsOf(text)
  for (const [at, word] of words.entries()) {
    if (!isPlaceWord(word)) continue
    const before = words.slice(Math.max(0, at - 2), at).filter(one => !small.has(one))
    const found = before.length === 0 ? [] : findDistricts(districts, municipality, [...before, word].join(' '))
    if (found.length === 1) return found[0]
  }
  return undefined
}

interface Hit {
  district: District
  /** fuse.js: 0 is the very word, 1 nothing alike. */
  score: number
}

interface Places {
  find(words: readonly string[]): Hit[]
}

/** The names of one municipality's districts that have a team, made searchable once for each list of districts. */
function placesOf(districts: readonly District[], municipality: string): Places {
  const known = made.get(districts)?.get(municipality)
  if (known) return known
  const places = districts
    .filter(district => district.municipality === municipality && district.team !== undefined)
    .flatMap(district =>
      [...new Set([...district.schools, ...(district.daycares ?? []), ...(district.towns ?? [])].map(bare))].map(name => ({
        name,
        district,
      })),
    )
  const fuse = new Fuse(places, { keys: ['name'], includeScore: true, threshold: mostUnlike, ignoreLocation: true, minMatchCharLength: 3 })
  const found: Places = {
    find(words) {
      const name = bare(words.join(' '))
      if (name.length < shortest) return []
      return fuse
        .search(name)
        .filter(({ item }) => Math.abs(item.name.length - name.length) <= 2)
        .map(({ item, score = 1 }) => ({ district: item.district, score }))
    },
  }
  const lists = made.get(districts) ?? new Map<string, Places>()
  made.set(districts, lists.set(municipality, found))
  return found
}
const made = new WeakMap<readonly District[], Map<string, Places>>()

/** Shorter than this, a slip makes another name of it. */
const shortest = 4
/** One or two letters wrong in a name of eight. */
const mostUnlike = 0.3
const nearlyAsGood = 0.02

/** "Skolen på Herredsåsen" -> "herredsaasen": what tells one school from another, without æøå. */
const bare = (name: string): string =>
  wordsOf(name)
    .filter(word => !isPlaceWord(word) && !small.has(word))
    .map(fold)
    .join(' ')

const wordsOf = (text: string): string[] =>
  text
    .split(/[^\p{L}]+/u)
    .filter(word => word !== '')
    .map(normalise)

const isPlaceWord = (word: string): boolean =>
  /^(skole|skolen|skolens|school|sfo|børnehus|børnehuset|børnehave|børnehaven|vuggestue|vuggestuen|daginstitution|institution|institutionen|kindergarten|nursery|daycare)$/.test(
    word,
  )

const small = new Set(
  'på i ved den det en et af til fra går nede oppe ude hos vores min mit hans hendes the in at of my our his her'.split(' '),
)

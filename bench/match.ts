import { readFileSync } from 'node:fs'
import { eligibility } from '../registry/eligibility.ts'
import { loadRegistry } from '../registry/load.ts'
import { createMatcher } from '../registry/matcher.ts'
import type { Registry } from '../registry/registry.ts'
import { emptySituation, type Role, type Situation } from '../registry/situation.ts'
import { type Case, type Figures, measure } from './measure.ts'
import { fuse } from './peers/fuse.ts'
import { minisearch } from './peers/minisearch.ts'
import { orama } from './peers/orama.ts'
import type { Document, Peer } from './peers/peer.ts'
import { postgres } from './peers/postgres.ts'
import { synthetic } from './synthetic.ts'

/** Our matching beside search engines over the same documents, on the real registry and on synthetic ones: `node bench/match.ts [size ...]`. */
const sizes = process.argv.slice(2).map(Number)
const real = await loadRegistry(new URL('../data/', import.meta.url))
const cases = readCases()
const now = new Date('2026-11-23T10:00:00+01:00')

for (const size of sizes.length > 0 ? sizes : [real.offers.length, 1_000, 10_000, 100_000]) {
  const registry = size <= real.offers.length ? real : synthetic(real, size)
  const documents = registry.offers.map(offer => documentOf(offer, registry))
  const figures: Figures[] = [await measure('Brobygger', () => ours(registry), cases)]
  for (const make of peersFor(size)) {
    const peer = make()
    if (peer === undefined) continue
    figures.push(await measure(peer.name, () => searching(peer, documents, registry), cases))
    await peer.close?.()
  }
  print(registry, figures)
}

async function ours(registry: Registry) {
  const matcher = createMatcher(registry)
  return (one: Case) => matcher.match(matcher.hear(situationOf(one), one.text), { now, limit: 3 }).matches.map(match => match.offer.id)
}

async function searching(peer: Peer, documents: Document[], registry: Registry) {
  await peer.build(documents)
  // Every engine is spared what a search cannot know: offers that a rule keeps from this person are taken out of its list.
  return async (one: Case) => {
    const found = await peer.search(one.text, one.municipality)
    return found.filter(id => eligibility(registry.offer(id)!, situationOf(one)).truth !== 'no').slice(0, 3)
  }
}

/** Fuse reads every text for every query: over ten thousand documents one query takes minutes, so there it is left out. */
function peersFor(size: number): (() => Peer | undefined)[] {
  const quick = [minisearch, orama, postgres]
  return size > 1_000 ? quick : [() => fuse('scan'), () => fuse('tokens'), ...quick]
}

function documentOf(offer: Registry['offers'][number], registry: Registry): Document {
  const themes = registry.themes.filter(theme => theme.id in offer.themes)
  return {
    id: offer.id,
    municipality: offer.municipality ?? '',
    name: `${offer.name.da} ${offer.name.en}`,
    summary: `${offer.summary.da} ${offer.summary.en} ${offer.purpose ?? ''}`,
    words: [...offer.words, ...themes.flatMap(theme => [theme.name.da, ...theme.young, ...theme.parents, ...theme.professionals])].join(
      ' ',
    ),
  }
}

function situationOf(one: Case): Situation {
  return {
    ...emptySituation(),
    municipality: one.municipality,
    ...(one.role === 'other' ? {} : { role: one.role as Role }), // the label file's roles are ours but for `other`
    ...(one.age === null ? {} : { age: one.age }),
  }
}

function readCases(): Case[] {
  const everywhere: Record<string, string[]> = JSON.parse(
    readFileSync(new URL('../test/eval/wrong-everywhere.json', import.meta.url), 'utf8'),
  )
  return readFileSync(new URL('../test/eval/needs.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Case)
    .map(one => ({ ...one, wrong: [...one.wrong, ...(everywhere.all ?? []), ...(everywhere[one.municipality] ?? [])] }))
}

function print(registry: Registry, figures: Figures[]) {
  console.log(`\n${registry.offers.length} offers, ${cases.length} messages`)
  console.table(
    Object.fromEntries(
      figures.map(({ name, ...rest }) => [name, { ...rest, 'times ours': (rest['median ms'] / figures[0]!['median ms']).toFixed(1) }]),
    ),
  )
}

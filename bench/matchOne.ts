import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { eligibility } from '../registry/eligibility.ts'
import { loadRegistry } from '../registry/load.ts'
import { createMatcher } from '../registry/matcher.ts'
import { situationOf as situationOfMessage } from '../registry/oneShot.ts'
import { openThesaurus } from '../registry/openThesaurus.ts'
import type { Registry } from '../registry/registry.ts'
import { emptySituation, type Role, type Situation } from '../registry/situation.ts'
import { half } from '../test/eval/split.ts'
import { type Case, type Engine, measure } from './measure.ts'
import { fuse } from './peers/fuse.ts'
import { minisearch } from './peers/minisearch.ts'
import { orama } from './peers/orama.ts'
import type { Document, Peer } from './peers/peer.ts'
import { postgres } from './peers/postgres.ts'
import { synthetic } from './synthetic.ts'

/** One engine at one size, in a process of its own so that its memory is its own: `node bench/matchOne.ts ENGINE SIZE` prints a line of JSON. */
const engines: Record<string, () => Peer | undefined> = {
  'fuse.js (default)': () => fuse('scan'),
  'fuse.js (token search)': () => fuse('tokens'),
  'MiniSearch (fuzzy, prefix)': minisearch,
  'Orama (tolerance 1)': orama,
  'PostgreSQL (Danish text search + pg_trgm)': postgres,
}

/**
 * Lean documents hold no thesaurus. From here on the peers get such: with the whole of it in each of them they could not be built; and fuse.js
 * always, which compares every letter and took 5 to 8 s a message at 73 offers with it. It makes them faster.
 */
const isLean = () => registry.offers.length >= 10_000 || name.startsWith('fuse.js')

const [name = '', size = ''] = process.argv.slice(2)
const real = await loadRegistry(new URL('../data/', import.meta.url))
const registry = Number(size) <= real.offers.length ? real : synthetic(real, Number(size))
const cases = readCases()
const others = linesOf('own-needs.jsonl').filter(({ text }) => half(text) === 'build')
const peer = engines[name]?.()
if (name === 'Brobygger') console.log(JSON.stringify(await measure(ours, cases, others)))
else if (peer === undefined) console.log('{}')
else {
  const documents = registry.offers.map(documentOf)
  console.log(JSON.stringify(await measure(() => searching(peer, documents), cases, others)))
  await peer.close?.()
}

async function ours(): Promise<Engine> {
  // Opened anew, so that what it takes counts as ours.
  const thesaurus = await openThesaurus(new URL('../data/', import.meta.url))
  const matcher = createMatcher({ ...registry, ...(thesaurus && { packed: { of: registry.themes, thesaurus } }) })
  const now = new Date('2026-11-23T10:00:00+01:00')
  return {
    search: one =>
      matcher
        .match(situationOfMessage({ ...one, role: one.role as Role | 'other' }, matcher), { now })
        .matches.map(({ offer }) => offer.id), // the label files' roles are ours and `other`
  }
}

async function searching(search: Peer, documents: Document[]): Promise<Engine> {
  await search.build(documents)
  return {
    // Every engine is spared what a search cannot know: offers that a rule keeps from this person are taken out of its list.
    async search(one) {
      const found = await search.search(one.text, one.municipality)
      return found.filter(id => eligibility(registry.offer(id)!, situationOf(one)).truth !== 'no').slice(0, 3)
    },
    ...(search.size && { outside: () => search.size!() }),
    ...(search.work && { work: () => search.work!() }),
  }
}

function documentOf(offer: Registry['offers'][number]): Document {
  const themes = registry.themes.filter(theme => theme.id in offer.themes)
  const known = !isLean() ? themes.flatMap(theme => [...theme.young, ...theme.parents, ...theme.professionals]) : []
  return {
    id: offer.id,
    municipality: offer.municipality ?? '',
    name: `${offer.name.da} ${offer.name.en}`,
    summary: `${offer.summary.da} ${offer.summary.en} ${offer.purpose ?? ''}`,
    words: [...offer.words, ...themes.map(theme => theme.name.da), ...known].join(' '),
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

/** The shared messages and the check half of our own: what nothing was taught from. Mixed by a hash, so that whoever is asked few is asked of both. */
function readCases(): Case[] {
  const everywhere: Record<string, string[]> = JSON.parse(read('wrong-everywhere.json'))
  const order = ({ text }: Case) => createHash('sha256').update(`bench ${text}`).digest('hex')
  return [...linesOf('needs.jsonl'), ...linesOf('own-needs.jsonl').filter(({ text }) => half(text) === 'check')]
    .map(one => ({ ...one, wrong: [...one.wrong, ...(everywhere.all ?? []), ...(everywhere[one.municipality] ?? [])] }))
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
}

function linesOf(file: string): Case[] {
  return read(file)
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Case)
}

function read(file: string): string {
  return readFileSync(new URL(`../test/eval/${file}`, import.meta.url), 'utf8')
}

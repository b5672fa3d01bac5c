import { readdirSync, readFileSync } from 'node:fs'
import { loadRegistry } from '../../registry/load.ts'
import { createMatcher } from '../../registry/matcher.ts'
import { nextQuestion } from '../../registry/nextQuestion.ts'
import type { Registry } from '../../registry/registry.ts'
import { holds, type Rule, restsOn } from '../../registry/rule.ts'
import { emptySituation, type FactId, type Role, type Situation } from '../../registry/situation.ts'

/**
 * How many questions until an accepted offer stands first: in our order, in the fixed order of data/facts.json, in random order (the mean of five).
 * Each person is a labelled message with the facts that open its best accepted offer; all else they answer with no. Only those are counted
 * for whom no accepted offer is first before any question. `node test/eval/questions.ts` prints the tables.
 */
export async function simulate(files: readonly string[], told: Told): Promise<Simulation> {
  const registry = await loadRegistry(new URL('../../data/', import.meta.url))
  const world: World = { registry, matcher: createMatcher(registry) }
  const people = files.flatMap(file => peopleOf(file, told, world))
  const waiting = people.filter(person => !met(person, person.start, world))
  const walks = waiting.map((person, i) => ({
    ours: walk(person, ours, world),
    fixed: walk(person, fixed, world),
    random: Array.from({ length: randomOrders }, (_, nth) => walk(person, random(i * randomOrders + nth), world)),
  }))
  const shared = walks.filter(({ ours, fixed, random }) => [ours, fixed, ...random].every(({ reached }) => reached))
  const row = (order: 'ours' | 'fixed' | 'random'): Row => {
    const all = walks.flatMap(walk => walk[order])
    const share = (some: readonly Walk[]) => Math.round((some.length * walks.length) / Math.max(1, all.length))
    return {
      reached: share(all.filter(({ reached }) => reached)),
      withinFour: share(all.filter(({ reached, asked }) => reached && asked <= 4)),
      untilFirst: mean(shared.flatMap(walk => walk[order]).map(({ asked }) => asked)),
      askedInAll: mean(all.map(({ asked }) => asked)),
    }
  }
  return {
    people: people.length,
    waiting: waiting.length,
    shared: shared.length,
    ours: row('ours'),
    fixed: row('fixed'),
    random: row('random'),
  }
}

/** What a person tells beside the message before any question. */
export interface Told {
  role: boolean
  age: boolean
}

/** So many random orders for each person: their mean says more than one throw of the dice. */
const randomOrders = 5

export interface Simulation {
  people: number
  waiting: number
  /** Those whom all three orders lead to an accepted offer. */
  shared: number
  ours: Row
  fixed: Row
  random: Row
}

interface Row {
  reached: number
  withinFour: number
  /** Mean number of questions until an accepted offer is first, over the shared. */
  untilFirst: number
  askedInAll: number
}

const options = { now: new Date('2026-11-23T12:00:00+01:00') }

interface World {
  registry: Registry
  matcher: ReturnType<typeof createMatcher>
}

interface Person {
  accept: string[]
  /** All that is true of them. */
  truth: { role: Role; age: number | undefined; facts: Record<FactId, boolean> }
  start: Situation
}

type Order = (situation: Situation, asked: FactId[], world: World) => FactId | undefined

interface Walk {
  reached: boolean
  asked: number
}

function walk(person: Person, order: Order, world: World): Walk {
  const asked: FactId[] = []
  let situation = person.start
  for (let question = order(situation, asked, world); question !== undefined; question = order(situation, asked, world)) {
    asked.push(question)
    situation = answered(person, question, situation)
    if (met(person, situation, world)) return { reached: true, asked: asked.length }
  }
  return { reached: false, asked: asked.length }
}

const ours: Order = (situation, asked, { matcher, registry }) => nextQuestion(situation, matcher, registry, asked, options)

const fixed: Order = (situation, asked, world) => left(situation, asked, world)[0]

function random(seed: number): Order {
  let state = seed + 1
  return (situation, asked, world) => {
    const rest = left(situation, asked, world)
    state = (state * 48_271) % 2_147_483_647
    return rest[state % rest.length]
  }
}

/** Who and age, then the facts of data/facts.json in their order, those left out that cannot concern this person. */
function left(situation: Situation, asked: FactId[], { registry }: World): FactId[] {
  const who: FactId[] = [...(situation.role === undefined ? ['role'] : []), ...(situation.age === undefined ? ['age'] : [])]
  const facts = registry.facts.filter(({ id, roles, ages, subject }) => {
    if (situation.facts[id] !== undefined) return false
    if (roles && situation.role && !roles.includes(situation.role)) return false
    if (!ages || situation.age === undefined || (subject === 'citizen' && situation.role !== 'young')) return true
    return situation.age >= (ages.from ?? 0) && situation.age < (ages.to ?? 200)
  })
  return [...who, ...facts.map(({ id }) => id)].filter(id => !asked.includes(id))
}

function answered({ truth }: Person, question: FactId, situation: Situation): Situation {
  if (question === 'role') return { ...situation, role: truth.role }
  if (question === 'age') return truth.age === undefined ? situation : { ...situation, age: truth.age }
  return { ...situation, facts: { ...situation.facts, [question]: truth.facts[question] ?? false } }
}

function met({ accept }: Person, situation: Situation, { matcher }: World): boolean {
  const first = matcher.match(situation, options).matches[0]
  return first !== undefined && accept.includes(first.offer.id)
}

interface Labelled {
  text: string
  role: Role | 'other'
  age: number | null
  municipality: string
  accept: string[]
}

function peopleOf(file: string, tells: Told, { registry, matcher }: World): Person[] {
  const lines = readFileSync(new URL(file, import.meta.url), 'utf8')
    .trim()
    .split('\n')
  return lines.map(line => {
    const { text, role, age, municipality, accept }: Labelled = JSON.parse(line)
    const who: Role = role === 'other' ? 'relative' : role
    const told: Situation = {
      ...emptySituation(),
      municipality,
      ...(tells.role && { role: who }),
      ...(tells.age && age !== null && { age }),
    }
    const start = matcher.hear(told, text)
    const years = age ?? start.age
    const known = { ...start, role: who, ...(years !== undefined && { age: years }) }
    return { accept, truth: { role: who, age: years, facts: { ...opening(accept[0], known, registry), ...start.facts } }, start }
  })
}

/** Facts under which as many of the offer's rules hold as can for this person; every other fact is no. */
function opening(offerId: string | undefined, known: Situation, { offer, facts }: Registry): Record<FactId, boolean> {
  const rules = (offerId === undefined ? undefined : offer(offerId))?.rules ?? []
  const inSchool = known.age !== undefined && known.age >= 6 && known.age < 16
  const hidden: Record<FactId, boolean> = Object.fromEntries(facts.map(({ id }) => [id, id === 'inSchool' && inSchool]))
  for (const id of new Set(rules.flatMap(restsOn))) {
    if (!(id in hidden)) continue
    const turned = { ...hidden, [id]: !hidden[id] }
    if (kept(rules, { ...known, facts: turned }) > kept(rules, { ...known, facts: hidden })) hidden[id] = !hidden[id]
  }
  return hidden
}

const kept = (rules: readonly Rule[], situation: Situation) => rules.filter(rule => holds(rule, situation) === 'yes').length

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

const files = readdirSync(new URL('.', import.meta.url)).filter(file => /needs.*\.jsonl$/.test(file))

async function report(title: string, told: Told): Promise<void> {
  const found = await simulate(files, told)
  console.log(
    `\nnext question; ${title}: ${found.people} people, ${found.waiting} of them without an accepted offer first before any question`,
  )
  console.log(`order     reached    within 4   until first (the ${found.shared} whom all reach)   asked in all`)
  for (const order of ['ours', 'fixed', 'random'] as const) {
    const { reached, withinFour, untilFirst, askedInAll } = found[order]
    const columns = [
      order.padEnd(9),
      String(reached).padEnd(10),
      String(withinFour).padEnd(10),
      untilFirst.toFixed(2).padEnd(37),
      askedInAll.toFixed(2),
    ]
    console.log(columns.join(' '))
  }
}

/** Prints the tables. One question is the least there can be: half of an order that needs fewer than two is out of anyone's reach. */
export async function reportQuestions(): Promise<void> {
  await report('who and age are told, as in the talk', { role: true, age: true })
  await report('who is told', { role: true, age: false })
  await report('the age is told', { role: false, age: true })
  await report('only the message is told', { role: false, age: false })
}

if (process.argv[1] === import.meta.filename) await reportQuestions()

import { readFile } from 'node:fs/promises'
import { expect } from 'chai'
import fc from 'fast-check'
import { eligibility } from '../../registry/eligibility.ts'
import { loadRegistry } from '../../registry/load.ts'
import { holds } from '../../registry/rule.ts'
import { emptySituation, type Role, type Situation } from '../../registry/situation.ts'

const registry = await loadRegistry(new URL('../../data/', import.meta.url))
const needs = await labelled('needs.jsonl')
const ownNeeds = await labelled('own-needs.jsonl')
const cases = [...needs, ...ownNeeds]
const everywhere: Record<string, string[]> = JSON.parse(await readFile(new URL('../eval/wrong-everywhere.json', import.meta.url), 'utf8'))

describe('eligibility in the real registry', () => {
  it('never keeps from a person what a good counsellor would have chosen', () => {
    expect(kept(needs)).to.deep.equal([])
  })

  it('differs from our own labels in one of a hundred at most', () => {
    const accepted = ownNeeds.flatMap(({ accept }) => accept).length
    expect(kept(ownNeeds).length / accepted, kept(ownNeeds).join(', ')).to.be.at.most(0.01)
  })

  it('keeps away four of five plainly wrong offers before a word is read', () => {
    const pairs = cases.flatMap(({ municipality, wrong, situations }) =>
      [...new Set([...wrong, ...(everywhere.all ?? []), ...(everywhere[municipality] ?? [])])].flatMap(id =>
        situations.slice(0, 1).map(situation => truth(id, situation)),
      ),
    )
    const kept = pairs.filter(answer => answer === 'no').length / pairs.length
    console.log(`      ${cases.length} messages, ${pairs.length} wrong offers: rules keep away ${(100 * kept).toFixed(1)} %`)
    expect(kept).to.be.greaterThan(0.8)
  })

  it('reads each rule as the source means it', () => {
    for (const [offerId, told, expected, why] of readings)
      expect(truth(offerId, { ...emptySituation(), municipality: 'kalundborg', ...told }), `${offerId}: ${why}`).to.equal(expected)
  })

  it('keeps every offer of one municipality from the people of another', () => {
    for (const { id: municipality } of registry.municipalities)
      for (const offer of registry.offers)
        if (offer.municipality !== undefined && offer.municipality !== municipality)
          expect(truth(offer.id, { ...emptySituation(), municipality }), offer.id).to.equal('no')
  })
})

describe('eligibility', () => {
  it('says no exactly when the municipality, the role or a rule says no; unknown never hides', () => {
    fc.assert(
      fc.property(situation, someone => {
        for (const offer of registry.offers) {
          const { truth, stoppedBy, unknown } = eligibility(offer, someone)
          const rules = [{ asks: offer.roles }, ...offer.rules].map(rule => holds(rule, someone))
          const elsewhere =
            offer.municipality !== undefined && someone.municipality !== undefined && offer.municipality !== someone.municipality
          if ((truth === 'no') !== (elsewhere || rules.includes('no'))) return false
          if (stoppedBy.length !== rules.filter(answer => answer === 'no').length) return false
          if (unknown.some(id => (id === 'age' ? someone.age : id === 'role' ? someone.role : someone.facts[id]) !== undefined))
            return false
        }
        return true
      }),
      { numRuns: 10_000 },
    )
  }).timeout(60_000)

  it('never takes back a no when more is told', () => {
    fc.assert(
      fc.property(situation, situation, (before, more) => {
        const after: Situation = { ...more, ...before, facts: { ...more.facts, ...before.facts } }
        return registry.offers.every(offer => eligibility(offer, before).truth !== 'no' || eligibility(offer, after).truth === 'no')
      }),
      { numRuns: 1000 },
    )
  })
})

type Reading = [offer: string, told: Partial<Situation>, expected: 'yes' | 'no' | 'unknown', why: string]

const readings: Reading[] = [
  ['kalundborg-chilled', { role: 'young', age: 13.9, facts: {} }, 'no', 'from 14'],
  ['kalundborg-chilled', { role: 'young', age: 14, facts: {} }, 'yes', 'from 14, no case needed'],
  ['kalundborg-chilled', { role: 'young', age: 16.9, facts: {} }, 'yes', '16 is the last year'],
  ['kalundborg-chilled', { role: 'young', age: 17, facts: {} }, 'no', 'over 16'],
  ['kalundborg-cool-kids-asf', { role: 'parent', age: 9, facts: { autism: false } }, 'no', 'made for children with autism'],
  ['kalundborg-cool-kids-asf', { role: 'parent', age: 9, facts: {} }, 'unknown', 'autism was not said'],
  ['kalundborg-rettidig-ungeindsats', { role: 'parent', age: 11, facts: { hasCase: true } }, 'no', 'for pupils without a case'],
  ['kalundborg-cafe-ungeliv', { role: 'young', age: 15, facts: { hasCase: false } }, 'no', 'needs a case'],
  ['kalundborg-cafe-ungeliv', { role: 'young', age: 15, facts: {} }, 'unknown', 'unknown never hides'],
  ['kalundborg-misbrug-unge', { role: 'young', age: 17, facts: {} }, 'unknown', 'a case was not said'],
  ['kalundborg-pusterummet', { role: 'young', age: 17, facts: { pregnant: true } }, 'yes', 'young and pregnant'],
  ['kalundborg-pusterummet', { role: 'young', age: 9, facts: {} }, 'no', 'a child of nine'],
  ['kalundborg-foenix', { role: 'young', age: 17, facts: { newMother: true } }, 'yes', 'a young mother writes about herself'],
  ['kalundborg-foenix', { role: 'parent', age: 4, facts: {} }, 'no', 'the child is four'],
  ['kalundborg-gro', { role: 'parent', age: 0.5, facts: {} }, 'yes', 'a baby'],
  ['moedrehjaelpen', { role: 'young', age: 16, facts: { pregnant: true } }, 'yes', 'young and pregnant'],
  ['moedrehjaelpen', { role: 'young', age: 11, facts: {} }, 'no', 'a child'],
  ['moedrehjaelpen', { role: 'parent', age: 11, facts: {} }, 'yes', 'any parent'],
  ['home-start-kalundborg', { role: 'parent', age: 3, facts: {} }, 'yes', 'the child itself is below school age'],
  ['home-start-kalundborg', { role: 'parent', age: 9, facts: {} }, 'unknown', 'there may be a smaller one'],
  ['home-start-kalundborg', { role: 'parent', age: 9, facts: { preschoolChild: false } }, 'no', 'no small child'],
  ['laer-for-livet', { role: 'young', age: 13, facts: { placed: true } }, 'yes', 'in care'],
  ['laer-for-livet', { role: 'young', age: 13, facts: { placed: false, hasCase: false } }, 'no', 'neither in care nor with a case'],
  ['kalundborg-stepping-stones', { role: 'parent', age: 8, facts: { disability: true } }, 'yes', 'a child with a disability'],
  ['kalundborg-oekonomisk-vejledning', { role: 'young', age: 17, facts: {} }, 'no', 'for grown-ups'],
  ['headspace-kalundborg', { role: 'young', age: 29, facts: {} }, 'yes', 'the catalogue says 12-29'],
  ['headspace-kalundborg', { role: 'young', age: 11, facts: {} }, 'no', 'from 12'],
  ['boernetelefonen', { role: 'relative', age: 12, facts: {} }, 'yes', 'a grandmother may call about the child'],
  ['boernetelefonen', { role: 'young', age: 18, facts: {} }, 'no', 'under 18'],
  ['foraeldretelefonen', { role: 'young', age: 15, facts: {} }, 'no', 'for grown-ups around the child'],
  ['skive-tidlig-forebyggelse', { role: 'parent', age: 8, municipality: 'skive', facts: { hasCase: true } }, 'no', 'not with a case'],
  ['skive-tidlig-forebyggelse', { role: 'parent', age: 8, municipality: 'skive', facts: {} }, 'unknown', 'a case was not said'],
]

/** What the rules take from people who should have it. */
function kept(messages: typeof needs): string[] {
  return messages.flatMap(({ id, accept, situations }) =>
    accept.flatMap(offerId =>
      situations.filter(situation => truth(offerId, situation) === 'no').map(({ role, age }) => `${id} ${role} ${age} ${offerId}`),
    ),
  )
}

function truth(offerId: string, situation: Situation) {
  const offer = registry.offer(offerId)
  if (!offer) throw new Error(`no offer ${offerId}`)
  return eligibility(offer, situation).truth
}

async function labelled(file: string) {
  const text = await readFile(new URL(`../eval/${file}`, import.meta.url), 'utf8')
  return text
    .trim()
    .split('\n')
    .map(line => {
      const { id, role, age, municipality, accept, wrong }: Label = JSON.parse(line)
      const roles: Role[] = role === 'other' ? ['relative', 'professional'] : [role]
      const known = { ...emptySituation(), municipality, ...(age !== null && { age }) }
      return { id, municipality, accept, wrong, situations: roles.map(who => ({ ...known, role: who })) }
    })
}

interface Label {
  id: string
  role: 'young' | 'parent' | 'other'
  age: number | null
  municipality: string
  accept: string[]
  wrong: string[]
}

const situation: fc.Arbitrary<Situation> = fc
  .record({
    role: fc.option(fc.constantFrom<Role[]>('young', 'parent', 'relative', 'professional'), { nil: undefined }),
    age: fc.option(fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constantFrom(0.3, 5.9, 15.8, 17.99)), { nil: undefined }),
    municipality: fc.option(fc.constantFrom(...registry.municipalities.map(({ id }) => id)), { nil: undefined }),
    facts: fc.dictionary(fc.constantFrom(...registry.facts.map(({ id }) => id)), fc.boolean()),
  })
  .map(({ role, age, municipality, facts }) => ({
    ...emptySituation(),
    facts,
    ...(role !== undefined && { role }),
    ...(age !== undefined && { age }),
    ...(municipality !== undefined && { municipality }),
  }))

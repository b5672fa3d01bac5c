import { expect } from 'chai'
import { loadRegistry } from '../../registry/load.ts'
import { createMatcher } from '../../registry/matcher.ts'
import { situationOf } from '../../registry/oneShot.ts'
import { lessons } from '../../registry/openVoice.ts'
import { emptySituation } from '../../registry/situation.ts'
import { createVoice } from '../../registry/taught.ts'
import { traitsOf } from '../../registry/traits.ts'
import { createUnderstanding } from '../../registry/understand.ts'

const registry = await loadRegistry(new URL('../../data/', import.meta.url))
const { vocabulary } = createUnderstanding(registry)
const voice = createVoice(lessons, vocabulary)
const lean = (text: string) => voice({ ...emptySituation(), role: 'young', age: 15, words: [text] })
const offer = (id: string) => registry.offer(id)!

describe('the second voice of the matching', () => {
  it('speaks of what offers are, never of an offer by name, and of nothing the registry does not know', () => {
    const known = new Set(registry.offers.flatMap(one => [...traitsOf(one).keys()]))
    expect(lessons.traits.filter(trait => !known.has(trait))).to.deep.equal([])
    expect(lessons.signs.filter(sign => sign.includes('kalundborg-'))).to.deep.equal([])
  })

  it('says nothing where no words are', () => {
    for (const text of ['', '   ', '((((']) expect(lean(text), text).to.equal(undefined)
  })

  it('says the same each time', () => {
    const text = 'jeg sidder alene i frikvarteret'
    expect(createVoice(lessons, vocabulary)({ ...emptySituation(), words: [text] })?.gain(offer('kalundborg-makkerpar'))).to.equal(
      voice({ ...emptySituation(), words: [text] })?.gain(offer('kalundborg-makkerpar')),
    )
  })

  it('leans towards what such words lead to, and says by which words', () => {
    const leaning = lean('lønnen er brugt den sjette og rudekuverterne ligger i en skuffe')
    const economy = offer('kalundborg-oekonomisk-vejledning')
    expect(leaning?.gain(economy)).to.be.above(leaning?.gain(offer('kalundborg-gro')) ?? 0)
    expect(leaning?.because(economy)?.words.join(' ')).to.match(/lønnen|brugt|rudekuverterne/)
  })

  it('speaks for an offer that came later, by its themes', () => {
    const before = offer('kalundborg-oekonomisk-vejledning')
    const later = { ...before, id: 'kalundborg-gaeldscafe', name: { da: 'Gældscafé', en: 'Debt café' } }
    const leaning = lean('lønnen er brugt den sjette og rudekuverterne ligger i en skuffe')
    expect(leaning?.gain(later)).to.equal(leaning?.gain(before))
    const grown = createMatcher({
      ...registry,
      offers: [...registry.offers.filter(({ id }) => id !== before.id), later],
      offer: id => (id === later.id ? later : registry.offer(id)),
    })
    const message = {
      text: 'lønnen er brugt den sjette og rudekuverterne ligger i en skuffe',
      role: 'parent',
      municipality: 'kalundborg',
    } as const
    expect(grown.match(situationOf(message, grown), { now: new Date(0) }).matches[0]?.offer.id).to.equal(later.id)
  })

  it('cannot open what a rule keeps closed', () => {
    const matcher = createMatcher(registry)
    const situation = situationOf({ text: 'jeg er gravid og skal være mor', role: 'young', age: 9, municipality: 'kalundborg' }, matcher)
    expect(matcher.rank(situation, { now: new Date(0) }).map(({ offer: one }) => one.id)).not.to.include('kalundborg-pusterummet')
  })
})

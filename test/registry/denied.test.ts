import { expect } from 'chai'
import { affirmedIn, deniedIn } from '../../registry/denied.ts'
import { loadRegistry } from '../../registry/load.ts'
import { createMatcher } from '../../registry/matcher.ts'
import { emptySituation } from '../../registry/situation.ts'
import { readWords } from '../../registry/text.ts'

const denied = (text: string) => {
  const said = readWords(text)
  const marked = deniedIn(said)
  return said.flatMap(({ written }, here) => (marked[here] ? [written] : [])).join(' ')
}

describe('what is said not to be so', () => {
  for (const [text, expected] of [
    ['det er ikke fordi han bliver mobbet, han vil bare ikke i skole', 'han bliver mobbet'],
    ['det handler ikke om skilsmissen, men om skolen', 'skilsmissen'],
    ['jeg er hverken ensom eller ked af det, jeg mangler bare et sted at lave lektier', 'ensom eller ked af det'],
    ['vi har ikke problemer med penge', 'penge'],
    ['jeg er ikke ensom. jeg er bare stresset', 'ensom'],
    ['problemet er ikke alkohol, problemet er at han spiller', 'alkohol'],
    ['alle tror det er stoffer. det er det ikke. jeg er bare træt', 'alle tror det er stoffer'],
    ['i skolen går det fint, men hun græder hjemme', 'i skolen går det fint'],
    ['før havde jeg angst, men nu er det maden', 'før havde jeg angst'],
    ['ingen af os ryger hash, vi er bare trætte', 'os ryger hash'],
  ] as const)
    it(`"${text}"`, () => expect(denied(text)).to.equal(expected))

  describe('is not what is lacking: that is the need itself', () => {
    for (const text of [
      'han vil ikke i skole',
      'jeg har ingen venner, jeg har kun min hund',
      'jeg har ikke nogen at snakke med, men jeg har en hund',
      'hun er ikke i skole om mandagen, men resten af ugen',
      'han har ikke snakket med os siden nytår, kun om wifi',
      'jeg kan ikke sove, men jeg er så træt',
      'hun spiser ikke, hun drikker kun vand',
      'stille dreng, fylder ikke',
      'jeg vil ikke mere eller orker ikke',
    ])
      it(`"${text}"`, () => expect(denied(text)).to.equal(''))
  })

  it('leaves the words that are told', () => {
    const said = readWords('problemet er ikke alkohol, problemet er at han spiller')
    expect(affirmedIn(said).map(({ written }) => written)).to.not.include('alkohol')
    const plain = readWords('han spiller hele natten')
    expect(affirmedIn(plain)).to.equal(plain)
  })

  it('is offered no help for', async () => {
    const registry = await loadRegistry(new URL('../../data/', import.meta.url))
    const matcher = createMatcher(registry)
    const offered = (text: string) => {
      const situation = { ...matcher.hear({ ...emptySituation(), role: 'parent' }, text), municipality: 'kalundborg' }
      return matcher.match(situation, { now: new Date(0) }).matches.map(({ offer }) => offer.id)
    }
    expect(offered('vi har problemer med gæld')).to.include('kalundborg-oekonomisk-vejledning')
    expect(offered('vi har ikke problemer med gæld, vi mangler bare nogen at være sammen med')).to.not.include(
      'kalundborg-oekonomisk-vejledning',
    )
  })
})

import { expect } from 'chai'
import { explainReading } from '../../registry/explain.ts'
import { loadRegistry } from '../../registry/load.ts'
import { createMatcher } from '../../registry/matcher.ts'
import { emptySituation } from '../../registry/situation.ts'

const registry = await loadRegistry(new URL('../../data/', import.meta.url))
const matcher = createMatcher(registry)
const themes = (text: string) =>
  matcher
    .understand(text)
    .themes.filter(({ weight }) => weight >= 0.4)
    .map(({ theme }) => theme)
const weight = (text: string, theme: string) => matcher.understand(text).themes.find(hit => hit.theme === theme)?.weight ?? 0

describe('understanding', () => {
  describe('hears the theme in every layer of words', () => {
    for (const [text, theme] of [
      ['gidder ik skole mere', 'schoolRefusal'],
      ['min søn nægter at tage i skole', 'schoolRefusal'],
      ['eleven har bekymrende skolefravær', 'schoolRefusal'],
      ['jeg har ingen at være sammen med', 'loneliness'],
      ['de kalder mig grim og taler bag min ryg', 'bullying'],
      ['i never sleep and the baby cries all the time', 'infant'],
      ['rykkere og gæld op over begge ører', 'economy'],
      ['min far drikker hver aften', 'alcoholInFamily'],
      ['моя донька не хоче йти до школи', 'schoolRefusal'],
      ['أشعر بالوحدة', 'loneliness'],
    ] as const)
      it(`"${text}": ${theme}`, () => expect(themes(text)).to.include(theme))
  })

  describe('hears it however it is spelt', () => {
    for (const [text, theme] of [
      ['JEG BLIVER MOBBET', 'bullying'],
      ['bliver mobet i skolen', 'bullying'],
      ['jeg har angts', 'anxiety'],
      ['har skolevaegring', 'schoolRefusal'],
      ['foler mig ensooom', 'loneliness'],
      ['skolefraværsproblemer', 'schoolRefusal'],
      ['😭😭', 'sadness'],
    ] as const)
      it(`"${text}": ${theme}`, () => expect(themes(text)).to.include(theme))
  })

  it('is not led astray by near spellings of other words', () => {
    expect(themes('hold på med at snakke')).not.to.include('violence')
    expect(themes('vi bor på tredje sal')).to.deep.equal([])
  })

  it('says an emoji once, and takes a knife for no crime', () => {
    expect(themes('😭😭😭😭')).to.deep.equal(['sadness'])
    expect(matcher.understand('😔🔪').facts).to.deep.equal({})
  })

  it('hears no phrase in words that stand in two clauses, and quotes none', () => {
    expect(themes('min hund er død og jeg kan ikke tænke på andet')).to.include('grief').and.not.include('suicide')
    const quoted = matcher.understand('min bror har kræft og mine forældre er på hospitalet').themes.flatMap(({ words }) => words)
    expect(quoted.join()).not.to.include(' og ')
  })

  it('knows a baby from when it was born, and does not take that for too early', () => {
    const { role, age, facts } = matcher.understand('min kæreste fødte for 7 uger siden og græder hele tiden')
    expect({ role, age, premature: facts.premature }).to.deep.equal({ role: 'parent', age: 0.13, premature: undefined })
    expect(matcher.understand('han er født i uge 27').facts.premature).to.equal(true)
  })

  it('takes for a fact of the family only what is told of it', () => {
    for (const [text, fact, is] of [
      ['jeg har angst og kan ikke sove', 'mentallyIllParent', undefined],
      ['min bror fik skizofreni', 'mentallyIllParent', undefined],
      ['min mor er bipolar', 'mentallyIllParent', true],
      ['jeg har ptsd og min datter er blevet stille', 'mentallyIllParent', true],
      ['politiet har ikke været inde over', 'policeConcern', false],
      ['noget er ikke vores. politiet har ringet', 'policeConcern', true],
      ['vi har aldrig haft kontakt med kommunen', 'hasCase', false],
      ['vi er ikke begyndt på udredning', 'assessed', false],
    ] as const)
      expect(matcher.understand(text).facts[fact], text).to.equal(is)
  })

  it('hears that it is their child in Arabic and Ukrainian too', () => {
    expect(matcher.understand('ابني عمره 7 سنوات ولا يريد الذهاب إلى المدرسة')).to.deep.include({ role: 'parent', age: 7 })
    expect(matcher.understand('Мій син боїться ходити до школи, йому 9 років')).to.deep.include({ role: 'parent', age: 9 })
  })

  it('hears that something is not, or no longer, so', () => {
    expect(weight('jeg er ikke ensom', 'loneliness')).to.be.below(weight('jeg er ensom', 'loneliness') / 2)
    expect(weight('han er ikke længere ensom', 'loneliness')).to.be.below(0.3)
    expect(matcher.understand('hun har ikke autisme').facts.autism).to.equal(false)
  })

  it('does not join what stands on both sides of a full stop to a saying', () => {
    expect(themes('han har været hjemme i to uger. 12 år')).not.to.include('pregnancy')
    expect(themes('vi skal vente på svar fra ppr')).not.to.include('pregnancy')
    expect(themes('er i 14. uge og han siger det er mit valg')).to.include('pregnancy')
  })

  it('reads sayings and verbs with their small word as what they are', () => {
    expect(themes('min dreng vil gerne slå græs')).not.to.include('violence')
    expect(themes('kæresten slog op')).to.include('love').and.not.include('violence')
  })

  it('tells who writes, of whom, and how old', () => {
    expect(matcher.understand('min søn på 9 med autisme vil ikke i skole')).to.deep.include({ role: 'parent', age: 9 })
    expect(matcher.understand('min søn på 9 med autisme vil ikke i skole').facts).to.include({ autism: true, schoolAbsence: true })
    expect(matcher.understand('jeg er lærer og bekymret for en elev').role).to.equal('professional')
    expect(matcher.understand('jeg er mormor til en pige på 4').role).to.equal('relative')
  })

  describe('tells who writes from how they present themselves', () => {
    for (const [text, role] of [
      ['klasselærer: elev på 10 gemmer sig i garderoben', 'professional'],
      ['pædagog i vuggestue, en dreng bider', 'professional'],
      ['min lærer siger jeg er doven', 'young'],
      ['mormor: min datter magter det ikke', 'relative'],
      ['min veninde er ked af det, for hendes far drikker', 'young'],
      ['hendes far drikker, og hun vil ikke derhen', 'parent'],
      ['min mormor døde', undefined],
      ['min brors unger passer sig selv', 'relative'],
      ['min ældste datter er 9', 'parent'],
      ['naboen klager over skrigene. min søn er 6', 'parent'],
      ['jeg går i 8. og keder mig', 'young'],
    ] as const)
      it(`"${text}": ${role ?? 'not told'}`, () => expect(matcher.understand(text).role).to.equal(role))
  })

  it('does not take a sibling for the one who writes', () => {
    expect(matcher.understand('min lillesøster har autisme og jeg kender ikke andre der har det sådan').facts.autism).to.equal(undefined)
  })

  it('keeps what was said when the next message comes, and lets a correction replace it', () => {
    const first = matcher.hear(emptySituation(), 'min søn på 8 bliver mobbet')
    const second = matcher.hear(first, 'nej, han er 9 år. og han sover dårligt')
    expect(second).to.deep.include({ role: 'parent', age: 9 })
    expect(second.themes.map(({ theme }) => theme)).to.include.members(['bullying', 'sleep'])
    expect(second.words).to.have.length(2)
  })

  it('gives an answer to any text, quickly', () => {
    for (const text of [
      '',
      '   ',
      '💀💀💀',
      '\ud800',
      'a'.repeat(10_000),
      'ikke '.repeat(2000),
      '1234561234',
      'ni hao 你好',
      '((((((((((',
      '<script>'.repeat(900),
    ]) {
      const before = process.cpuUsage()
      const { facts } = matcher.understand(text)
      expect(facts, text.slice(0, 10)).to.be.an('object')
      expect(process.cpuUsage(before).user / 1000, text.slice(0, 10)).to.be.below(2000)
    }
  })

  it('can be explained step by step', () => {
    const [first] = explainReading(matcher.read('bliver mobbet af de andre'))
    expect(first).to.deep.include({ theme: 'bullying', read: ['exact'] })
  })
})

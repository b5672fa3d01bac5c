import { expect } from 'chai'
import fc from 'fast-check'
import { linesFor } from '../../registry/lines.ts'
import { loadRegistry } from '../../registry/load.ts'
import { createMatcher } from '../../registry/matcher.ts'
import type { Offer } from '../../registry/offer.ts'
import { type OneShot, situationOf } from '../../registry/oneShot.ts'
import type { Rule } from '../../registry/rule.ts'
import { emptySituation, role, type Situation } from '../../registry/situation.ts'
import { labelledNeeds } from '../eval/labelled.ts'

const registry = await loadRegistry(new URL('../../data/', import.meta.url))
const matcher = createMatcher(registry)
const now = new Date('2026-11-20T12:00:00Z')
const firstThree = (message: OneShot) =>
  matcher.match(situationOf({ municipality: 'kalundborg', ...message }, matcher), { now }).matches.map(({ offer }) => offer.id)

describe('matching', () => {
  describe('puts first what is made for what was told', () => {
    for (const [message, first, why] of [
      [
        { text: 'vores datter på 8 har cerebral parese og vi er så trætte', role: 'parent', age: 8 },
        'kalundborg-stepping-stones',
        'for parents of children with a disability',
      ],
      [
        { text: 'ryger hash hver dag og vil gerne stoppe', role: 'young', age: 16 },
        'kalundborg-misbrug-unge',
        'the only one made for it, though a case must be opened',
      ],
      [
        { text: 'jeg er gravid og meget usikker på at blive mor', role: 'young', age: 17 },
        'kalundborg-pusterummet',
        'her condition is met',
      ],
      [{ text: 'bor i plejefamilie og er bagud i skolen', role: 'young', age: 12 }, 'laer-for-livet', 'for children in care'],
      [{ text: 'min datter holdes udenfor i klassen', role: 'parent', age: 9 }, 'kalundborg-makkerpar', 'they are at her school'],
      [
        { text: 'tør ikke sige noget i timen, bliver helt rød i hovedet', role: 'young', age: 15 },
        'kalundborg-chilled',
        'an anxiety group for precisely her age',
      ],
      [{ text: 'vi er flygtet fra syrien og kan ikke dansk', role: 'parent' }, 'kalundborg-integration', 'for refugee families'],
      [{ text: 'mine forældre skændes hver dag', role: 'young', age: 9 }, 'boernetelefonen', 'too young for headspace'],
      [{ text: 'føler mig ensom', role: 'young', age: 20 }, 'headspace-kalundborg', 'open, close by, without a case'],
    ] as const)
      it(`"${message.text}": ${first}, ${why}`, () => expect(firstThree(message)[0]).to.equal(first))
  })

  it('does not offer what needs a case, autism or a pregnancy until the words speak of it', () => {
    const shown = firstThree({ text: 'jeg er ensom og bliver mobbet', role: 'young', age: 14 })
    expect(shown).not.to.include.members(['kalundborg-cafe-ungeliv'])
    expect(firstThree({ text: 'jeg har en sagsbehandler. jeg er ensom og bliver mobbet', role: 'young', age: 14 })).to.include(
      'kalundborg-cafe-ungeliv',
    )
    expect(firstThree({ text: 'min søn på 10 har angst', role: 'parent', age: 10 })).not.to.include('kalundborg-cool-kids-asf')
    expect(firstThree({ text: 'min søn på 10 har angst og autisme', role: 'parent', age: 10 })[0]).to.equal('kalundborg-cool-kids-asf')
  })

  it('offers what one voice hears clearly, though no fact is told', () => {
    const shown = firstThree({ text: 'hun når til cykelskuret og vender om', role: 'parent', age: 13, municipality: 'holstebro' })
    expect(shown[0]).to.equal('holstebro-skolefravaer')
  })

  it('leaves a young adult with a door where no line of their own is open', () => {
    const shown = firstThree({ text: 'det er november hele året hos mig', role: 'young', age: 22, municipality: 'holstebro' })
    expect(shown).to.not.deep.equal([])
  })

  it('keeps apart those who foster a child and those whose child is fostered, and the pregnancy that was', () => {
    const fostering = firstThree({ text: 'jeg som plejefar synes skolen kalder hende svag', role: 'parent', age: 10 })
    expect(fostering).to.include('laer-for-livet').and.not.to.include('kalundborg-foraeldre-til-anbragte')
    expect(firstThree({ text: 'min søn er anbragt og jeg savner ham', role: 'parent', age: 10 })[0]).to.equal(
      'kalundborg-foraeldre-til-anbragte',
    )
    const newborn = firstThree({
      text: 'vi er 19 og 20, babyen er en måned og jordemoderen sagde vi kunne få et hold om os',
      role: 'parent',
      age: 0.1,
    })
    expect(newborn).to.not.include('kalundborg-pusterummet')
  })

  it('lets an unconfirmed association complement, never lead', () => {
    const shown = firstThree({ text: 'jeg kaster op efter mad og tæller kalorier', role: 'young', age: 16 })
    expect(shown[0]).to.equal('headspace-kalundborg')
    expect(shown).to.include('somenta')
  })

  it('shows three that differ, and never an offer taken away', () => {
    const situation = situationOf({ text: 'jeg er ensom', role: 'young', age: 15, municipality: 'kalundborg' }, matcher)
    const ids = matcher.match(situation, { now, without: new Set(['headspace-kalundborg']) }).matches.map(({ offer }) => offer.id)
    expect(new Set(ids).size).to.equal(ids.length)
    expect(ids).not.to.include('headspace-kalundborg')
  })

  it('is never empty for someone who writes nothing it understands', () => {
    for (const text of ['', '💀', 'asdf qwer', '你好', '010203-1234'])
      for (const who of ['young', 'parent', 'other'] as const)
        expect(firstThree({ text, role: who }), `${who} ${text}`).not.to.have.length(0)
  })

  describe('when there is danger', () => {
    const helped = (kinds: string[], urgency: 'acute' | 'concern', message: OneShot) =>
      matcher
        .match(situationOf({ municipality: 'kalundborg', ...message }, matcher), { now, urgency, kinds })
        .matches.map(({ offer }) => offer.id)

    it('puts lines that help now first, with 112 among them when it is acute', () => {
      expect(helped(['suicide'], 'acute', { text: 'jeg vil dø', role: 'young', age: 15 })).to.include.members(['livslinien', 'akut-112'])
      expect(helped(['violence'], 'acute', { text: 'han slår mig', role: 'parent' })[0]).to.equal('lev-uden-vold')
      expect(helped(['overdose'], 'acute', { text: 'har taget alle pillerne', role: 'young', age: 15 })[0]).to.equal('akut-112')
    })

    it('gives a child its own line though it is not known who writes, and names those who get pictures removed', () => {
      const text = 'en på snap har fået et billede af mig uden tøj og truer med at dele det med alle'
      expect(helped(['sexual'], 'acute', { text, age: 13 })).to.include.members(['boernetelefonen', 'akut-112'])
      expect(linesFor(['sexual'], 'acute', situationOf({ municipality: 'kalundborg', text, age: 13 }, matcher))).to.include('sletdet')
    })

    it('does not name 112 among the offers to a worry', () => {
      expect(helped(['danger'], 'concern', { text: 'min datter vil ikke i skole', role: 'parent', age: 13 })).not.to.include('akut-112')
    })

    it('gives a child its own line', () => {
      expect(helped(['selfharm'], 'concern', { text: 'jeg skærer i mig selv', role: 'young', age: 13 })[0]).to.equal('boernetelefonen')
    })

    it('keeps the answer to what was asked first where the worry stands between the lines', () => {
      const shown = helped(['violence'], 'concern', { text: 'de truer med at sætte os ud, huslejen er ikke betalt', role: 'parent' })
      expect(shown[0]).to.equal('kalundborg-oekonomisk-vejledning')
      expect(shown[1]).to.equal('lev-uden-vold')
    })

    it('keeps it first, too, where danger is only surmised: a line stands second; first where the words say the same', () => {
      const surmised = (kinds: string[], message: OneShot) =>
        matcher
          .match(situationOf({ municipality: 'kalundborg', ...message }, matcher), { now, urgency: 'acute', kinds, surmised: true })
          .matches.map(({ offer }) => offer.id)
      const debt = surmised(['suicide'], { text: 'fogeden kommer på torsdag, vi skylder husleje', role: 'parent' })
      expect(debt.slice(0, 2)).to.deep.equal(['kalundborg-oekonomisk-vejledning', 'livslinien'])
      expect(surmised(['suicide'], { text: 'jeg vil dø', role: 'young', age: 15 })[0]).to.equal('livslinien')
    })
  })

  it('says what a near miss lacks and who can open the door', () => {
    const { nearMisses } = matcher.match(
      situationOf({ text: 'jeg har angst og panikanfald', role: 'young', age: 13, municipality: 'kalundborg' }, matcher),
      { now },
    )
    const chilled = nearMisses.find(({ offer }) => offer.id === 'kalundborg-chilled')
    expect(chilled?.stoppedBy).to.deep.equal({ age: { from: 14, to: 17 } })
    expect(chilled?.routes).not.to.have.length(0)
  })

  describe('gives reasons that are true', () => {
    it('with the words, the age and the fact that decided', () => {
      const [first] = matcher.match(
        situationOf({ text: 'min søn på 10 har angst og autisme', role: 'parent', municipality: 'kalundborg' }, matcher),
        { now },
      ).matches
      expect(first?.reasons.map(({ key }) => key)).to.include.members(['theme', 'age', 'fact'])
      expect(first?.reasons.find(({ key }) => key === 'theme')?.values?.words).to.match(/angst|autisme/)
    })

    for (const message of [
      { text: 'jeg tør ikke fremlægge, bliver helt rød i hovedet', role: 'young', age: 15 },
      { text: 'min datter har cerebral parese', role: 'parent', age: 8 },
      { text: 'jeg er gravid og usikker', role: 'young', age: 17 },
      { text: 'gæld og rykkere hver uge', role: 'parent', age: 7 },
      { text: 'vores datter bliver mobbet i skolen', role: 'parent', age: 9 },
    ] as const)
      it(`taking the named theme away lowers the offer: "${message.text}"`, () => {
        const situation = situationOf({ municipality: 'kalundborg', ...message }, matcher)
        const [first] = matcher.match(situation, { now }).matches
        const named = first?.reasons.find(({ key }) => key === 'theme')?.values?.theme
        const without: Situation = { ...situation, themes: situation.themes.filter(({ theme }) => theme !== named), words: [] }
        const place = (in_: Situation) => matcher.rank(in_, { now }).findIndex(({ offer }) => offer.id === first?.offer.id)
        const score = (in_: Situation) => matcher.rank(in_, { now }).find(({ offer }) => offer.id === first?.offer.id)?.score ?? 0
        expect(score(without)).to.be.below(score(situation))
        const after = place(without)
        expect(after === -1 || after >= place(situation)).to.equal(true)
      })
  })

  it('says only what is so: open at this moment, you or the child, the words that were written', () => {
    const shown = (message: OneShot, at: string, danger = {}) =>
      matcher.match(situationOf({ municipality: 'kalundborg', ...message }, matcher), { now: new Date(at), limit: 5, ...danger }).matches
    const suicidal = { urgency: 'acute', kinds: ['suicide'] } as const
    const keysOf = (matches: ReturnType<typeof shown>, id: string) =>
      matches.find(({ offer }) => offer.id === id)?.reasons.map(({ key }) => key)
    const message = { text: 'jeg vil ikke leve mere', role: 'young', age: 15 } as const
    expect(keysOf(shown(message, '2026-11-20T12:00:00+01:00', suicidal), 'livslinien')).to.include('acute')
    // Livslinien is closed from five to eleven in the morning.
    expect(keysOf(shown(message, '2026-11-20T06:00:00+01:00', suicidal), 'livslinien')).not.to.include('acute')
    expect(keysOf(shown(message, '2026-11-20T06:00:00+01:00', suicidal), 'akut-112')).to.include('acute')

    const ageOf = (about: OneShot) =>
      shown(about, '2026-11-20T12:00:00Z').flatMap(({ reasons }) =>
        reasons.filter(({ key }) => key === 'age').map(({ values }) => values?.of),
      )
    expect(ageOf({ text: 'min søn vil ikke i skole', role: 'parent', age: 14 }))
      .to.include('child')
      .and.not.include('you')
    expect(ageOf({ text: 'jeg vil ikke i skole', role: 'young', age: 14 }))
      .to.include('you')
      .and.not.include('child')
  })

  it('names, where a reason names words, words whose absence lowers the offer', () => {
    for (const text of texts) {
      const message = { text, role: 'young', age: 15, municipality: 'kalundborg' } as const
      const situation = situationOf(message, matcher)
      for (const { offer, score, reasons } of matcher.match(situation, { now }).matches) {
        const words = reasons.find(({ key, values }) => (key === 'theme' || key === 'words') && values?.words !== undefined)?.values?.words
        if (words === undefined) continue
        const left = String(words)
          .split(', ')
          .reduce((rest, part) => rest.replace(part, ' '), text)
        const without = matcher.rank(situationOf({ ...message, text: left }, matcher), { now }).find(match => match.offer.id === offer.id)
        expect(without?.score ?? 0, `${offer.id} without "${words}" in "${text}"`).to.be.below(score)
      }
    }
  })

  it('names an age or a fact only where the offer falls, or is gone, were it otherwise', () => {
    const seen = { age: 0, fact: 0 }
    for (const message of labelledNeeds('needs.jsonl')) {
      const situation = situationOf(message, matcher)
      const scoreOf = (told: Situation, id: string) => matcher.rank(told, { now }).find(({ offer }) => offer.id === id)?.score ?? 0
      for (const { offer, score, reasons } of matcher.match(situation, { now }).matches)
        for (const { key, values } of reasons) {
          if (key === 'fact') {
            const { [String(values?.fact)]: told, ...rest } = situation.facts
            for (const facts of [rest, { ...rest, [String(values?.fact)]: !told }])
              expect(scoreOf({ ...situation, facts }, offer.id), `${offer.id} without ${values?.fact}`).to.be.below(score)
            seen.fact++
          }
          if (key === 'age') {
            const { from, to } = values as { from?: number; to?: number } // as reasons.ts writes them
            const outside = [...(from === undefined ? [] : [from - 0.1]), ...(to === undefined ? [] : [to])]
            for (const age of outside) expect(scoreOf({ ...situation, age }, offer.id), `${offer.id} at ${age}`).to.be.below(score)
            seen.age++
          }
        }
    }
    expect(seen.age).to.be.above(20)
    expect(seen.fact).to.be.above(5)
  })

  it('never shows an offer to a person whom one of its rules excludes: 10,000 random situations, all offers', function () {
    this.timeout(120_000)
    fc.assert(
      fc.property(
        anySituation,
        fc.constantFrom('none' as const, 'concern' as const, 'acute' as const),
        fc.subarray(['suicide', 'selfharm', 'violence', 'overdose', 'runaway', 'psychosis']),
        (situation, urgency, kinds) => {
          const shown = new Set(matcher.rank(situation, { now }).map(({ offer }) => offer.id))
          const { matches } = matcher.match(situation, { now, urgency, kinds })
          for (const { offer } of matches) shown.add(offer.id)
          return (
            matches.length <= 3 &&
            registry.offers.every(
              offer => !shown.has(offer.id) || (!excludes(offer, situation) && offer.kind !== 'forum' && offer.status !== 'ended'),
            )
          )
        },
      ),
      { numRuns: 10_000 },
    )
  })

  it('excludes in that test: every offer with a rule is kept from someone', () => {
    const kept = new Set<string>()
    fc.assert(
      fc.property(anySituation, situation => {
        for (const offer of registry.offers) if (excludes(offer, situation)) kept.add(offer.id)
        return true
      }),
      { numRuns: 2000 },
    )
    expect(
      registry.offers.filter(({ id, rules, municipality }) => (rules.length > 0 || municipality !== undefined) && !kept.has(id)),
    ).to.deep.equal([])
  })
})

const texts = [
  'jeg har ingen at være sammen med i frikvarteret',
  'jeg kan ikke sove og har ondt i maven hver morgen',
  'mine forældre skændes om penge',
  'min far drikker hver dag',
  'jeg ryger hash hver dag',
  'alle de andre griner når jeg læser højt',
  'jeg tør ikke gå ind i klassen',
]

/** Whether someone is kept from an offer, told from the rules as they are written and from nothing else of ours. */
function excludes(offer: Offer, situation: Situation): boolean {
  const elsewhere =
    offer.municipality !== undefined && situation.municipality !== undefined && offer.municipality !== situation.municipality
  return elsewhere || [{ asks: offer.roles }, ...offer.rules].some(rule => answer(rule, situation) === false)
}

/** true, false, or undefined where the person has not told enough. */
function answer(rule: Rule, { role: who, age, facts }: Situation): boolean | undefined {
  if ('asks' in rule) return who && rule.asks.includes(who)
  if ('fact' in rule) return facts[rule.fact] === undefined ? undefined : facts[rule.fact] === rule.is
  if ('age' in rule) return age === undefined ? undefined : age >= (rule.age.from ?? 0) && age < (rule.age.to ?? Number.POSITIVE_INFINITY)
  const parts = ('not' in rule ? [rule.not] : 'all' in rule ? rule.all : rule.any).map(part =>
    answer(part, { ...emptySituation(), facts, ...(who && { role: who }), ...(age !== undefined && { age }) }),
  )
  if ('not' in rule) return parts[0] === undefined ? undefined : !parts[0]
  const decides = 'any' in rule
  if (parts.includes(decides)) return decides
  return parts.includes(undefined) ? undefined : !decides
}

const anySituation: fc.Arbitrary<Situation> = fc
  .record({
    role: fc.option(fc.constantFrom(...role.options), { nil: undefined }),
    age: fc.option(fc.oneof(fc.integer({ min: 0, max: 40 }), fc.double({ min: 0, max: 3, noNaN: true })), { nil: undefined }),
    municipality: fc.option(fc.constantFrom('kalundborg', 'skive', 'holstebro', 'halsnaes', 'nowhere'), { nil: undefined }),
    facts: fc.dictionary(fc.constantFrom(...registry.facts.map(({ id }) => id)), fc.boolean(), { maxKeys: 6 }),
    themes: fc.array(
      fc.record({
        theme: fc.constantFrom(...registry.themes.map(({ id }) => id)),
        weight: fc.double({ min: 0.1, max: 1, noNaN: true }),
        words: fc.constant<string[]>([]),
      }),
      { maxLength: 4 },
    ),
    words: fc.subarray(texts, { maxLength: 2 }),
  })
  .map(({ role: who, age, municipality, ...told }) => ({
    ...emptySituation(),
    ...told,
    ...(who && { role: who }),
    ...(age !== undefined && { age }),
    ...(municipality !== undefined && { municipality }),
  }))

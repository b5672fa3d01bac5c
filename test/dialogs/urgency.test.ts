import { expect } from 'chai'
import fc from 'fast-check'
import { chunks } from '../../dialogs/urgency/chunks.ts'
import { type Assess, calm, createAssess, type Level } from '../../dialogs/urgency.ts'
import { openRisk } from '../../registry/openRisk.ts'

describe('urgency', () => {
  let assess: Assess
  before(async () => {
    assess = createAssess(await openRisk(new URL('../../data', import.meta.url)))
  })

  const heard: [string, Level, string, 'self' | 'other'][] = [
    ['jeg vil ikke leve mere', 'acute', 'suicide', 'self'],
    ['jeg har taget alle pillerne', 'acute', 'overdose', 'self'],
    ['min far slår mig når han er fuld', 'acute', 'violence', 'self'],
    ['min veninde skærer i sig selv', 'concern', 'selfharm', 'other'],
    ['min søn siger at han vil dø', 'acute', 'suicide', 'other'],
    ['i want to kill myself', 'acute', 'suicide', 'self'],
    ['أبي يضربني كل يوم', 'acute', 'violence', 'self'],
    ['не хочу жити', 'acute', 'suicide', 'self'],
  ]
  for (const [text, level, kind, about] of heard) {
    it(`hears "${text}" as ${level} ${kind} about ${about}`, () => {
      const urgency = assess([text])
      expect(urgency.level).to.equal(level)
      expect(urgency.kinds).to.include(kind)
      expect(urgency.about).to.equal(about)
      expect(urgency.because).to.not.be.empty
    })
  }

  const harmless = [
    'jeg er ved at dø af grin',
    'han slog op med mig i går',
    'jeg skyder skylden på min bror',
    'min bror slår mig altid i fifa',
    'goddag',
    '',
  ]
  for (const text of harmless) it(`stays calm at "${text}"`, () => expect(assess([text])).to.deep.equal(calm))

  /** Whoever answers a plain question is not met with a help card, whatever ordinary need came before. */
  it('stays calm at an age, a role and other short answers', () => {
    const ages = Array.from({ length: 20 }, (_, nth) => nth + 6)
    const answers = [
      ...ages.flatMap(age => [`jeg er ${age}`, `${age}`, `${age} år`, `jeg er ${age} år gammel`, `han er ${age}`, `min datter er ${age}`]),
      ...'ja nej måske ingen derhjemme'.split(' '),
      ...['ved ikke', 'hver dag', 'om aftenen', 'siden sommer', 'i skolen', 'min mor', 'jeg er mor', 'spring over', 'er de åbne nu?'],
    ]
    const needs = [
      'jeg har svært ved at sove',
      'min datter vil ikke i børnehave',
      'ingen gider lege med mig',
      'jeg er tit alene i frikvarteret',
    ]
    const loud = answers.flatMap(answer => [[answer], ...needs.map(need => [need, answer])]).filter(texts => assess(texts).level !== 'none')
    expect(loud).to.deep.equal([])
  })

  /** What is denied, past, a subject at school, or told of another (reference/safety.md). */
  const told: [string, Level[]][] = [
    ['jeg vil ikke dø, jeg er bare træt', ['none']],
    ['han har aldrig rørt mig', ['none']],
    ['han har aldrig slået mig før i dag men nu er min tand løs', ['acute']],
    ['vi skal skrive om selvmord i dansk', ['none']],
    ['min morfar tog livet af sig for 20 år siden', ['none']],
    ['min bror tog sit liv i sidste måned og jeg burde have set det', ['concern', 'acute']],
    ['min far slog mig da jeg var lille', ['concern']],
    ['min veninde vil ikke leve mere', ['acute']],
    ['min elev siger at hans far slår ham', ['acute']],
    ['min baby græder hele natten', ['none']],
  ]
  for (const [text, levels] of told) it(`hears "${text}" as ${levels.join(' or ')}`, () => expect(levels).to.include(assess([text]).level))

  it('hears a sentence that is split over messages', () => {
    expect(assess(['jeg vil', 'bare gerne', 'dø']).level).to.equal('acute')
  })

  it('does not raise an old alarm again at each later word', () => {
    expect(assess(['jeg vil ikke leve mere', 'hvornår åbner biblioteket']).level).to.equal('none')
    expect(assess(['min far slår mig', 'ja', 'tak']).level).to.equal('none')
  })

  it('names the words that decided as they were written', () => {
    expect(assess(['Jeg VIL ikke Leve mere']).because.join(' ')).to.match(/VIL ikke Leve/)
  })

  it('answers the same to the same words, whatever it heard before', () => {
    const first = assess(['jeg har det ikke godt og vil væk fra det hele'])
    assess(['noget helt andet'])
    expect(assess(['jeg har det ikke godt og vil væk fra det hele'])).to.deep.equal(first)
  })

  it('never throws, whatever the text holds', () => {
    const texts = [
      '\ud800',
      '\udc00\ud800a',
      '\u0000',
      '\u200b'.repeat(500),
      '😭'.repeat(2000),
      'a'.repeat(10_240),
      'ﷺ'.repeat(100),
      '((((a*)*)*',
    ]
    for (const text of texts) expect(() => assess([text, text])).to.not.throw()
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { maxLength: 4 }), messages => {
        expect(['none', 'concern', 'acute']).to.include(assess(messages).level)
      }),
      { numRuns: 300, seed: 3 },
    )
  })

  it('reads a long text in pieces that grow in number with its length and no more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6000 }), length => {
        const pieces = chunks(Array.from({ length }, (_, nth) => nth))
        expect(pieces.every(piece => piece.length <= 32)).to.equal(true)
        expect(pieces.length).to.be.at.most(1 + length / 18)
        expect(new Set(pieces.flat()).size).to.equal(length)
      }),
      { numRuns: 100, seed: 4 },
    )
  })

  it('finds what stands in the middle of ten thousand letters', () => {
    const filler = 'vi taler om vejret og sommeren og hvad vi skal have til aften '.repeat(80)
    expect(assess([`${filler} jeg vil ikke leve mere. ${filler}`]).level).to.equal('acute')
  })
})

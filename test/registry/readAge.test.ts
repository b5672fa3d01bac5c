import { expect } from 'chai'
import { readAgeLoosely } from '../../registry/readAge.ts'

describe('the age in a message', () => {
  for (const [text, role, age] of [
    ['er 9. mor er altid træt', 'young', 9],
    ['27, flyttet for et job', 'young', 27],
    ['drikker hver fredag, 17 år', 'young', 17],
    ['kan ikke sove. 14', 'young', 14],
    ["I'm 16, from Ukraine", 'young', 16],
    ['går i 9. og sidder alene', 'young', 15],
    ['de griner af min accent. 4. klasse', 'young', 10],
    ['min søn på 9 vil ikke i skole', 'parent', 9],
    ['vores datter på 3 taler ikke', 'parent', 3],
    ['min 11-årige har ingen venner', 'parent', 11],
    ['hun stjæler og ryger. 14 år', 'parent', 14],
    ['dreng på 16 mdr med temperament', 'parent', 1.33],
    ['min dreng er 6 uger', 'parent', 0.12],
    ['vores dreng i 1. klasse', 'parent', 7],
    ['min seksårige bider', 'parent', 6],
    ['min søn er syv år', 'parent', 7],
    ['aar 12 aar gammel', 'parent', 12],
    ['lærer i en 4. klasse, en dreng trækker sig', 'professional', 10],
    ['vores ældste på 10 er stille, og den mindste på 4 tisser i bukserne', 'parent', 10],
    ['min kæreste fødte for 7 uger siden', 'parent', 0.13],
    ['jeg blev far for 3 måneder siden', 'parent', 0.25],
    ['hun fylder 18 til maj, hvad så', 'parent', 17],
    ['hvad sker der når jeg bliver 18? jeg er 16', 'young', 16],
    ['jeg er fjorten og træt af mig selv', 'young', 14],
    ['15 år og går i 9', 'young', 15],
    ['vi går i 8', 'young', 14],
    ['går i 3.g og har termin', 'young', 18],
    ['vi har tvillinger på halvandet år', 'parent', 1.5],
    ['vi har boet her i 2 år. hun er ni', 'parent', 9],
    ['rapporten er på 14 sider. otte år', 'parent', 8],
  ] as const)
    it(`"${text}" is ${age}`, () => {
      expect(readAgeLoosely(text, role).age).to.equal(age)
    })

  it('is not how long it has lasted, nor the grade of then', () => {
    for (const text of [
      'det har stået på i 3 måneder',
      'i cirka 2 måneder',
      'det er 3 år siden',
      'det er 2 år siden det startede',
      'vi flyttede for 6 måneder siden',
      'de sidste 5 år',
      'vi venter på udredning på 18. måned',
      'siden 4. klasse',
      'hun blev mobbet i 3. klasse',
    ])
      for (const role of ['young', 'parent'] as const) expect(readAgeLoosely(text, role), text).to.deep.equal({})
  })

  it('is not that of a brother or friend, where the young write of themselves', () => {
    for (const text of ['min bror er 8 og har kræft', 'min veninde er 14 og ked af det'])
      expect(readAgeLoosely(text, 'young').age, text).to.equal(undefined)
  })

  it('is not read from other numbers', () => {
    for (const text of [
      'sover 3 timer',
      'han døde for 5 måneder siden',
      'skriger fra kl 17 til 22',
      'gravid i uge 20',
      'født i uge 27',
      'jeg vejer 45 kilo',
      'har 3 børn',
      'vi har ventet i to år',
      'ingen har set mig ædru i et år',
      'kaster op hver dag. uge 15',
      'bor på 9 kvm',
    ])
      expect(readAgeLoosely(text, 'parent').age, text).to.equal(undefined)
  })

  it('takes a text of nothing but fillers as it takes any other: no pattern is tried in all ways', () => {
    const usual = 'min datter på tretten vil ikke i skole mere, og hun sover dårligt. '
    for (const filler of ['en ', 'en lige ', 'en nu blevet ', 'er en er ', 'den store '])
      for (const role of ['young', 'parent'] as const) expect(fastest(filler, role) / fastest(usual, role), filler).to.be.below(100)
  })
})

/** Milliseconds for 4,000 letters of the same words again and again; the best of five. */
function fastest(words: string, role: 'young' | 'parent'): number {
  const text = words.repeat(Math.ceil(4000 / words.length))
  const times = Array.from({ length: 5 }, () => {
    const from = performance.now()
    readAgeLoosely(text, role)
    return performance.now() - from
  })
  return Math.min(...times)
}

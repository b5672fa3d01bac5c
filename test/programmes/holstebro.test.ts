import { expect } from 'chai'
import { emptySituation, role } from '../../registry/situation.ts'
import { sparringFor } from '../../registry/sparring.ts'
import { buttonsOf, saidSince, setting, talk } from '../dialogs/setting.ts'
import { calmly, everythingSince, type Line, offersSince, played } from './played.ts'

const context = calmly()

/** Holstebro, På Forkant: help close to everyday life, and to those who work with children. */
describe('Holstebro: the talk of a professional', () => {
  const talks: Record<string, Line[]> = {
    'a pedagogue who is worried: no name and why, age, what is seen, help, sparring, the parents, the duty': [
      ['[who.professional]', '@age', 'Skriv ikke barnets navn', 'tavshedspligt', 'Cirka hvor gammelt'],
      ['4', '@mind', 'Hvad ser du', 'Ikke hvem det er'],
      ['en dreng på stuen slår de andre hver dag og kan ikke være med i samling', '@clarify|offers'],
      ['[offers]', '@offers', '+holstebro-dagtilbud-sparring|holstebro-adfaerdsvanskeligheder'],
      ['[guide.sparring]', '@offers', '+holstebro-dagtilbud-sparring', 'uden at sige navnet'],
      ['[guide.parents]', '@offers', 'Begynd med det, der går godt', 'tal ikke med forældrene først'],
      ['[guide.duty]', '@offers', 'barnets lov § 133', '§ 135', 'Pligten er din egen', '112'],
    ],
    'a teacher who says it all at once is told the same, and asked neither for marks nor for hopes': [
      ['jeg er lærer og en elev i min 7. klasse kommer aldrig i skole mere', 'Skriv ikke barnets navn', '@clarify|offers'],
      ['[offers]', '@offers', '+holstebro-skolefravaer'],
      ['hvornår skal jeg underrette?', '@offers', '§ 133'],
      ['hvad siger jeg til forældrene?', '@offers', 'Hvad ser I derhjemme?'],
      ['hvem kan jeg sparre med?', '@offers', 'sparring'],
    ],
  }
  for (const [name, lines] of Object.entries(talks)) it(name, () => void played('holstebro', lines))

  it('says once to write nothing that tells who the child is, and asks for nothing of the kind', () => {
    const { log } = played('holstebro', [['jeg er pædagog'], ['4'], ['et barn leger altid alene'], ['[offers]']])
    const said = log.filter(({ from }) => from.who === 'bot').map(({ spoken }) => spoken.text)
    expect(said.filter(text => text.includes('Skriv ikke barnets navn'))).to.have.length(1)
    expect(said.join()).to.not.match(/hvad hedder|hvilken skole|cpr/i)
  })

  it('knows who advises professionals in every municipality that says so', () => {
    for (const [municipality, team] of [
      ['kalundborg', 'kalundborg-konsultativt-team'],
      ['halsnaes', 'halsnaes-boernedistrikt'],
      ['holstebro', 'holstebro-dagtilbud-sparring'],
      ['skive', 'skive-tidlig-forebyggelse'],
    ] as const) {
      const situation = { ...emptySituation(), role: 'professional', age: 4, municipality } as const
      expect(
        sparringFor(context.registry.offers, situation).map(({ id }) => id),
        municipality,
      ).to.include(team)
    }
  })

  it('shows the forums of professionals to professionals only', () => {
    const forums = context.registry.offers.filter(({ kind }) => kind === 'forum')
    for (const one of role.options) {
      const shown = sparringFor(context.registry.offers, { ...emptySituation(), role: one, municipality: 'kalundborg' }, 20)
      for (const forum of forums) expect(shown.includes(forum), `${forum.id} to ${one}`).to.equal(one === 'professional')
    }
    for (const line of ['[who.young]', '[who.parent]', '[who.relative]']) {
      const conversation = played('kalundborg', [[line], ['[skip]'], ['[offers]'], ['[guide.sparring]'], ['hvem kan jeg sparre med?']])
      expect(
        offersSince(conversation, 0).filter(id => forums.some(forum => forum.id === id)),
        line,
      ).to.deep.equal([])
    }
  })

  it('says everyone’s duty to whoever is no professional', () => {
    const said = everythingSince(played('holstebro', [['[who.relative]'], ['skal jeg underrette kommunen?']]), 0)
    expect(said).to.contain('§ 135').and.not.contain('§ 133')
  })

  it('hears a need in what only looks like a question about the duty', () => {
    const conversation = talk(['min datter er ked af det efter vi fik en underretning'], context)
    expect(saidSince(conversation, 0)).to.not.contain('§ 13')
  })

  it('leads a professional who tells of danger to the lines first', () => {
    played('holstebro', [['jeg er pædagog og et barn siger at far slår ham hver dag', '112']], setting())
  })

  it('has the guides under the offers in English too', () => {
    const conversation = talk(['[who.professional]', 'english', '6', 'a boy never plays with the others', '[offers]'], context)
    expect(buttonsOf(conversation)).to.include.members(['guide.sparring', 'guide.parents', 'guide.duty', 'human'])
    expect(saidSince(talk(['[guide.duty]'], context, conversation), 0)).to.contain('barnets lov § 133. The duty is your own')
  })
})

describe('Holstebro: close follow-up after an assessment', () => {
  const talks: Record<string, Line[]> = {
    'a parent whose child was just diagnosed wishes it, sees offers, and a counsellor sees the wish': [
      ['min søn på 9 har lige fået diagnosen adhd og vi ved ikke hvad vi skal gøre nu', '@scale'],
      ['spring over', '@followUp', 'Vil I have opfølgning?', 'tre korte samtaler', 'I får en kode'],
      ['[followUp.yes]', '@clarify|offers', 'En rådgiver sætter det op'],
      ['[offers]', '@offers', '+holstebro-opfoelgning-udredning'],
      ['[human]', '@handover', 'Ønsker opfølgning efter udredning'],
    ],
    'no is an answer, and it is asked once': [
      ['vores datter på 12 er lige blevet udredt for autisme', '@scale'],
      ['spring over', '@followUp'],
      ['nej tak', '@clarify|offers'],
      ['[offers]', '@offers', '+holstebro-opfoelgning-udredning'],
    ],
    'whoever waits for an assessment is not asked': [
      ['min søn på 9 venter på udredning', '@scale'],
      ['spring over', '@clarify|offers'],
    ],
    'a young person is not asked on their parents’ behalf': [
      ['jeg er 15 og har lige fået diagnosen adhd', '@scale'],
      ['spring over', '@clarify|offers'],
    ],
  }
  for (const [name, lines] of Object.entries(talks)) it(name, () => void played('holstebro', lines))

  it('is not asked where the municipality gives no check-ins', () => {
    const { log } = played('kalundborg', [['min søn på 9 har lige fået diagnosen adhd'], ['spring over'], ['[offers]']])
    expect(log.map(({ spoken }) => spoken.text).join()).to.not.contain('Vil I have opfølgning')
  })

  it('promises nothing when nobody is here: the wish is answered by when they are', () => {
    const away = calmly({ counsellors: { present: 0, opensAt: new Date('2026-11-25T08:00:00Z') } })
    const asked: Line[] = [
      ['min søn på 9 har lige fået diagnosen adhd'],
      ['spring over'],
      ['[followUp.yes]'],
      ['[human]', 'De er her igen'],
    ]
    played('holstebro', asked, away)
  })
})

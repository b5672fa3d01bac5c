import { expect } from 'chai'
import { handoverCard } from '../../dialogs/handoverCard.ts'
import { districtIn, findDistricts } from '../../registry/findDistrict.ts'
import { buttonsOf, setting, talk } from '../dialogs/setting.ts'
import { calmly, type Line, offersSince, played } from './played.ts'

const context = calmly()
const { districts } = context.registry

/** Halsnæs, børnedistrikter: teams by school district, and LØFT, the solution-focused way, through the whole talk. */
describe('Halsnæs: the district of a school', () => {
  for (const [said, ...names] of [
    ['Hundested Skole', 'Hundested'],
    ['hundeted skole', 'Hundested'],
    ['han går på melbi skole', 'Melby'],
    ['olsted', 'Ølsted'],
    ['OELSTED', 'Ølsted'],
    ['Magleblik', 'Magleblik'],
    ['ny frederiksværk', 'Ny Frederiksværk'],
    // The town has two schools: nobody is put in one of them by chance.
    ['frederiksvaerk', 'Ny Frederiksværk', 'Magleblik'],
    ['Egely Friskole'],
    ['Raklev Skole'],
    ['skolen'],
    ['💀'],
    [''],
  ] as [string, ...string[]][])
    it(`is found in "${said}": ${names.join(' or ') || 'none'}`, () => {
      expect(findDistricts(districts, 'halsnaes', said).map(({ name }) => name)).to.have.members(names)
    })

  it('is heard in passing only beside a word for school or day-care', () => {
    const heard = (text: string) => districtIn(districts, 'halsnaes', text)?.id
    expect(heard('min søn på 8 på hundeted skole slår de andre')).to.equal('halsnaes-hundested')
    expect(heard('min datter i Ølsted børnehave spiser ikke')).to.equal('halsnaes-oelsted')
    expect(heard('min mormor bor i Hundested')).to.equal(undefined)
    expect(heard('hele skolen griner af mig')).to.equal(undefined)
  })

  it('is nobody’s who lives elsewhere', () => {
    expect(played('kalundborg', [['min søn på 8 går på Hundested Skole og bliver mobbet']]).talk.situation.district).to.equal(undefined)
  })
})

describe('Halsnæs, played through', () => {
  const talks: Record<string, Line[]> = {
    'LØFT: hopes, the mark, what works, who helps, offers, the next small step, and a counsellor': [
      ['min datter på 12 er ked af det hver dag og vil ikke i skole', '@hopes', 'Hvad håber du mest på for jer?'],
      ['at vi kan spise morgenmad uden at skændes', '@scale'],
      ['4', '@works', 'Du siger 4. Hvad gør, at det ikke er lavere?'],
      ['hun er glad om søndagen', '@helps', 'Hvem hjælper jer?'],
      ['hendes farmor', '@clarify|offers'],
      ['[offers]', '@offers', '+halsnaes-boernedistrikt'],
      ['[smallStep]', '@smallStep', 'det mindste skridt'],
      ['at vi går en tur i morgen', '@offers', 'et godt skridt'],
      ['[keep]', 'at vi kan spise morgenmad', 'hun er glad om søndagen', 'hendes farmor', 'at vi går en tur i morgen'],
      [
        '[human]',
        '@handover',
        'Håber på: “at vi kan spise',
        'Virker allerede: “hun er glad',
        'Hjælper nu: “hendes farmor',
        'en tur i morgen',
      ],
    ],
    'a low mark is met with how they get through, not with a step up': [
      ['jeg er 15 og har ingen venner', '@hopes'],
      ['at jeg får en ven', '@scale'],
      ['2', '@works', '2 er lavt', 'Hvordan klarer du dig'],
      ['jeg hører musik', '@helps'],
      ['min storebror', '@clarify|offers'],
    ],
    'whoever passes over the hopes is asked for nothing more of the kind than the mark': [
      ['jeg er 15 og har ingen venner', '@hopes'],
      ['spring over', '@scale'],
      ['4', '@clarify|offers'],
    ],
    'a school named in passing needs no question': [
      ['min søn på 8 på hundeted skole slår de andre i klassen', '@hopes'],
      ['[offers]', '@offers', 'Jeres hold: børnedistrikt Hundested'],
    ],
    'the school can be named before a counsellor joins, misspelt': [
      ['[human]', '@handover'],
      ['[school]', '@school', 'Du behøver ikke svare'],
      ['melbi skole', '@handover', 'børnedistrikt Melby', '"value":"Melby"'],
    ],
    'a school written by itself is no need: it says which team, wherever it is written': [
      ['hun går på melbi skole', 'børnedistrikt Melby', '@who'],
      ['[human]', '@handover', '"value":"Melby"'],
      ['Hundested Skole', '@handover', '"value":"Hundested"'],
    ],
    'a town with two schools is asked once more': [
      ['[offers]', '@offers'],
      ['[school]', '@school'],
      ['Frederiksværk', '@school', 'Hvilken skole er det?'],
      ['[school.halsnaes-magleblik]', '@offers', 'børnedistrikt Magleblik'],
    ],
    'an unknown school is answered calmly and changes nothing': [
      ['[offers]', '@offers'],
      ['[school]', '@school'],
      ['Egely Friskole', '@offers', 'kender jeg ikke', 'intet er ændret'],
    ],
    'nobody must name a school': [['[human]'], ['[school]', '@school'], ['vil ikke svare', '@handover'], ['ja', 'næste']],
  }
  for (const [name, lines] of Object.entries(talks)) it(name, () => void played('halsnaes', lines))

  it('an unknown school leaves everything known as it was', () => {
    const before = played('halsnaes', [['min søn på 8 slår de andre'], ['[offers]'], ['[school]']])
    const after = talk(['Egely Friskole'], context, before)
    expect(after.talk.situation).to.deep.equal(before.talk.situation)
  })

  it('the team of the district stands first among the offers, until it did not fit', () => {
    const first = (lines: Line[], from = 0) => offersSince(played('halsnaes', lines), from)[0]
    expect(first([['hun går på melbi skole'], ['[offers]']])).to.equal('halsnaes-boernedistrikt')
    expect(first([['min søn på 8 på melby skole har brug for en lektiecafé'], ['[offers]']])).to.equal('halsnaes-boernedistrikt')
    const refused = played('halsnaes', [['hun går på melbi skole'], ['[offers]'], ['[misfit]'], ['[misfit.tried]']])
    expect(refused.talk.suggested).to.not.include('halsnaes-boernedistrikt')
  })

  it('a school that is named stands on no card, only its district', () => {
    const { log } = played('halsnaes', [['hun går på melbi skole'], ['[human]'], ['Hundested Skole']])
    expect(JSON.stringify(log.at(-1)?.spoken.card)).to.not.match(/skole/i)
  })

  it('the queue gets the district, unless the citizen takes it off the card', () => {
    const named: Line[] = [['[human]'], ['[school]'], ['Hundested']]
    expect(played('halsnaes', [...named, ['ja']]).handoff).to.include({ state: 'waiting', district: 'halsnaes-hundested' })
    expect(played('halsnaes', [...named, ['[handover.remove.district]'], ['ja']]).handoff).to.not.have.property('district')
  })

  it('what was answered of hopes goes to the counsellor only if the citizen leaves it on the card', () => {
    const told: Line[] = [['jeg er 15 og ensom'], ['at få en ven'], ['5'], ['[offers]'], ['[human]']]
    const items = (lines: Line[]) => handoverCard(played('halsnaes', lines), 'da', context).items.map(({ id }) => id)
    expect(items(told)).to.include('hopes')
    expect(items([...told, ['[handover.remove.hopes]'], ['ja']])).to.not.include('hopes')
  })

  it('in danger nobody is asked for hopes or marks', () => {
    const conversation = played(
      'halsnaes',
      [['jeg er 15 og vil ikke leve mere', '112'], ['jeg er så ked af det'], ['[continue]']],
      setting(),
    )
    expect(conversation.log.flatMap(({ spoken }) => spoken.text).join()).to.not.match(/Hvad håber|0 er det værste/)
  })

  it('elsewhere nothing of it is asked, and no school', () => {
    const conversation = played('kalundborg', [['jeg er 15 og ensom', '@scale'], ['5', '@oneStep'], ['ved ikke'], ['[offers]', '@offers']])
    expect(buttonsOf(conversation)).to.not.include.members(['school', 'smallStep'])
  })
})

import { expect } from 'chai'
import { type Person, playedBy } from './catalogue.ts'
import { calmly, everythingSince } from './played.ts'

const context = calmly()
const early = 'skive-tidlig-forebyggelse'

/** Skive, Tidlig Forebyggelse: the talk that leads to a course. The courses themselves: test/dialogs/course.test.ts, test/desk/courses*.test.ts. */
describe('Skive: five sessions without a case', () => {
  for (const [who, person] of [
    ['a young person', { role: 'young', words: 'jeg er 16 og stresset over skolen og sover dårligt', facts: { hasCase: false } }],
    ['a parent after a divorce', { role: 'parent', words: 'vi er lige blevet skilt og min datter på 8 er ked af det hele tiden' }],
    [
      'a young family',
      { role: 'parent', words: 'vi er unge forældre og vores baby på 4 måneder græder hele tiden', facts: { hasCase: false } },
    ],
  ] as [string, Person][])
    it(`are found first by ${who}, who is asked about a case since it decides`, () => {
      const { offers, asked, conversation } = playedBy(person, 'skive', context)
      expect(offers[0]).to.equal(early)
      expect(asked).to.include('hasCase')
      expect(everythingSince(conversation, 0)).to.contain('Inden for en uge').and.contain('Familieafdelingen')
    })

  for (const [who, person] of [
    ['young', { role: 'young', words: 'jeg er 16 og har en sagsbehandler, jeg er stresset og ked af det' }],
    ['parent', { role: 'parent', words: 'vi har en sag i familieafdelingen og min søn på 10 er trist og alene' }],
  ] as [string, Person][])
    it(`are not for who has a case already: a ${who} is kindly shown to their adviser`, () => {
      const { offers, nearMisses } = playedBy(person, 'skive', context)
      expect(offers).to.not.include(early)
      expect(nearMisses.find(({ id }) => id === early)?.door).to.equal(
        'Du har en rådgiver i forvejen. Det er godt. Spørg din rådgiver, hvad der kan hjælpe nu.',
      )
    })
})

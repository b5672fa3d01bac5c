import { expect } from 'chai'
import { readAgeAnswer } from '../../dialogs/readAgeAnswer.ts'

const answers: [string, number | undefined, number?][] = [
  ['15', 15],
  ['15 år', 15],
  ['han er 4 år', 4],
  ['hun er lige blevet 13', 13],
  ['8 mdr', 0.67],
  ['8 måneder', 0.67],
  ['18 mdr.', 1.5],
  ['3 uger', 0.06],
  ['1 år og 6 mdr', 1.5],
  ['halvandet', 1.5],
  ['halvandet år', 1.5],
  ['2½', 2.5],
  ['2,5 år', 2.5],
  ['et halvt år', 0.5],
  ['nyfødt', 0],
  ['femten', 15],
  ['hun er tolv', 12],
  ['tre', 3],
  ['i 9. klasse', 15, 9],
  ['9. kl', 15, 9],
  ['jeg går i 7 klasse', 13, 7],
  ['tredje klasse', 9, 3],
  ['børnehaveklasse', 6, 0],
  ['0. klasse', 6, 0],
  ['2.g', 17],
  ['13-14', 13],
  ['14 eller 15', 14],
  ['snart 16', 16],
  ['17½', 17],
  ['34', 34],
  ['grade 8', 14, 8],
  ['five years', 5],
  ['10 months', 0.83],
  ['gravid i uge 20', undefined],
  ['ved ikke', undefined],
  ['min søn', undefined],
  ['jeg vil tale med et menneske', undefined],
  ['', undefined],
  ['hvorfor?', undefined],
  ['500', undefined],
]

describe('an answer to "how old"', () => {
  for (const [text, age, grade] of answers) {
    it(`${text || '(nothing)'} is ${age ?? 'no age'}`, () => {
      expect(readAgeAnswer(text)).to.deep.equal(age === undefined ? undefined : grade === undefined ? { age } : { age, grade })
    })
  }
})

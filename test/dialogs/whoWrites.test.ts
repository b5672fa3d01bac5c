import { expect } from 'chai'
import { freshTalk } from '../../dialogs/freshTalk.ts'
import { hearNeed } from '../../dialogs/hearNeed.ts'
import { setting } from './setting.ts'

const context = setting()

/** What they write first, and who it is about; "asked": nothing tells for sure, so it is asked. */
const rows: [string, 'young' | 'parent' | 'relative' | 'professional' | 'asked', number?][] = [
  ['har ondt i maven hver morgen og orker ik skole mere', 'young'],
  ['jeg gider ikke i skole mere', 'young'],
  ['jeg bliver mobbet', 'young'],
  ['jeg er 15 og ensom', 'young', 15],
  ['I am 16 and hate school', 'young', 16],
  ['pige 14', 'young', 14],
  ['jeg skærer i mig selv', 'young'],
  ['jeg har en baby på 3 måneder og jeg græder hele tiden', 'parent', 0.25],
  ['jeg er 19 og har en søn på 2 og vi bor hos min mor', 'parent', 2],
  ['we have two children and fight all day', 'parent'],
  ['min datter på 13 vil ikke i skole', 'parent', 13],
  ['mit barnebarn på 12 er altid alene', 'relative', 12],
  ['jeg er lærer og har en elev i 4. klasse', 'professional', 10],
  ['jeg gemmer mig på toilettet når far kommer hjem fra værtshuset', 'young'],
  ['jeg er alene med 2 børn og kan ikke betale huslejen', 'parent'],
  ['min kone har lige født og hun er så ked af det', 'parent'],
  ['når far kommer hjem bliver børnene bange og jeg siger ikke noget', 'asked'],
  ['jeg tror jeg er gravid og er 16 og tør ikke sige det til nogen', 'young', 16],
  ['far drikker og vi må ikke sige det til nogen', 'young'],
  ['datter 11 år bange for at sove alene', 'parent', 11],
  ['vi bliver sat ud på fredag og jeg har to små børn', 'parent'],
  ['jeg er så træt og ked af det', 'asked'],
  ['hun vil ikke i skole', 'asked'],
  ['skolen ringer hele tiden', 'asked'],
  ['min mand drikker', 'asked'],
]

describe('who it is about', () => {
  for (const [text, role, age] of rows) {
    it(`"${text}" ${role === 'asked' ? 'is asked' : `is told: ${role}`}`, () => {
      const situation = hearNeed(freshTalk('kalundborg', context), text, context)?.situation
      expect(situation?.role).to.equal(role === 'asked' ? undefined : role)
      expect(situation?.age).to.equal(age)
    })
  }
})

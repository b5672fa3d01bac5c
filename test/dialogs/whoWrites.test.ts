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
  ['hej jeg hedder ingenting og er tolv', 'young', 12],
  ['tretten år og træt af det hele', 'young', 13],
  ['jeg fylder snart 18', 'young', 17],
  ['jeg er ved at være 13 og vil gerne snakke', 'young', 12],
  ['jeg har lige fyldt 18 og skal flytte fra plejefamilien', 'young', 18],
  ['15 årig dreng her', 'young', 15],
  ['jeg er pige på 14 og min kæreste er 19', 'young', 14],
  ['jeg har en bror på 18, selv er jeg 14', 'young', 14],
  ['min lillesøster på 6 er bange for far', 'young'],
  ['jeg hedder Ida og jeg er 10, min storesøster på 15 er ond ved mig', 'young', 10],
  ['min veninde skærer i sig selv, hun er 15', 'young', 15],
  ['børnene er 3 og 5 og jeg er alene', 'parent'],
  ['min mand er deprimeret og børnene mærker det', 'parent'],
  ['vi er flygtet med en søn på 3', 'parent', 3],
  ['har en teenager på 15 som ryger hash', 'parent', 15],
  ['jeg har en søn der er 15 og ikke går i skole', 'parent', 15],
  ['min datter bliver 7 i december og stammer', 'parent', 6],
  ['sønnen er fem og tisser i sengen', 'parent', 5],
  ['vores treårige slår de andre', 'parent', 3],
  ['min etårige vågner hver time', 'parent', 1],
  ['vores halvandet årige sover ikke', 'parent', 1.5],
  ['mine tvillinger slås hele tiden', 'parent'],
  ['naboens pige på 11 er altid alene', 'relative', 11],
  ['min niece er seks og kommer tit sulten', 'relative', 6],
  ['vi er en skole der søger hjælp til en elev', 'professional'],
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

import { expect } from 'chai'
import { findSlip } from '../../web/widget/slip.ts'

const slips: [string, ReturnType<typeof findSlip>][] = [
  ['mit cpr er 010203-1234', 'cpr'],
  ['0102031234', 'cpr'],
  ['cpr 01 02 03 1234 tak', 'cpr'],
  ['født 311299 - 4321', 'cpr'],
  ['ring til mig på 22 33 44 55', 'phone'],
  ['mit nummer: 22334455', 'phone'],
  ['+45 2233 4455', 'phone'],
  ['0045 22334455', 'phone'],
  ['skriv til emma.h@gmail.com', 'email'],
  ['søren@kalundborg.dk', 'email'],
  ['jeg hedder Mette Sørensen og er 15', 'name'],
  ['mit navn er ali hassan', 'name'],
  ['my name is Olena Koval', 'name'],
  ['vi bor på Skolegade 12 i Kalundborg', 'address'],
  ['jeg bor Vestre Strandvej 7b', 'address'],
]
const harmless = [
  'har ondt i maven hver morgen og orker ik skole mere',
  'jeg er 15 år',
  'det har varet siden 2024 og blev værre i 2025',
  'skal jeg ringe 112 eller 116 111?',
  'er Livslinien 70 201 201 åben?',
  'vi mangler 12.500 kr',
  'jeg går i 9. klasse, mail mig ikke',
  'kl. 10-12 den 3/4',
  '990203-1234 er ikke en dato',
  'jeg hedder Mette og er 15',
  'hun hedder det samme som mig',
  'han går i legeparken 3 gange om ugen',
  'det er på vej 2 uger',
  '',
]

describe('the slip guard', () => {
  for (const [text, slip] of slips) it(`sees ${slip} in "${text}"`, () => expect(findSlip(text)).to.equal(slip))
  for (const text of harmless) it(`lets "${text}" pass`, () => expect(findSlip(text)).to.equal(undefined))
})

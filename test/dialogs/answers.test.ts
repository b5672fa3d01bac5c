import { expect } from 'chai'
import { doesNotKnow, readRole, readScale, readYesNo, skips } from '../../dialogs/answers.ts'

const yes = ['ja', 'ja da', 'jaja', 'jep', 'jo', 'jo det tror jeg', 'yes', 'yeah', 'ja, det har han', 'det har vi', 'okay', 'mmm', 'præcis']
const no = [
  'nej',
  'nej det ik mig',
  'næ',
  'nope',
  'nej ikke endnu',
  'neeej',
  'nah',
  'niks',
  'ikke rigtig',
  'det tror jeg ikke',
  'det har vi ikke',
  'no',
  'not really',
]
const neither = ['måske', '15', 'min søn', 'hvorfor spørger du', '', 'det er svært']

describe('yes and no', () => {
  for (const text of yes) it(`"${text}" is yes`, () => expect(readYesNo(text)).to.equal(true))
  for (const text of no) it(`"${text}" is no`, () => expect(readYesNo(text)).to.equal(false))
  for (const text of neither) it(`"${text}" is neither`, () => expect(readYesNo(text)).to.equal(undefined))
})

describe('not knowing', () => {
  for (const text of [
    'ved ikke',
    'det ved jeg ikke',
    'ved ik',
    'jeg ved det ikke',
    'måske',
    'aner det ikke',
    'ingen idé',
    "don't know",
    'idk',
    'no idea',
  ])
    it(`"${text}"`, () => expect(doesNotKnow(text)).to.equal(true))
  for (const text of ['ved ikke hvad jeg skal gøre ved min søn', 'nej', 'ja', 'jeg er bange'])
    it(`"${text}" says more`, () => expect(doesNotKnow(text)).to.equal(false))
})

describe('skipping', () => {
  for (const text of [
    'spring over',
    'skip',
    'næste',
    'videre',
    'pas',
    'det vil jeg ikke svare på',
    'har jeg ikke lyst til',
    'siger jeg ikke',
    'rather not say',
  ])
    it(`"${text}"`, () => expect(skips(text)).to.equal(true))
  for (const text of ['nej', 'jeg springer skolen over', 'ikke i dag'])
    it(`"${text}" is no skipping`, () => expect(skips(text)).to.equal(false))
})

describe('who it is about', () => {
  const answers: [string, string | undefined][] = [
    ['mig selv', 'young'],
    ['mig', 'young'],
    ['det er mig', 'young'],
    ['bare mig', 'young'],
    ['me', 'young'],
    ['min mor', 'young'],
    ['mine forældre', 'young'],
    ['det er min søn', 'parent'],
    ['min datter på 7', 'parent'],
    ['vores yngste', undefined],
    ['min yngste datter', 'parent'],
    ['mit barn', 'parent'],
    ['jeg er mor til tre', 'parent'],
    ['my son', 'parent'],
    ['min veninde', 'relative'],
    ['en ven', 'relative'],
    ['min lillebror', 'relative'],
    ['jeg er mormor', 'relative'],
    ['my friend', 'relative'],
    ['jeg er lærer', 'professional'],
    ['mit arbejde', 'professional'],
    ['en elev', 'professional'],
    ['ved ikke', undefined],
    ['har ondt i maven', undefined],
  ]
  for (const [text, role] of answers) it(`"${text}" is ${role ?? 'not said'}`, () => expect(readRole(text)).to.equal(role))
})

describe('a mark from 0 to 10', () => {
  const answers: [string, number | undefined][] = [
    ['3', 3],
    ['0', 0],
    ['10', 10],
    ['nok en 4', 4],
    ['6/10', 6],
    ['4-5', 4.5],
    ['mellem 2 og 3', 2.5],
    ['2,5', 2.5],
    ['syv', 7],
    ['ti', 10],
    ['11', undefined],
    ['-1', undefined],
    ['dårligt', undefined],
    ['15 år', undefined],
    ['', undefined],
    ['jeg vil sige 5', 5],
    ['3 ud af 10', 3],
    ['i dag er det en 2 fordi jeg ikke sov', 2],
    ['i 6 uger nu', undefined],
    ['jeg har 2 venner', undefined],
    ['kl 3 om natten', undefined],
    ['siden han var 5', undefined],
    ['det har jeg gjort siden jeg var 5', undefined],
    ['min lillebror på 6 har det også', undefined],
  ]
  for (const [text, mark] of answers) it(`"${text}" is ${mark ?? 'no mark'}`, () => expect(readScale(text)).to.equal(mark))
})

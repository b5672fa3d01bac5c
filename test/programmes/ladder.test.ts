import { expect } from 'chai'
import { figuresOf, needFigures } from '../../desk/needFigures.ts'
import { ageGroupOf } from '../../registry/ageGroups.ts'
import { needOf } from '../../registry/blocked.ts'
import { ladderOf } from '../../registry/ladder.ts'
import { createMatcher } from '../../registry/matcher.ts'
import { emptySituation, type Situation } from '../../registry/situation.ts'
import { playedBy } from './catalogue.ts'
import { calmly, everythingSince } from './played.ts'

const context = calmly()
const { offers, themes } = context.registry
const told = (situation: Partial<Situation>, text: string): Situation =>
  context.matcher.hear({ ...emptySituation(), municipality: 'kalundborg', ...situation }, text)

/** The partnership: prevention all the way round. */
describe('the prevention ladder', () => {
  it('has a step for every offer', () => {
    for (const { id, step } of offers) expect(step, id).to.be.within(1, 5)
  })

  it('puts the less intrusive first where two answer alike', () => {
    const chilled = offers.find(({ id }) => id === 'kalundborg-chilled')
    if (!chilled) throw new Error('no chilled')
    // Twins but for their step; by its id the intrusive one would come first.
    const twins = [
      { ...chilled, id: 'a-case', step: 4 },
      { ...chilled, id: 'b-open', step: 1 },
    ]
    const matcher = createMatcher({ ...context.registry, offers: twins })
    const situation = matcher.hear({ ...emptySituation(), municipality: 'kalundborg', role: 'young', age: 15 }, 'jeg har angst')
    expect(matcher.match(situation, { now: context.now }).matches.map(({ offer }) => offer.id)).to.deep.equal(['b-open', 'a-case'])
  })

  it('says of what needs a case that it is a step up, and who decides it', () => {
    const { conversation } = playedBy(
      {
        role: 'young',
        age: '15',
        words: 'jeg har en sagsbehandler og er helt alene, ingen at være sammen med efter skole',
        facts: { hasCase: true },
      },
      'kalundborg',
      context,
    )
    expect(everythingSince(conversation, 0)).to.contain('Det er et trin op og kræver en sag. Jeres rådgiver afgør det')
  })

  describe('of a municipality', () => {
    const ladder = ladderOf(offers, themes, 'kalundborg')
    const rungsOf = (theme: string, age: string) =>
      ladder.themes.find(row => row.theme === theme)?.ages.find(({ group }) => group === age)?.rungs

    it('counts each of its own offers on one step', () => {
      const own = offers.filter(({ kind, status, municipality }) => kind === 'offer' && status !== 'ended' && municipality === 'kalundborg')
      expect(ladder.steps.flatMap(({ offers: ids }) => ids)).to.have.members(own.map(({ id }) => id))
    })

    it('shows where a rung is missing', () => {
      // Drugs: only with a case, whatever the age.
      expect(rungsOf('drugs', '16-17')).to.deep.equal(['case'])
      // Anxiety at fifteen: advice, the Chilled course, and a café for those with a case.
      expect(rungsOf('anxiety', '13-15')).to.deep.equal(['light', 'course', 'case'])
      // At thirteen to fifteen nothing is made for children in daycare.
      expect(rungsOf('daycareWellbeing', '13-15')).to.deep.equal([])
    })
  })
})

describe('needs that a rule stops', () => {
  for (const [text, situation, expected] of [
    [
      'jeg er ensom og har ingen venner',
      { role: 'young', age: 15, facts: { hasCase: false } },
      { theme: 'loneliness', met: true, stoppedBy: ['hasCase'] },
    ],
    ['jeg har angst', { role: 'young', age: 13 }, { theme: 'anxiety', met: true, stoppedBy: ['age'] }],
    ['min datter har angst', { role: 'parent', age: 10, facts: { autism: false } }, { theme: 'anxiety', met: true, stoppedBy: ['autism'] }],
    [
      'jeg drikker for meget',
      { role: 'young', age: 16, facts: { hasCase: false } },
      { theme: 'ownAlcohol', met: false, stoppedBy: ['hasCase'] },
    ],
    // Six years too young for it: it was never for her, and nobody was stopped.
    ['min datter har angst', { role: 'parent', age: 4, facts: { autism: true } }, { theme: 'anxiety', met: true, stoppedBy: [] }],
  ] as [string, Partial<Situation>, ReturnType<typeof needOf>][])
    it(`"${text}" at ${situation.age}: ${expected?.stoppedBy.join() || 'none'}`, () => {
      expect(needOf(offers, told({ facts: {}, ...situation }, text))).to.deep.equal(expected)
    })

  it('are none where no need was clearly told', () => {
    expect(needOf(offers, told({}, 'hej'))).to.equal(undefined)
  })

  it('become names made of the registry’s ids, with no word of the talk', () => {
    const situation = told({ role: 'young', age: 15, facts: { hasCase: false } }, 'jeg hedder Sofie Hansen og er ensom')
    expect(figuresOf(offers, situation, ['headspace-kalundborg'])).to.deep.equal([
      'met.loneliness.13-15',
      'blocked.hasCase.loneliness.13-15',
      'step.1',
    ])
  })

  it('are shown by rule, theme and age, with cells under five hidden', () => {
    const figures = {
      'blocked.hasCase.loneliness.13-15': 9,
      'blocked.age.anxiety.13-15': 3,
      'met.loneliness.13-15': 4,
      'step.1': 12,
      'course.opened.psychologist': 7,
    }
    const { blocked, met, groups, from, to } = needFigures([
      { month: '2026-10', figures },
      { month: '2026-11', figures },
      { month: '2026-12', figures: { 'course.opened.psychologist': 7 } },
    ])
    expect([from, to]).to.deep.equal(['2026-10', '2026-11'])
    const at = groups.indexOf('13-15')
    expect(blocked.rows.map(({ rule, theme }, row) => [rule, theme, blocked.table.cells[row]?.[at]])).to.deep.equal([
      ['age', 'anxiety', 6],
      ['hasCase', 'loneliness', 18],
    ])
    expect(met.table.cells[0]?.[at]).to.equal(8)
    expect(needFigures([{ month: '2026-10', figures }]).blocked.table.cells.map(row => row[at])).to.deep.equal(['hidden', 9])
  })

  it('are counted by age groups without gaps', () => {
    expect([0, 2.9, 3, 12.9, 15.8, 16, 17.9, 18, 29].map(age => ageGroupOf({ age }))).to.deep.equal([
      '0-2',
      '0-2',
      '3-5',
      '10-12',
      '13-15',
      '16-17',
      '16-17',
      '18+',
      '18+',
    ])
    expect(ageGroupOf({})).to.equal('unknown')
  })
})

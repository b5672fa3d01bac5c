import { expect } from 'chai'
import { outcomeFigures, ratingFigure, talkFigures } from '../../desk/talkFigures.ts'
import { openHouse } from '../bot/house.ts'
import { hire } from './office.ts'

const many = (count: number, names: string[]) => Object.fromEntries(names.map(name => [name, count]))
const referredTo = (offer: string, count: number) => ({ [`talk.referred.${offer}`]: count })

describe('what came of the conversations', () => {
  it('stands by month, small counts hidden, months without any left out', () => {
    const figures = talkFigures([
      { month: '2026-09', figures: { 'met.loneliness.13-15': 9 } },
      { month: '2026-10', figures: { ...many(12, outcomeFigures('helpedOn')), 'talk.closed.left': 1, 'talk.rating.yes': 7 } },
      { month: '2026-11', figures: { 'talk.closed.helpedOn': 6, 'talk.closed.unsettled': 5, ...many(4, [ratingFigure('no')]) } },
    ])
    expect(figures.months).to.deep.equal(['2026-10', '2026-11'])
    expect(figures.outcomes.cells).to.deep.equal([
      [12, 'hidden', 'hidden', 'hidden'],
      [6, 'hidden', 'hidden', 5],
    ])
    expect(figures.outcomes.columnSums[0]).to.equal(18)
    expect(figures.ratings.cells).to.deep.equal([
      [7, 'hidden', 'hidden'],
      ['hidden', 'hidden', 'hidden'],
    ])
  })

  it('names the offers that many were referred to, over all months, the most first', () => {
    const { referredTo: offers } = talkFigures([
      { month: '2026-10', figures: { 'talk.closed.referred': 10, ...referredTo('b', 3), ...referredTo('a', 7) } },
      { month: '2026-11', figures: { 'talk.closed.referred': 20, ...referredTo('b', 9), ...referredTo('c', 4), ...referredTo('d', 1) } },
    ])
    expect(offers).to.deep.equal([
      { offer: 'b', count: 12 },
      { offer: 'a', count: 7 },
    ])
  })

  it('and leaves one more out where the sum of all who were referred would give the small ones away', () => {
    const month = (all: number) => [
      { month: '2026-10', figures: { 'talk.closed.referred': all, ...referredTo('a', 12), ...referredTo('b', 7), ...referredTo('c', 2) } },
    ]
    expect(talkFigures(month(21)).referredTo.map(({ offer }) => offer)).to.deep.equal(['a'])
    expect(talkFigures(month(26)).referredTo.map(({ offer }) => offer)).to.deep.equal(['a', 'b'])
  })

  it('comes to the coordinator of the municipality, with what the offers are called', async () => {
    const house = await openHouse()
    try {
      const { counts, now } = house.services
      const add = (municipality: string, from: number, to: number) =>
        Promise.all(
          Array.from({ length: to - from }, (_, at) => {
            const figures = [...outcomeFigures('referred', 'headspace-kalundborg'), ratingFigure('yes')]
            return counts.add({ municipality, at: now(), figures, once: `${municipality} ${from + at}` })
          }),
        )
      const coordinator = await hire(house, 'kirsten@kommune.dk', { role: 'coordinator', municipalities: ['kalundborg'] })
      const asked = () => coordinator.get('/coordinator/talks?municipality=kalundborg')
      expect((await asked()).body.months).to.deep.equal([])
      await add('skive', 0, 9)
      await add('kalundborg', 0, 4)
      expect((await asked()).body.referredTo).to.deep.equal([])
      await add('kalundborg', 4, 6)
      const { status, body } = await asked()
      expect(status).to.equal(200)
      expect(body.referredTo).to.deep.equal([{ offer: 'headspace-kalundborg', count: 6 }])
      expect(body.outcomes.cells).to.deep.equal([['hidden', 6, 'hidden', 'hidden']])
      expect(body.ratings.cells[0][body.columns.ratings.indexOf('yes')]).to.equal(6)
      expect(body.words.offers['headspace-kalundborg'].da).to.be.a('string')
      expect((await coordinator.get('/coordinator/talks?municipality=skive')).status).to.equal(403)
    } finally {
      await house.close()
    }
  })
})

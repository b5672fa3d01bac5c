import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { hear, start } from '../../bot/turn.ts'
import { startSweeper } from '../../bot/upkeep/sweeper.ts'
import { type House, openHouse } from '../bot/house.ts'
import { until } from '../until.ts'
import { hire } from './office.ts'

/** What a talk came to is counted when it ends, once, and nothing of the talk with it. */
describe('needs are counted at the end of a talk', () => {
  let house: House
  before(async () => {
    house = await openHouse()
  })
  after(() => house.close())
  const counted = async () => (await house.services.counts.read('kalundborg')).flatMap(({ figures }) => Object.entries(figures))
  const talk = async (...lines: [text: string, choice?: string][]) => {
    const { services } = house
    const id = services.newId()
    await start(services, { id, municipality: 'kalundborg', locale: 'da' })
    for (const [text, choice] of lines) await hear(services, id, { text, ...(choice !== undefined && { choice }), clientId: randomUUID() })
    return id
  }

  it('with a farewell, one left to fall silent, and never one that was erased', async () => {
    const { services } = house
    await talk(['jeg er 15 og ensom, vi har ingen sag'], ['vis forslag', 'offers'], ['farvel', 'farewell'], ['ja', 'useful.yes'])
    await until('the farewell is counted', async () => (await counted()).length > 0)
    expect(Object.fromEntries(await counted())).to.deep.equal({
      'met.loneliness.13-15': 1,
      'blocked.hasCase.loneliness.13-15': 1,
      'step.1': 1,
    })

    await services.conversations.forget(await talk(['jeg er 15 og ensom, vi har ingen sag'], ['vis forslag', 'offers']))
    await talk(['jeg er 13 og har angst'])
    const sweeper = startSweeper(services)
    house.later(29)
    await sweeper.sweep()
    house.later(3)
    await sweeper.sweep()
    await until('the silent one is counted', async () => (await counted()).some(([name]) => name === 'met.anxiety.13-15'))
    await sweeper.close()
    expect(Object.fromEntries(await counted())).to.deep.equal({
      'met.loneliness.13-15': 1,
      'blocked.hasCase.loneliness.13-15': 1,
      'step.1': 1,
      'met.anxiety.13-15': 1,
      'blocked.age.anxiety.13-15': 1,
    })
  })

  it('and the coordinator sees them by rule, theme and age, small ones hidden, beside the ladder', async () => {
    const coordinator = await hire(house, 'kirsten@kommune.dk', { role: 'coordinator' })
    const needs = await coordinator.get('/coordinator/needs?municipality=kalundborg')
    expect(needs.status).to.equal(200)
    expect(needs.body.blocked.rows).to.deep.include({ rule: 'hasCase', theme: 'loneliness' })
    expect(needs.body.blocked.table.cells.flat()).to.include('hidden').and.not.include(1)
    expect(needs.body.words.themes.loneliness.da).to.equal('ensomhed')
    const ladder = await coordinator.get('/coordinator/ladder?municipality=kalundborg')
    expect(
      ladder.body.steps.map(({ offers }: { offers: string[] }) => offers.length).reduce((a: number, b: number) => a + b, 0),
    ).to.be.greaterThan(25)
    expect((await coordinator.get('/coordinator/ladder?municipality=__proto__')).status).to.equal(403)
  })
})

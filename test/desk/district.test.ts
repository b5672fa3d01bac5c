import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { hear, start } from '../../bot/turn.ts'
import { type House, openHouse } from '../bot/house.ts'
import { hire, now } from './office.ts'

/** Halsnæs: a school that is named leads to its district's team, who sees it first at the desk. */
describe('the team of a district', () => {
  let house: House
  before(async () => {
    house = await openHouse()
  })
  after(() => house.close())

  /** A citizen who waits; with a school, named before a counsellor joins. */
  async function waits(school?: string): Promise<string> {
    const { services } = house
    const id = services.newId()
    await start(services, { id, municipality: 'halsnaes', locale: 'da' })
    const says = (text: string, choice?: string) =>
      hear(services, id, { text, ...(choice !== undefined && { choice }), clientId: randomUUID() })
    await says('jeg er 15 og ensom')
    await says('et menneske', 'human')
    if (school !== undefined) {
      await says('skole', 'school')
      await says(school)
    }
    await says('ja', 'handover.confirm')
    expect((await now(services, id))?.holder.who).to.equal('queue')
    return id
  }

  it('takes its own first, who came later, and sees the district; others take in the order of coming', async () => {
    const counsellor = { municipalities: ['halsnaes'] }
    const own = await hire(house, 'hundested@halsnaes.dk', counsellor)
    const other = await hire(house, 'anyone@halsnaes.dk', counsellor)
    const socket = await own.sitDown()
    const preferences = { themes: [], talksAtOnce: 5, sideBySide: 2, sound: false, heavyInARow: 3 }
    expect((await own.post('/preferences', { ...preferences, districts: ['halsnaes-hundested'] })).status).to.equal(200)
    const early = await waits()
    const mine = await waits('hundeted skole')
    const taken = (await own.post('/take-next')).body.conversation
    expect(taken.id).to.equal(mine)
    expect(taken.card.items).to.deep.include({ id: 'district', label: 'Område', value: 'Hundested', removable: true })
    expect((await other.post('/take-next')).body.conversation.id).to.equal(early)
    await socket.standUp()
  })
})

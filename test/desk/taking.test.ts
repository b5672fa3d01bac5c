import { expect } from 'chai'
import { type House, openHouse } from '../bot/house.ts'
import { size } from '../faults/size.ts'
import { until } from '../until.ts'
import { hire, now, type Seat, someoneWaits } from './office.ts'

const rounds = size(300, 1000)

describe('two counsellors who take the same conversation at the same moment', () => {
  let house: House
  let maja: Seat
  let ole: Seat

  before(async () => {
    house = await openHouse()
    maja = await hire(house, 'maja@kommune.dk')
    ole = await hire(house, 'ole@kommune.dk')
    for (const seat of [maja, ole]) await seat.sitDown()
  })
  after(() => house.close())

  it(`never both have it, ${rounds} times over: one wins, the other is told who`, async function () {
    this.timeout(180_000)
    const wins = { 'maja, rådgiver': 0, 'ole, rådgiver': 0 }
    const id = await someoneWaits(house)
    const template = (await now(house.services, id))!
    await house.services.conversations.forget(id)
    for (let round = 0; round < rounds; round++) {
      const waiting = { ...template, id: house.services.newId() }
      await house.services.conversations.create(waiting.id, waiting)
      const seats = round % 2 === 0 ? [maja, ole] : [ole, maja]
      const answers = await Promise.all(seats.map(seat => seat.post(`/conversations/${waiting.id}/take`)))
      const holder = (await now(house.services, waiting.id))?.holder
      if (holder?.who !== 'counsellor') throw new Error('nobody has it')
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 409])
      const [winner, loser] = answers[0]?.status === 200 ? answers : [answers[1], answers[0]]
      expect(winner?.body.conversation.id).to.equal(waiting.id)
      expect(loser?.body).to.deep.equal({ why: 'taken', by: holder.name })
      wins[holder.name as keyof typeof wins]++
      await house.services.conversations.forget(waiting.id)
    }
    expect(wins['maja, rådgiver'] + wins['ole, rådgiver']).to.equal(rounds)
  })

  it('get one each when both take the next, and never the same', async () => {
    const ids = [await someoneWaits(house), await someoneWaits(house)]
    await until('both stand in the queue', () => house.services.desk.board.queue().length === 2)
    const answers = await Promise.all([maja, ole].map(seat => seat.post('/take-next')))
    expect(answers.map(({ body }) => body.conversation.id).sort()).to.deep.equal(ids.sort())
    expect((await maja.post('/take-next')).body).to.deep.equal({})
  })

  it('take the graver first', async () => {
    const calm = await someoneWaits(house)
    const acute = await someoneWaits(house, { words: 'jeg vil dø. jeg tager mit eget liv i aften' })
    await until('both stand in the queue', () => house.services.desk.board.queue().length === 2)
    const told = (await now(house.services, acute))?.handoff
    expect(told, 'the acute one is told that they are first').to.have.property('toldAhead', 0)
    expect((await maja.post('/take-next')).body.conversation.id).to.equal(acute)
    expect((await ole.post('/take-next')).body.conversation.id).to.equal(calm)
  })
})

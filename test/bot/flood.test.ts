import { expect } from 'chai'
import { createFlood } from '../../bot/flood.ts'
import { Refusal } from '../../bot/refusal.ts'
import { pause } from '../until.ts'
import { beginTalk, openHouse } from './house.ts'

describe('A conversation that floods', () => {
  it('is let through in a burst, then evened out, then refused with 503; others notice nothing', async () => {
    const flood = createFlood({ burst: 5, perSecond: 50, longest: 0.1 })
    const admitted = await Promise.all(Array.from({ length: 5 }, () => flood.admit('loud')))
    expect(admitted).to.have.length(5)
    const rest = await Promise.allSettled(Array.from({ length: 20 }, () => flood.admit('loud')))
    const refused = rest.filter(result => result.status === 'rejected').map(({ reason }) => reason as unknown)
    expect(refused.length).to.be.within(10, 16)
    for (const reason of refused) expect(reason).to.be.instanceOf(Refusal).and.to.deep.include({ status: 503 })
    const order: string[] = []
    await Promise.all([
      flood.admit('loud').then(
        () => order.push('loud'),
        () => order.push('loud'),
      ),
      flood.admit('quiet').then(() => order.push('quiet')),
    ])
    expect(order[0]).to.equal('quiet')
  })

  it('can still be erased at once', async () => {
    const house = await openHouse()
    const talk = await beginTalk(house.url)
    let answered = 0
    const say = (i: number) => talk.say(`besked ${i}`).finally(() => answered++)
    const loud = Promise.all(Array.from({ length: 50 }, (_, i) => say(i)))
    await pause(50)
    expect((await talk.post({ type: 'event', name: 'erase' })).status).to.equal(200)
    expect(answered, 'not behind all that the flood sent before').to.be.below(50)
    expect(await house.services.conversations.read(talk.id)).to.equal(undefined)
    const statuses = new Set((await loud).map(({ status }) => status))
    for (const status of statuses) expect([200, 404, 503]).to.include(status)
    await house.close()
  })
})

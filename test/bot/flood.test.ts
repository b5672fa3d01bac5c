import { expect } from 'chai'
import { createFlood } from '../../bot/flood.ts'
import { Refusal } from '../../bot/refusal.ts'
import { pause } from '../until.ts'
import { beginTalk, openHouse } from './house.ts'

describe('A conversation that floods', () => {
  it('is let through in a burst, then evened out, then refused with 503; others notice nothing', async () => {
    const flood = createFlood({ burst: 5, perSecond: 10, longest: 0.5 })
    const order: string[] = []
    const admit = (name: string) => flood.admit(name).then(() => order.push(name))
    // All in one go: the quiet one comes while the flood still waits, however busy the machine is.
    const burst = Promise.all(Array.from({ length: 5 }, () => admit('loud')))
    const rest = Promise.allSettled(Array.from({ length: 20 }, () => admit('loud')))
    const quiet = admit('quiet')
    await burst
    await quiet
    expect(order).to.deep.equal([...Array.from({ length: 5 }, () => 'loud'), 'quiet'])
    const refused = (await rest).filter(result => result.status === 'rejected').map(({ reason }) => reason as unknown)
    expect(refused.length).to.be.within(10, 16)
    for (const reason of refused) expect(reason).to.be.instanceOf(Refusal).and.to.deep.include({ status: 503 })
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

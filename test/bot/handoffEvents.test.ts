import type { Activity } from 'botbuilder'
import { expect } from 'chai'
import { take } from '../../dialogs/handoff.ts'
import { pause, until } from '../until.ts'
import { ask, beginTalk, type House, openHouse } from './house.ts'

describe('The passing of a conversation', () => {
  let house: House
  const events: Partial<Activity>[] = []
  before(async () => {
    house = await openHouse()
    house.services.handoffEvents.listen(event => events.push(event))
  })
  after(() => house.close())

  it("is announced in Bot Framework's words, for another hub to take it up", async () => {
    const talk = await beginTalk(house.url)
    await talk.say('jeg er 15 og har det svært derhjemme')
    await talk.post({ type: 'message', text: 'vent', value: { choice: 'handover.wait' } })
    await talk.post({ type: 'message', text: 'ja', value: { choice: 'handover.confirm' } })
    const initiate = events.find(({ name }) => name === 'handoff.initiate')
    expect(initiate).to.deep.include({ type: 'event', attachments: [], entities: [] })
    expect(initiate?.conversation?.id).to.equal(talk.id)
    expect(initiate?.value).to.include({ va_Language: 'da', municipality: 'kalundborg', sequence: 2 })
    expect(initiate?.value.va_AgentMessage).to.be.a('string')
    const handoffId: string = initiate?.value.handoffId

    await house.services.conversations.change(talk.id, conversation => {
      const change = take(conversation, { id: 'c1', name: 'Maja' }, house.services.context('kalundborg'))
      return change.ok ? { value: change.conversation, result: true } : { result: false }
    })
    const status = await until(() => events.find(({ name }) => name === 'handoff.status'))
    expect(status.conversation?.id).to.equal(talk.id)
    expect(status.value).to.include({ state: 'accepted', sequence: 3, handoffId })
  })

  it('is not told by a citizen who says so', async () => {
    const before = events.length
    const talk = await beginTalk(house.url)
    await talk.post({ type: 'event', name: 'handoff.status', value: { state: 'accepted' } })
    await talk.post({ type: 'event', name: 'handoff.initiate', value: {} })
    expect(events.slice(before)).to.deep.equal([])
  })

  it('is no failure where nobody ever waited', async () => {
    const before = events.length
    const talk = await beginTalk(house.url)
    await talk.post({ type: 'message', text: 'et menneske', value: { choice: 'human' } })
    await pause(20)
    expect(events.slice(before)).to.deep.equal([])
  })

  it('has nothing at the address of an outside hub where there is none', async () => {
    expect((await ask(house.url, 'POST', '/hub/events', { body: {} })).status).to.equal(404)
  })

  it('spoils no turn when the hub that listens fails', async () => {
    const deaf = house.services.handoffEvents.listen(() => {
      throw new Error('the other hub is broken')
    })
    const talk = await beginTalk(house.url)
    await talk.post({ type: 'message', text: 'vent', value: { choice: 'handover.wait' } })
    expect((await talk.post({ type: 'message', text: 'ja', value: { choice: 'handover.confirm' } })).status).to.equal(200)
    deaf()
  })
})

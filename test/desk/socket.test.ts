import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { expect } from 'chai'
import { hear } from '../../bot/turn.ts'
import { type Sweeper, startSweeper } from '../../bot/upkeep/sweeper.ts'
import { type House, openHouse } from '../bot/house.ts'
import { pause, until } from '../until.ts'
import { hire, now, openSocket, type Seat, someoneWaits } from './office.ts'

describe("the desk's socket", () => {
  let house: House
  let maja: Seat
  let ole: Seat
  let sweeper: Sweeper

  beforeEach(async () => {
    house = await openHouse()
    maja = await hire(house, 'maja@kommune.dk')
    ole = await hire(house, 'ole@kommune.dk', { municipalities: ['skive'] })
    sweeper = startSweeper(house.services)
  })
  afterEach(async () => {
    await sweeper.close()
    await house.close()
  })

  it('opens for our own page with a session, and for nobody else', async () => {
    const refused: Record<string, string>[] = [
      { cookie: maja.cookie },
      { cookie: maja.cookie, origin: 'https://ond.example' },
      { cookie: maja.cookie, origin: 'null' },
      { cookie: `brobygger_desk=${'A'.repeat(43)}`, origin: house.url },
      { origin: house.url },
    ]
    for (const headers of refused) {
      const socket = openSocket(house, headers)
      const [, response] = await once(socket, 'unexpected-response')
      expect(response.statusCode, JSON.stringify(headers)).to.equal(403)
      socket.on('error', () => undefined)
      socket.terminate()
    }
    await maja.sitDown()
  })

  it('says nothing before the first frame, and ends on a frame it does not know', async () => {
    const socket = openSocket(house, { cookie: maja.cookie, origin: house.url })
    let heard = 0
    socket.on('message', () => heard++)
    await once(socket, 'open')
    await someoneElseSits()
    await someoneWaits(house, { municipality: 'skive' })
    await pause(60)
    expect(heard).to.equal(0)
    socket.send('{"type":"hello","presence":"god"}')
    const [code] = await once(socket, 'close')
    expect(code).to.equal(1008)
  })

  it('tells the queue as it changes, each counsellor their own municipalities', async () => {
    const [here, inSkive] = [await maja.sitDown(), await ole.sitDown()]
    const id = await someoneWaits(house, { words: 'jeg er 15 år og føler mig ensom' })
    const { waiting } = await here.next('waits')
    expect(waiting).to.include({ id, urgency: 'none', municipality: 'kalundborg', age: 15 })
    expect(JSON.stringify(waiting)).not.to.include('føler mig')
    const other = await someoneWaits(house, { municipality: 'skive' })
    expect((await inSkive.next('waits')).waiting.id).to.equal(other)
    await hear(house.services, id, { text: 'jeg kan ikke mere, jeg vil tage mit eget liv nu', clientId: randomUUID() })
    expect((await here.next('waits', ({ waiting }) => waiting.urgency === 'acute')).waiting.id).to.equal(id)
    await maja.post(`/conversations/${id}/take`)
    expect((await here.next('waitsNoMore')).id).to.equal(id)
  })

  it('carries a conversation both ways, lines once, with typing and what is seen', async () => {
    const page = await maja.sitDown()
    const id = await someoneWaits(house)
    await maja.post(`/conversations/${id}/take`)
    const first = (await page.next('conversation')).conversation
    await hear(house.services, id, { text: 'hej igen', clientId: randomUUID() })
    const { conversation } = await page.next('conversation', frame => frame.conversation.lines.some(({ who }) => who === 'citizen'))
    expect(conversation.lines.map(({ spoken }) => spoken.text)).to.deep.equal(['hej igen'])
    expect(conversation.lines[0]?.number).to.be.greaterThan(first.lines.at(-1)?.number ?? 0)
    house.services.typing.tell({ conversation: id, from: { who: 'citizen' } })
    expect((await page.next('typing')).id).to.equal(id)
    const heard = new Promise(resolve => house.services.typing.listen(({ from }) => resolve(from)))
    page.send({ type: 'typing', id })
    expect(await heard).to.include({ who: 'counsellor', name: 'maja, rådgiver' })
    await maja.post(`/conversations/${id}/seen`, { number: conversation.lines[0]?.number })
    expect((await now(house.services, id))?.seenByCounsellor).to.equal(conversation.lines[0]?.number)
  })

  it('brings no word of a conversation that is somebody else’s', async () => {
    const page = await maja.sitDown()
    const other = await (await hire(house, 'ulla@kommune.dk')).sitDown()
    const id = await someoneWaits(house)
    await maja.post(`/conversations/${id}/take`)
    for (let n = 0; n < 20; n++) await hear(house.services, id, { text: `hemmelig ${n}`, clientId: randomUUID() })
    await page.next('conversation', ({ conversation }) => conversation.lines.some(({ spoken }) => spoken.text === 'hemmelig 19'))
    expect(JSON.stringify(other.frames)).not.to.include('hemmelig')
    other.send({ type: 'typing', id })
    house.services.typing.tell({ conversation: id, from: { who: 'citizen' } })
    await page.next('typing')
    expect(other.frames.some(({ type }) => type === 'typing')).to.equal(false)
  })

  it('takes an erased conversation off the screen', async () => {
    const page = await maja.sitDown()
    const id = await someoneWaits(house)
    await maja.post(`/conversations/${id}/take`)
    await page.next('conversation')
    await house.services.conversations.forget(id)
    expect(await page.next('left')).to.deep.equal({ type: 'left', id, why: 'erased' })
  })

  it('does not take what the page does by itself for a person: reading marks keep nobody signed in', async () => {
    await maja.sitDown()
    const id = await someoneWaits(house)
    await maja.post(`/conversations/${id}/take`)
    house.later(9)
    expect((await maja.post(`/conversations/${id}/seen`, { number: 1 })).status).to.equal(200)
    house.later(1.1)
    expect((await maja.get('/me')).body).to.deep.equal({})
  })

  it('ends when one signs out elsewhere, within a second', async () => {
    const page = await maja.sitDown()
    await maja.post('/sign-out')
    await page.next('signedOut')
    expect(await page.closed).to.equal(4401)
    await until('Maja is away', () => house.services.desk.presence.of('maja') === 'away')
  })

  describe('of a counsellor who is gone', () => {
    it('counts as away at once: nobody is told that a counsellor is here', async () => {
      const page = await maja.sitDown()
      expect(house.services.context('kalundborg').counsellors.present).to.equal(1)
      await page.standUp()
      await until('nobody is here', () => house.services.context('kalundborg').counsellors.present === 0)
    })

    it('loses the conversation to the head of the queue after two minutes, and the citizen is told', async () => {
      const page = await maja.sitDown()
      const id = await someoneWaits(house)
      await maja.post(`/conversations/${id}/take`)
      const earlier = await someoneWaits(house)
      await page.standUp()
      await until('the conversation is marked', async () => gone(await now(house.services, id)))
      house.later(1.9)
      await sweeper.sweep()
      expect((await now(house.services, id))?.holder.who).to.equal('counsellor')
      house.later(0.2)
      await sweeper.sweep()
      const conversation = await now(house.services, id)
      expect(conversation?.holder.who).to.equal('queue')
      expect(conversation?.log.at(-1)?.from.who).to.equal('system')
      await until('the queue knows', () => house.services.desk.board.queue().length === 2)
      expect(house.services.desk.board.queue().map(one => one.id)).to.deep.equal([id, earlier])
    })

    it('keeps it when they are back in time', async () => {
      const page = await maja.sitDown()
      const id = await someoneWaits(house)
      await maja.post(`/conversations/${id}/take`)
      await page.standUp()
      await until('the conversation is marked', async () => gone(await now(house.services, id)))
      house.later(1.5)
      const back = await maja.sitDown({ type: 'hello', presence: 'busy' })
      await until('the mark is gone', async () => !gone(await now(house.services, id)))
      house.later(5)
      await sweeper.sweep()
      expect((await now(house.services, id))?.holder.who).to.equal('counsellor')
      expect(house.services.desk.presence.all()[0]?.presence).to.equal('busy')
      await back.standUp()
    })

    it('is noticed after a restart of the server too: the queue and the held ones stand as before', async () => {
      await maja.sitDown()
      const [held, waits] = [await someoneWaits(house), await someoneWaits(house)]
      await maja.post(`/conversations/${held}/take`)
      await sweeper.close()
      await house.restart()
      sweeper = startSweeper(house.services)
      expect(house.services.desk.board.queue().map(({ id }) => id)).to.deep.equal([waits])
      await until('the conversation is marked', async () => gone(await now(house.services, held)))
      const page = await maja.sitDown()
      await until('the mark is gone', async () => !gone(await now(house.services, held)))
      await page.standUp()
    })
  })

  async function someoneElseSits() {
    await ole.sitDown()
  }
})

const gone = (conversation: Awaited<ReturnType<typeof now>>) =>
  conversation?.handoff?.state === 'with' && conversation.handoff.goneSince !== undefined

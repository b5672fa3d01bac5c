import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { hear } from '../../bot/turn.ts'
import { conversationView } from '../../desk/view.ts'
import { type House, openHouse } from '../bot/house.ts'
import { until } from '../until.ts'
import { hire, now, type Seat, someoneWaits } from './office.ts'

let house: House
let maja: Seat & { id: string }
let ole: Seat & { id: string }

const chosen = { districts: [], themes: [], talksAtOnce: 25, sideBySide: 1, sound: false, heavyInARow: 3 }

before(async () => {
  house = await openHouse()
  maja = await hire(house, 'maja@kommune.dk', { role: 'supervisor' })
  ole = await hire(house, 'ole@kommune.dk')
  await maja.sitDown()
})
after(() => house.close())
beforeEach(() => maja.post('/preferences', chosen))
afterEach(async () => {
  for await (const id of house.services.conversations.ids()) await house.services.conversations.forget(id)
})

const writes = (id: string, text: string) => hear(house.services, id, { text, clientId: randomUUID() })

async function taken(words?: string) {
  const id = await someoneWaits(house, words === undefined ? {} : { words })
  const { body } = await maja.post(`/conversations/${id}/take`)
  return { id, holderNumber: body.conversation.holderNumber as number }
}

describe('a private note', () => {
  it('is the counsellor’s alone: the citizen is told nothing, and nothing of it is readable on the disk', async () => {
    const { id, holderNumber } = await taken()
    const before = (await now(house.services, id))?.log.length
    expect((await maja.post(`/conversations/${id}/note`, { holderNumber, text: 'ringer til PPR i morgen' })).status).to.equal(200)
    const conversation = await now(house.services, id)
    expect(conversation?.log.length).to.equal(before)
    expect((await maja.get(`/conversations/${id}`)).body.conversation.note).to.include({ text: 'ringer til PPR i morgen', mine: true })
    for await (const key of house.services.store.keys('')) {
      expect(JSON.stringify((await house.services.store.read(key))?.value), key).not.to.include('ringer til PPR')
    }
    expect((await ole.get(`/conversations/${id}`)).status).to.equal(403)
  })

  it('is not known to whom the citizen asks for later, and goes with the talk', async () => {
    const { id, holderNumber } = await taken()
    await maja.post(`/conversations/${id}/note`, { holderNumber, text: 'kun til mig' })
    await maja.post(`/conversations/${id}/give-back`, { clientId: randomUUID(), holderNumber })
    for (const choice of ['human', 'handover.confirm'])
      if ((await now(house.services, id))?.holder.who === 'bot')
        await hear(house.services, id, { text: 'et menneske', choice, clientId: randomUUID() })
    const again = (await ole.post(`/conversations/${id}/take`)).body.conversation
    expect(again.id).to.equal(id)
    expect(again).not.to.have.property('note')
  })

  it('is refused with an old holder number', async () => {
    const { id, holderNumber } = await taken()
    const late = await maja.post(`/conversations/${id}/note`, { holderNumber: holderNumber - 1, text: 'x' })
    expect([late.status, late.body.why]).to.deep.equal([409, 'old'])
  })
})

describe('offers for a talk', () => {
  it('are those that fit the person, before a word is typed; and by need as by name when it is', async () => {
    const { id } = await taken('jeg er 15 år og føler mig ensom')
    const names = async (q: string) =>
      (await maja.get(`/conversations/${id}/offers?q=${encodeURIComponent(q)}`)).body.offers.map(({ name }: { name: string }) => name)
    const fitting = (await maja.get(`/conversations/${id}/offers?q=`)).body.offers
    expect(fitting.length).to.be.greaterThan(1)
    expect(fitting[0].why.join(' ')).to.include('ensomhed')
    expect((await names('headspcae'))[0]).to.match(/headspace/i)
    const { matcher } = house.services
    const wanted = matcher.hear(
      { facts: {}, themes: [], words: [], municipality: 'kalundborg', age: 15, role: 'young' },
      'jeg skylder penge',
    )
    const bot = matcher.match(wanted, { now: house.services.now(), limit: 8 }).matches.map(({ offer }) => offer.name.da)
    expect((await names('jeg skylder penge')).slice(0, 1)).to.deep.equal(bot.slice(0, 1))
  })

  it('are suggested by two while the citizen writes, and nothing is sent', async () => {
    const { id } = await taken('jeg er 15 år')
    await writes(id, 'jeg er så ensom og har ingen venner')
    const length = (await now(house.services, id))?.log.length
    const { offers } = (await maja.get(`/conversations/${id}/suggestions`)).body
    expect(offers).to.have.length(2)
    expect((await now(house.services, id))?.log.length).to.equal(length)
    const holderNumber = (await now(house.services, id))?.holderNumber
    await maja.post(`/conversations/${id}/say`, { clientId: randomUUID(), holderNumber, offerId: offers[0].id })
    const after = (await maja.get(`/conversations/${id}/suggestions`)).body.offers
    expect(after.map((offer: { id: string }) => offer.id)).not.to.include(offers[0].id)
  })

  it('build on nothing that the citizen took off the card', async () => {
    const { id } = await taken('jeg er 15 år og føler mig ensom')
    await house.services.conversations.change(id, conversation => {
      if (conversation.handoff?.state !== 'with') throw new Error('not taken')
      return { value: { ...conversation, handoff: { ...conversation.handoff, removed: ['words', 'themes', 'age'] } }, result: undefined }
    })
    expect((await maja.get(`/conversations/${id}/suggestions`)).body.offers).to.deep.equal([])
    const step = (await maja.get(`/conversations/${id}/first-step?offer=headspace-kalundborg`)).text
    expect(step).not.to.include('ensom')
  })

  it('come as a first step to print, in the citizen’s own words', async () => {
    const { id } = await taken('jeg er 15 år og føler mig ensom')
    const [offer] = (await maja.get(`/conversations/${id}/offers?q=headspace`)).body.offers
    const { card } = (await maja.get(`/conversations/${id}/first-step?offer=${offer.id}`)).body
    expect(card.text).to.include('føler mig ensom').and.include(offer.name).and.include('112')
    expect((await maja.get(`/conversations/${id}/first-step?offer=findes-ikke`)).status).to.equal(400)
  })
})

describe('quick replies', () => {
  it('are one’s own or shared with those who serve the municipality', async () => {
    await ole.post('/replies', { title: 'Mit', text: 'mit eget' })
    await maja.post('/replies/shared', { title: 'Vores', text: 'fælles', municipality: 'kalundborg' })
    const inSkive = await hire(house, 'skive@kommune.dk', { municipalities: ['skive'] })
    const seen = async (seat: Seat) => {
      const { own, shared } = (await seat.get('/replies')).body
      return [...own, ...shared].map(({ title }: { title: string }) => title)
    }
    expect(await seen(ole)).to.deep.equal(['Mit', 'Vores'])
    expect(await seen(maja)).to.deep.equal(['Vores'])
    expect(await seen(inSkive)).to.deep.equal([])
    const { id } = (await ole.get('/replies')).body.own[0]
    await ole.post('/replies', { id, title: 'Mit', text: 'rettet' })
    expect((await ole.get('/replies')).body.own).to.deep.equal([{ id, title: 'Mit', text: 'rettet' }])
    expect((await maja.post('/replies', { id, title: 'Ikke mit', text: 'x' })).status).to.equal(400)
    await ole.post('/replies/remove', { id })
    expect(await seen(ole)).to.deep.equal(['Vores'])
  })
})

describe('how a desk is set up', () => {
  it('is heard at once by every page of the counsellor, with the queue in its new order', async () => {
    const page = await maja.sitDown()
    const other = await someoneWaits(house, { words: 'jeg er 15 år og føler mig ensom' })
    await page.next('waits', ({ waiting }) => waiting.id === other)
    await maja.post('/preferences', { ...chosen, themes: ['economy'] })
    const { queue, preferences } = await page.next('setUp', frame => frame.preferences.themes.length > 0)
    expect(preferences.themes).to.deep.equal(['economy'])
    expect(queue.find(({ id }) => id === other)?.behind?.until).to.be.a('string')
    await page.standUp()
  })

  it('takes no district, theme or number that there is not', async () => {
    for (const wrong of [{ themes: ['findes-ikke'] }, { districts: ['findes-ikke'] }, { talksAtOnce: 0 }, { sideBySide: 9 }, { more: 1 }])
      expect((await maja.post('/preferences', { ...chosen, ...wrong })).status, JSON.stringify(wrong)).to.equal(400)
  })

  it('holds the number of talks at a time, also for two presses at once; someone in danger is taken beyond it', async () => {
    await maja.post('/preferences', { ...chosen, talksAtOnce: 1 })
    await someoneWaits(house)
    await someoneWaits(house)
    await until('both stand in the queue', () => house.services.desk.board.queue().length === 2)
    const answers = await Promise.all([maja.post('/take-next'), maja.post('/take-next')])
    expect(answers.map(({ status, body }) => `${status} ${body.why ?? 'taken'}`).sort()).to.deep.equal(['200 taken', '409 full'])
    const acute = await someoneWaits(house, { words: 'jeg tager mit eget liv i aften' })
    await until('the acute one stands first', () => house.services.desk.board.queue()[0]?.id === acute)
    expect((await maja.post('/take-next')).body.conversation.id).to.equal(acute)
  })

  it('suggests a pause after as many heavy talks in a row, and not after the pause', async () => {
    await maja.post('/preferences', { ...chosen, heavyInARow: 2 })
    await maja.post('/pause')
    await maja.post('/presence', { presence: 'available' })
    const heavy = async () => {
      const id = await someoneWaits(house, { words: 'jeg skærer i mig selv' })
      return (await maja.post(`/conversations/${id}/take`)).body.heavyInARow
    }
    expect([await heavy(), await heavy(), await heavy()]).to.deep.equal([undefined, 2, 3])
    await taken('jeg er 15 år og ensom')
    expect(await heavy()).to.equal(undefined)
    await heavy()
    expect((await maja.post('/pause')).body.presence).to.equal('busy')
    await maja.post('/presence', { presence: 'available' })
    expect(await heavy()).to.equal(undefined)
  })
})

describe('a page that comes back', () => {
  it('is told the lines beyond those it has, conversation by conversation, and never fewer', async () => {
    const { id } = await taken()
    const page = await maja.sitDown()
    const known = page.state.conversations.find(one => one.id === id)?.lines.at(-1)?.number ?? 0
    await page.standUp()
    for (const text of ['hej med dig', 'er du der']) await writes(id, text)
    const back = await maja.sitDown({ type: 'hello', known: { [id]: known } })
    const lines = (state: typeof back.state) => state.conversations.find(one => one.id === id)?.lines.map(({ spoken }) => spoken.text)
    expect(lines(back.state)).to.deep.equal(['hej med dig', 'er du der'])
    const boasts = await maja.sitDown({ type: 'hello', known: { [id]: 9999 } })
    await writes(id, 'hej igen')
    const { conversation } = await boasts.next('conversation', frame => frame.conversation.lines.length > 0)
    expect(conversation.lines.map(({ spoken }) => spoken.text)).to.deep.equal(['hej igen'])
    await back.standUp()
    await boasts.standUp()
  })
})

describe('the language a citizen seems to write', () => {
  it('is told to the counsellor where it is not the one of the talk', async () => {
    const { id } = await taken()
    const writesIn = async () => {
      const found = (await now(house.services, id))!
      return conversationView(found, { id: maja.id, locale: 'da' }, house.services.context('kalundborg', id))?.writesIn
    }
    await writes(id, 'jeg har det ikke så godt og ved ikke hvad jeg skal')
    expect(await writesIn()).to.equal(undefined)
    for (let n = 0; n < 6; n++) await writes(id, 'я не знаю, що мені робити, мені дуже самотньо і сумно')
    expect(await writesIn()).to.equal('uk')
  })
})

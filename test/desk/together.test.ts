import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { createBot } from '../../bot/bot.ts'
import { hear } from '../../bot/turn.ts'
import { type Sweeper, startSweeper } from '../../bot/upkeep/sweeper.ts'
import type { DeskRole } from '../../desk/roles.ts'
import { type House, openHouse } from '../bot/house.ts'
import { hire, now, type Seat, type Socket, someoneWaits } from './office.ts'
import { withTeams } from './withTeams.ts'

type Colleague = Seat & { id: string; socket: Socket }

describe('Counsellors together', () => {
  let house: House
  let maja: Colleague
  let ole: Colleague
  let bente: Colleague
  let sweeper: Sweeper
  let people = 0

  before(async () => {
    house = await openHouse()
    sweeper = startSweeper(house.services)
  })
  after(async () => {
    await sweeper.close()
    await house.close()
  })
  beforeEach(async () => {
    maja = await sits('Maja')
    ole = await sits('Ole')
    bente = await sits('Bente', { role: 'supervisor' })
  })
  afterEach(() => Promise.all([maja, ole, bente].map(({ socket }) => socket.standUp())))

  async function sits(name: string, more: { role?: DeskRole; municipalities?: string[] } = {}): Promise<Colleague> {
    const seat = await hire(house, `${name.toLowerCase()}${++people}@kommune.dk`, { name, ...more })
    return { ...seat, socket: await seat.sitDown() }
  }

  /** A conversation that Maja has. */
  async function withMaja(municipality = 'kalundborg') {
    const id = await someoneWaits(house, { municipality })
    const taken = await maja.post(`/conversations/${id}/take`)
    expect(taken.status, taken.text).to.equal(200)
    const holderNumber: number = taken.body.conversation.holderNumber
    return { id, number: () => ({ clientId: randomUUID(), holderNumber }) }
  }
  const part = (id: string, wanted: string) => (frame: { id: string; together?: { part: string } }) =>
    frame.id === id && frame.together?.part === wanted
  const gone = (id: string) => (frame: { id: string; together?: unknown }) => frame.id === id && frame.together === undefined
  const log = async (id: string) => (await now(house.services, id))?.log.map(({ spoken }) => spoken.text) ?? []
  const deeds = async (id: string) => {
    const mark = house.services.audit.markOf(id)
    const all: string[] = []
    for await (const entry of house.services.audit.list({})) if (entry.talk === mark) all.push(entry.did)
    return all
  }

  it('choose the teams they belong to, among those of their municipalities, and are asked as one of them', async () => {
    const stop = withTeams(house, { kalundborg: ['Unge', 'Aften'], skive: ['Sundhed'] })
    try {
      const home = await sits('Hjemme', { municipalities: ['kalundborg'] })
      const mine = async () => (await home.get('/preferences')).body.teams.map((one: { id: string; mine: boolean }) => [one.id, one.mine])
      const [young, evening] = ['kalundborg/unge', 'kalundborg/aften']
      expect(await mine()).to.deep.equal([
        [young, false],
        [evening, false],
      ])
      expect((await home.post('/teams', { teams: ['skive/sundhed'] })).status).to.equal(400)
      expect((await home.post('/teams', { teams: [young] })).status).to.equal(200)
      expect(await mine()).to.deep.equal([
        [young, true],
        [evening, false],
      ])
      const { id, number } = await withMaja()
      expect((await maja.post(`/conversations/${id}/offer`, { ...number(), to: { team: evening } })).body.why).to.equal('notHere')
      expect((await maja.post(`/conversations/${id}/offer`, { ...number(), to: { team: young } })).status).to.equal(200)
      await home.socket.next('together', part(id, 'asked'))
      await home.socket.standUp()
    } finally {
      stop()
    }
  })

  it('ask a colleague to take one over: it is theirs once they accept, and the one before is told', async () => {
    const { id, number } = await withMaja()
    const { body } = await maja.get('/colleagues?municipality=kalundborg')
    expect(body.colleagues.map((one: { name: string }) => one.name))
      .to.include.members(['Ole', 'Bente'])
      .and.not.include('Maja')

    const asked = await maja.post(`/conversations/${id}/offer`, { ...number(), to: { counsellor: ole.id }, note: 'Han spørger om skolen' })
    expect(asked.status, asked.text).to.equal(200)
    const { together } = await ole.socket.next('together', part(id, 'asked'))
    expect(together?.offered).to.include({ to: 'Ole', note: 'Han spørger om skolen' })
    expect(together?.about).to.deep.include({ age: 15, urgency: 'none' })
    expect(together).to.not.have.property('talk')
    await maja.socket.next('together', frame => part(id, 'holder')(frame) && frame.together?.offered?.to === 'Ole')
    expect((await ole.get(`/conversations/${id}`)).status).to.equal(403)
    expect((await ole.post(`/conversations/${id}/say`, { ...number(), text: 'hej' })).status).to.equal(403)

    const accepted = await ole.post(`/conversations/${id}/accept`)
    expect(accepted.body.conversation).to.include({ id })
    expect((await maja.socket.next('left', frame => frame.id === id)).why).to.equal('taken')
    await maja.socket.next('together', gone(id))
    expect((await now(house.services, id))?.holder).to.include({ name: 'Ole' })
    expect((await log(id)).at(-1)).to.match(/^Maja har givet ordet videre\. Nu er Ole her/)
    expect((await maja.post(`/conversations/${id}/say`, { ...number(), text: 'sent' })).status).to.equal(403)
    expect(await deeds(id)).to.deep.equal(['took', 'passedOn', 'took'])
  })

  it('get it back when it is declined, or after a minute without an answer; or it goes to the head of the queue', async () => {
    const { id, number } = await withMaja()
    await maja.post(`/conversations/${id}/offer`, { ...number(), to: { counsellor: ole.id } })
    await ole.socket.next('together', part(id, 'asked'))
    expect((await ole.post(`/conversations/${id}/decline`)).status).to.equal(200)
    await ole.socket.next('together', gone(id))
    await maja.socket.next('together', frame => frame.together?.offerEnded?.why === 'declined')

    await maja.post(`/conversations/${id}/offer`, { ...number(), to: { counsellor: ole.id }, orElse: 'queue' })
    await ole.socket.next('together', part(id, 'asked'))
    house.later(1.1)
    await sweeper.sweep()
    const { waiting } = await ole.socket.next('waits', frame => frame.waiting.id === id && frame.waiting.head)
    expect(waiting.head).to.equal(true)
    expect((await maja.socket.next('left', frame => frame.id === id)).why).to.equal('vanished')
    expect((await ole.post(`/conversations/${id}/accept`)).status).to.equal(403)
  })

  it('pass nothing into a void: nobody who is away, elsewhere, or not there can be asked', async () => {
    const elsewhere = await sits('Eva', { municipalities: ['skive'] })
    const { id, number } = await withMaja()
    await ole.post('/presence', { presence: 'away' })
    for (const counsellor of [ole.id, elsewhere.id, maja.id, 'nobody-there']) {
      const asked = await maja.post(`/conversations/${id}/offer`, { ...number(), to: { counsellor } })
      expect([asked.status, asked.body.why], counsellor).to.deep.equal([409, 'notHere'])
      const advice = await maja.post(`/conversations/${id}/consult`, { ...number(), colleague: counsellor })
      expect([advice.status, advice.body.why]).to.deep.equal([409, 'notHere'])
    }
    expect((await maja.post(`/conversations/${id}/offer`, { ...number(), to: { team: 'kalundborg/unge' } })).body.why).to.equal('notHere')
    expect((await now(house.services, id))?.holder).to.include({ name: 'Maja' })
    await elsewhere.socket.standUp()
  })

  it('ask for advice: the colleague reads along live and writes to them, and the citizen sees nothing of it', async () => {
    const { id, number } = await withMaja()
    expect((await maja.post(`/conversations/${id}/consult`, { ...number(), colleague: ole.id })).status).to.equal(200)
    const first = await ole.socket.next('together', part(id, 'adviser'))
    expect(first.together?.talk?.card.items.map(item => item.id)).to.include('age')
    const before = await log(id)
    await hear(house.services, id, { text: 'jeg tør ikke gå i skole', clientId: randomUUID() })
    const live = await ole.socket.next(
      'together',
      frame => frame.together?.talk?.lines.some(({ spoken }) => spoken.text === 'jeg tør ikke gå i skole') ?? false,
    )
    expect(live.together?.talk?.lines).to.have.length(1)

    const advice = { clientId: randomUUID(), text: 'Spørg, hvem han stoler på' }
    for (let again = 0; again < 2; again++) expect((await ole.post(`/conversations/${id}/aside`, advice)).status).to.equal(200)
    const heard = await maja.socket.next('together', frame => (frame.together?.asides.length ?? 0) > 0)
    expect(heard.together?.asides).to.have.length(1)
    expect(heard.together?.asides[0]).to.include({ name: 'Ole', mine: false, text: advice.text })
    expect(await log(id)).to.deep.equal([...before, 'jeg tør ikke gå i skole'])
    for (const path of ['say', 'say-too', 'close', 'give-back', 'erase', 'offer']) {
      const sent = {
        ...number(),
        ...(path.startsWith('say') && { text: 'hej' }),
        ...(path === 'offer' && { to: { counsellor: bente.id } }),
      }
      expect((await ole.post(`/conversations/${id}/${path}`, sent)).status, path).to.be.oneOf([403, 409])
    }
    expect((await now(house.services, id))?.log.some(({ spoken }) => spoken.text === 'hej')).to.equal(false)

    await ole.post(`/conversations/${id}/step-out`)
    await ole.socket.next('together', gone(id))
    expect((await ole.get(`/conversations/${id}/along`)).status).to.equal(403)
    expect(await deeds(id)).to.have.members(['took', 'askedAdvice', 'opened'])
  })

  it('have a supervisor who sees what goes on, reads along without a word, and joins in sight of the citizen', async () => {
    const { id, number } = await withMaja()
    const overview = await bente.get('/overview')
    const seen = overview.body.conversations.find((one: { id: string }) => one.id === id)
    expect(seen).to.include({ municipality: 'kalundborg', counsellor: 'Maja', urgency: 'none', gone: false })
    expect((await ole.get('/overview')).status).to.equal(403)
    bente.socket.send({ type: 'watch', id })
    const view = await bente.socket.next('together', part(id, 'watching'))
    expect(view.together?.talk?.lines.length).to.be.greaterThan(0)
    const before = await log(id)
    expect((await bente.post(`/conversations/${id}/say-too`, { ...number(), text: 'hej' })).status).to.equal(409)
    expect(await log(id)).to.deep.equal(before)

    ole.socket.send({ type: 'watch', id })
    expect((await ole.post(`/conversations/${id}/join`)).status).to.equal(403)
    expect((await bente.post(`/conversations/${id}/join`)).status).to.equal(200)
    expect((await log(id)).at(-1)).to.match(/^Nu er Bente her også/)
    expect((await bente.post(`/conversations/${id}/say-too`, { ...number(), text: 'Hej, jeg er Bente' })).status).to.equal(200)
    expect((await maja.post(`/conversations/${id}/say`, { ...number(), text: 'Bente hjælper os' })).status).to.equal(200)
    expect((await log(id)).slice(-2)).to.deep.equal(['Hej, jeg er Bente', 'Bente hjælper os'])
    expect((await maja.post(`/conversations/${id}/step-out`, { who: bente.id })).status).to.equal(200)
    expect((await log(id)).at(-1)).to.match(/^Bente er gået igen/)
    expect(ole.socket.frames.some(frame => frame.type === 'together' && frame.id === id)).to.equal(false)
    expect(await deeds(id)).to.deep.equal(['took', 'opened', 'joined'])
  })

  it('give back with a summary, and wrap up with one press; the citizen answers one question; only counts are kept', async () => {
    const summary = await withMaja()
    await maja.post(`/conversations/${summary.id}/give-back`, { ...summary.number(), summary: 'Vi fandt en vej.' })
    expect(await log(summary.id)).to.include('Din rådgiver skriver: Vi fandt en vej.')

    const closed = await withMaja()
    const ending = { ...closed.number(), outcome: 'referred', offerId: 'headspace-kalundborg' }
    for (let again = 0; again < 2; again++) expect((await maja.post(`/conversations/${closed.id}/close`, ending)).status).to.equal(200)
    const talk = await now(house.services, closed.id)
    expect(JSON.stringify(talk)).to.not.contain('referred')
    const bot = createBot(house.services)
    for (const [choice, text] of [
      ['rate.some', 'Lidt'],
      ['rate.no', 'Nej'],
    ]) {
      const rated = { text, choice, clientId: randomUUID() }
      await bot.receive({
        type: 'message',
        id: rated.clientId,
        conversation: { id: closed.id } as never,
        from: { id: 'u', name: '' },
        channelData: rated,
      })
    }
    bot.close()
    const [month] = await house.services.counts.read('kalundborg')
    expect(month?.figures).to.include({ 'talk.closed.referred': 1, 'talk.referred.headspace-kalundborg': 1, 'talk.rating.some': 1 })
    expect(month?.figures).to.not.have.property('talk.rating.no')
    const wrong = await withMaja()
    expect((await maja.post(`/conversations/${wrong.id}/close`, { ...wrong.number(), outcome: 'cured' })).status).to.equal(400)
    expect(
      (await maja.post(`/conversations/${wrong.id}/close`, { ...wrong.number(), outcome: 'referred', offerId: 'no-such' })).status,
    ).to.equal(400)
  })
})

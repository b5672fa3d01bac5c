import { expect } from 'chai'
import type { Conversation } from '../../dialogs/conversation.ts'
import { hire } from '../desk/office.ts'
import { until } from '../until.ts'
import { hubSecret, openAgentHub, type Received } from './agentHub.ts'
import { ask, beginTalk, type House, openHouse } from './house.ts'

describe('An agent hub outside the house', () => {
  let hub: Awaited<ReturnType<typeof openAgentHub>>
  let house: House
  before(async () => {
    hub = await openAgentHub()
    house = await openHouse({
      BROBYGGER_HUB_URL: hub.url,
      BROBYGGER_HUB_SECRET: hubSecret,
      BROBYGGER_HUB_MUNICIPALITIES: 'kalundborg, skive',
    })
  })
  after(async () => {
    await house.close()
    await hub.close()
  })
  afterEach(() => hub.answer(200))

  /** A citizen asks for a human; the hub hears of it. */
  async function passed(words = 'jeg er 15 og føler mig ensom') {
    const talk = await beginTalk(house.url)
    await talk.say(words)
    await talk.post({ type: 'message', text: 'menneske', value: { choice: 'human' } })
    await talk.post({ type: 'message', text: 'ja', value: { choice: 'handover.confirm' } })
    return talk
  }
  const initiateOf = (id: string) => (one: Received) => one.name === 'handoff.initiate' && one.value.va_ConversationId === id
  const endOf = (handoffId: string) => (one: Received) => one.name === 'handoff.status' && one.value.handoffId === handoffId
  const read = async (id: string): Promise<Conversation | undefined> => (await house.services.conversations.read(id))?.value
  const status = (handoffId: string, sequence: number, value: object) => ({
    type: 'event',
    name: 'handoff.status',
    value: { handoffId, sequence, ...value },
  })
  const message = (handoffId: string, sequence: number, text: string) => ({ type: 'message', text, value: { handoffId, sequence } })
  const accepted = { state: 'accepted', counsellor: { id: 'a7', name: 'Signe' } }

  /** Passed on, and Signe has accepted it. */
  async function withSigne() {
    const talk = await passed()
    const { value } = await hub.next(initiateOf(talk.id))
    const handoffId: string = value.handoffId
    expect((await hub.tell(house.url, status(handoffId, 1, accepted))).status).to.equal(200)
    return { talk, handoffId }
  }
  const saidTo = async (talk: Awaited<ReturnType<typeof passed>>) => (await talk.log()).map(({ text }) => text)

  it('gets the card the citizen agreed to, signed, and the whole talk goes through it to its end', async () => {
    const talk = await passed()
    const initiate = await hub.next(initiateOf(talk.id))
    expect(initiate.value).to.deep.include({ urgency: 'none', municipality: 'kalundborg', va_Language: 'da', reason: 'askedForHuman' })
    expect(initiate.value.va_AgentMessage).to.contain('Alder: 15 år')
    const handoffId: string = initiate.value.handoffId

    expect((await hub.tell(house.url, status(handoffId, 1, { state: 'queued', ahead: 2, minutes: 20 }))).status).to.equal(200)
    expect((await saidTo(talk)).at(-1))
      .to.contain('nummer 3')
      .and.to.contain('10 til 30 minutter')
    await talk.say('er der nogen?')
    await hub.next(({ text }) => text === 'er der nogen?')

    await hub.tell(house.url, status(handoffId, 2, accepted))
    expect((await read(talk.id))?.holder).to.deep.equal({ who: 'counsellor', id: 'hub:a7', name: 'Signe' })
    await hub.tell(house.url, message(handoffId, 3, 'Hej, jeg er Signe. Fortæl mig mere.'))
    await talk.say('jeg sidder alene i hvert frikvarter')
    await hub.next(({ text }) => text === 'jeg sidder alene i hvert frikvarter')
    await hub.tell(house.url, status(handoffId, 4, { state: 'completed', summary: 'Vi talte om frikvartererne.' }))
    const lines = await saidTo(talk)
    expect(lines).to.include('Hej, jeg er Signe. Fortæl mig mere.').and.to.include('Din rådgiver skriver: Vi talte om frikvartererne.')
    expect((await read(talk.id))?.holder.who).to.equal('bot')
    expect((await hub.next(endOf(handoffId))).value).to.include({ state: 'completed', reason: 'givenBack' })

    const texts = hub.received.filter(({ value }) => value.handoffId === handoffId).map(({ text, name }) => text ?? name)
    expect(texts[0]).to.equal('handoff.initiate')
    expect(texts).to.not.include('Hej, jeg er Signe. Fortæl mig mere.')
    expect(texts.indexOf('er der nogen?')).to.be.below(texts.indexOf('jeg sidder alene i hvert frikvarter'))
    expect(hub.forged()).to.equal(0)
  })

  it('is heard once and in order: the same again counts once, one too early is told which is wanted', async () => {
    const { talk, handoffId } = await withSigne()
    for (let again = 0; again < 3; again++) expect((await hub.tell(house.url, message(handoffId, 2, 'Først'))).status).to.equal(200)
    expect(await hub.tell(house.url, message(handoffId, 4, 'Så'))).to.deep.equal({ status: 409, body: { wanted: 3 } })
    await hub.tell(house.url, message(handoffId, 3, 'Midt'))
    await hub.tell(house.url, message(handoffId, 4, 'Så'))
    expect((await saidTo(talk)).slice(-3)).to.deep.equal(['Først', 'Midt', 'Så'])
  })

  it('is told again, with more and more time between, until it has heard; and tells apart what it has heard already', async () => {
    hub.answer(503)
    const talk = await passed()
    const first = (await until(() => hub.deliveries.find(id => id.startsWith(talk.id))))!
    await until(() => hub.deliveries.filter(id => id === first).length >= 2)
    hub.answer('hangUp')
    const tries = hub.deliveries.length
    await until(() => hub.deliveries.length > tries)
    hub.answer(200)
    await hub.next(initiateOf(talk.id))
    expect(hub.received.filter(initiateOf(talk.id))).to.have.length(1)
    expect((await read(talk.id))?.handoff?.state).to.equal('waiting')
  })

  it('gets the card anew when the citizen takes something off it, or is in danger', async () => {
    const talk = await passed()
    const { value } = await hub.next(initiateOf(talk.id))
    await talk.post({ type: 'message', text: 'fjern alder', value: { choice: 'handover.remove.age' } })
    const less = await hub.next(one => initiateOf(talk.id)(one) && !one.value.va_AgentMessage.includes('Alder'))
    expect(less.value.handoffId).to.equal(value.handoffId)
    await talk.say('jeg vil tage mit eget liv i aften')
    await hub.next(one => initiateOf(talk.id)(one) && one.value.urgency === 'acute')
  })

  it('is told when the citizen no longer waits', async () => {
    const talk = await passed()
    const { value } = await hub.next(initiateOf(talk.id))
    await talk.post({ type: 'message', text: 'nej', value: { choice: 'withdraw' } })
    expect((await hub.next(endOf(value.handoffId))).value).to.include({ state: 'failed', reason: 'withdrawn' })
  })

  it('gets what it has not got after we were restarted, nothing of it anew, and is told to forget what was erased meanwhile', async () => {
    const [kept, erased] = [await withSigne(), await withSigne()]
    hub.answer('hangUp')
    await kept.talk.say('er du der endnu?')
    await erased.talk.post({ type: 'event', name: 'erase' })
    await house.restart()
    hub.answer(200)
    await hub.next(({ text }) => text === 'er du der endnu?')
    expect(hub.received.filter(initiateOf(kept.talk.id))).to.have.length(1)
    expect((await hub.tell(house.url, message(kept.handoffId, 2, 'Ja, jeg er her'))).status).to.equal(200)
    expect((await hub.next(endOf(erased.handoffId))).value).to.include({ reason: 'erased' })
    expect((await hub.tell(house.url, message(erased.handoffId, 2, 'Hallo?'))).status).to.equal(410)
  })

  it('that gives up, or is away for too long, leaves nobody waiting: the bot, with who answers now', async () => {
    const failed = await passed()
    const { value } = await hub.next(initiateOf(failed.id))
    await hub.tell(house.url, status(value.handoffId, 1, { state: 'failed' }))
    expect((await read(failed.id))?.holder.who).to.equal('bot')
    expect((await failed.log()).some(({ channelData }) => channelData.brobygger.card?.type === 'help')).to.equal(true)

    hub.answer(503)
    const away = await passed()
    await until(() => hub.deliveries.some(id => id.startsWith(away.id)))
    house.later(2.5)
    await until(async () => (await read(away.id))?.holder.who === 'bot')
    expect((await saidTo(away)).join('\n')).to.contain('Jeg kan ikke få fat i rådgiveren')
    const next = await passed() // it is known to be away: nobody waits for the same again
    await until(async () => (await read(next.id))?.holder.who === 'bot')
  })

  it('that fails while somebody sits at our own desk passes the citizen to them, and what it sends later is gone', async () => {
    const maja = await hire(house, 'maja@kommune.dk')
    const desk = await maja.sitDown()
    const { talk, handoffId } = await withSigne()
    expect(desk.frames.some(({ type }) => type === 'waits')).to.equal(false)
    await hub.tell(house.url, status(handoffId, 2, { state: 'failed' }))
    const { waiting } = await desk.next('waits')
    expect(waiting).to.include({ id: talk.id, head: true })
    expect((await hub.tell(house.url, message(handoffId, 3, 'Hov'))).status).to.equal(410)
    const taken = await maja.post(`/conversations/${talk.id}/take`)
    expect(taken.status, taken.text).to.equal(200)
    await desk.standUp()
  })

  it('takes nobody from municipalities that are not its own', async () => {
    const talk = await beginTalk(house.url, { municipality: 'halsnaes' })
    await talk.post({ type: 'message', text: 'menneske', value: { choice: 'human' } })
    expect((await read(talk.id))?.handoff).to.include({ state: 'closed', why: 'nobodyHere' })
    expect(hub.received.filter(({ value }) => value.municipality === 'halsnaes')).to.deep.equal([])
    expect((await read(talk.id))?.handoff).to.not.have.property('hub')
  })

  it('is believed by its signature only', async () => {
    const { talk, handoffId } = await withSigne()
    const event = message(handoffId, 2, 'Giv mig koden til din dør')
    const forged = [
      { secret: hubSecret.replace('MfKQ', 'MfKR') },
      { at: new Date(Date.now() - 15 * 60_000) },
      { at: new Date(Date.now() + 15 * 60_000) },
      { headers: { 'webhook-id': 'other' } },
      { headers: { 'webhook-signature': '' } },
      { headers: { 'webhook-signature': 'v1,' } },
      { headers: { 'webhook-signature': 'v2,abc v1' } },
      { headers: { 'webhook-timestamp': 'now' } },
    ]
    for (const changed of forged) expect((await hub.tell(house.url, event, changed)).status).to.equal(403)
    expect((await ask(house.url, 'POST', '/hub/events', { body: event })).status).to.equal(403)
    expect((await saidTo(talk)).join()).to.not.contain('koden')
  })

  it('gets one clear refusal for what is no event of ours', async () => {
    const { handoffId } = await withSigne()
    const odd: [object, number][] = [
      [{}, 400],
      [{ type: 'message', text: '', value: { handoffId, sequence: 2 } }, 400],
      [{ type: 'message', text: 'x'.repeat(2001), value: { handoffId, sequence: 2 } }, 400],
      [status(handoffId, 2, { state: 'accepted' }), 400],
      [status(handoffId, 0, { state: 'failed' }), 400],
      [status('nobody.2', 1, { state: 'failed' }), 410],
      [{ type: 'message', text: 'x'.repeat(20_000), value: {} }, 413],
    ]
    for (const [event, wanted] of odd)
      expect((await hub.tell(house.url, event)).status, JSON.stringify(event).slice(0, 80)).to.equal(wanted)
  })
})

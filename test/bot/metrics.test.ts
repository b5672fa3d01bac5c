import { expect } from 'chai'
import { startSweeper } from '../../bot/upkeep/sweeper.ts'
import { hire, someoneWaits } from '../desk/office.ts'
import { until } from '../until.ts'
import { ask, beginTalk, type House, openHouse } from './house.ts'
import { createMetricsReader, type MetricsReader } from './metricsReader.ts'

describe('The metrics', function () {
  this.timeout(60_000)
  let house: House
  let metrics: MetricsReader
  beforeEach(async () => {
    house = await openHouse()
    metrics = createMetricsReader(house.url)
  })
  afterEach(() => house.close())

  it('count turns, requests by the pattern of their route, and what the store did', async () => {
    const talk = await beginTalk(house.url)
    await talk.say('jeg er 15 år og føler mig ensom')
    await ask(house.url, 'GET', `${talk.path}/activities`, { token: 'none' })
    await ask(house.url, 'GET', '/nowhere')
    await metrics.look()
    expect(metrics.value('brobygger_turn_duration_seconds_count', { kind: 'message', outcome: 'done' })).to.equal(1)
    expect(metrics.value('brobygger_turn_duration_seconds_count', { kind: 'conversationUpdate', outcome: 'done' })).to.equal(1)
    const route = '/v3/directline/conversations/:id/activities'
    const requests = 'brobygger_http_request_duration_seconds_count'
    expect(metrics.value(requests, { method: 'POST', route, status: '2xx' })).to.equal(1)
    expect(metrics.value(requests, { method: 'GET', route, status: '4xx' })).to.equal(1)
    expect(metrics.value(requests, { method: 'GET', route: 'none', status: '4xx' })).to.equal(1)
    expect(metrics.value('brobygger_store_operation_duration_seconds_count', { operation: 'write' })).to.be.at.least(3)
    expect(metrics.value('brobygger_conversations_started_total', { channel: 'web' })).to.equal(1)
  })

  it('count a turn that was refused as refused', async () => {
    const talk = await beginTalk(house.url)
    await talk.post({ type: 'event', name: 'erase' })
    expect((await talk.say('hej')).status).to.equal(404)
    await metrics.look()
    expect(metrics.value('brobygger_turn_duration_seconds_count', { kind: 'message', outcome: 'refused' })).to.equal(1)
    expect(metrics.value('brobygger_conversations_erased_total')).to.equal(1)
  })

  it('tell who waits by urgency, how long, and what became of each handoff', async () => {
    const maja = await hire(house, 'maja@kommune.dk')
    const page = await maja.sitDown()
    const calm = await someoneWaits(house)
    const acute = await someoneWaits(house, { words: 'jeg vil dø. jeg tager mit eget liv i aften' })
    await until('both stand in the queue', () => house.services.desk.board.queue().length === 2)
    house.later(2)
    await metrics.look()
    expect(metrics.value('brobygger_waiting', { urgency: 'acute' })).to.equal(1)
    expect(metrics.value('brobygger_waiting', { urgency: 'none' })).to.equal(1)
    expect(metrics.value('brobygger_waiting_longest_seconds', { urgency: 'acute' })).to.be.within(120, 180)
    expect(metrics.value('brobygger_waiting_longest_seconds', { urgency: 'concern' })).to.equal(0)
    expect(metrics.value('brobygger_danger_heard_total', { level: 'acute' })).to.equal(1)
    expect(metrics.value('brobygger_counsellors', { presence: 'available' })).to.equal(1)
    expect(metrics.value('brobygger_sockets', { whose: 'counsellor' })).to.equal(1)

    expect((await maja.post('/take-next')).body.conversation.id).to.equal(acute)
    await house.services.conversations.forget(calm)
    await until('the queue is empty', () => house.services.desk.board.queue().length === 0)
    await metrics.look()
    const handoffs = (event: string) => metrics.value('brobygger_handoffs_total', { event })
    expect(['asked', 'taken', 'erased', 'withdrawn', 'vanished'].map(handoffs)).to.deep.equal([2, 1, 1, 0, 0])
    expect(metrics.value('brobygger_handoff_waited_seconds_sum', { urgency: 'acute' })).to.be.within(120, 180)
    expect(metrics.value('brobygger_with_counsellor')).to.equal(1)
    expect(metrics.value('brobygger_waiting', { urgency: 'acute' })).to.equal(0)
    await page.standUp()
  })

  it('tell how late the clock is with what is due', async () => {
    const sweeper = await startSweeper(house.services)
    await beginTalk(house.url)
    await until('it is known when something is due', async () => {
      house.later(30)
      await metrics.look()
      return (metrics.value('brobygger_sweeper_overdue_seconds') ?? 0) > 60
    })
    await sweeper.sweep()
    await metrics.look()
    expect(metrics.value('brobygger_sweeper_overdue_seconds')).to.equal(0)
    sweeper.close()
  })

  it('are told to those who run the server, not to the world behind the proxy', async () => {
    for (const headers of [{ 'x-forwarded-for': '203.0.113.7' }, { forwarded: 'for=203.0.113.7' }]) {
      expect((await ask(house.url, 'GET', '/metrics', { headers: headers as Record<string, string> })).status).to.equal(404)
    }
  })
})

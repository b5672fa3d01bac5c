import { expect } from 'chai'
import { ask, beginTalk, type House, openHouse } from '../bot/house.ts'
import { until } from '../until.ts'
import { openPage, type Page, Status, welcomed } from './client.ts'

describe('Direct Line: messages', () => {
  let house: House
  const pages: Page[] = []
  before(async () => {
    house = await openHouse()
  })
  after(async () => {
    for (const page of pages) page.end()
    await house.close()
  })
  const open = async (options = {}, fault?: Parameters<typeof openPage>[2]) => {
    const page = await openPage(house, options, fault)
    pages.push(page)
    await welcomed(page)
    return page
  }

  it('sent again with the same id count once and get the same answer', async () => {
    const talk = await beginTalk(house.url)
    const [first, second] = [await talk.say('jeg er 15', 'same'), await talk.say('jeg er 15', 'same')]
    expect(second).to.deep.include({ status: 200, body: first.body })
    expect((await talk.log()).filter(({ channelData }) => channelData.clientActivityID === 'same')).to.have.length(1)
  })

  it('sent ten times at once count once', async () => {
    const talk = await beginTalk(house.url)
    const answers = await Promise.all(Array.from({ length: 10 }, () => talk.say('på én gang', 'ten')))
    expect(new Set(answers.map(({ body }) => body.id)).size).to.equal(1)
    expect((await talk.log()).filter(({ text }) => text === 'på én gang')).to.have.length(1)
  })

  it('whose answer was lost on the way are there once when the client tries again', async () => {
    let lost = false
    const page = await open({}, (method, url) => {
      if (lost || method !== 'POST' || !url.endsWith('/activities')) return undefined
      lost = true
      return 'drop'
    })
    expect(await page.say('når den frem', 'lost-once')).to.equal('retry')
    expect(await page.say('når den frem', 'lost-once')).to.match(/^[\w-]{20,}$/)
    await until('the echo is there', () => page.texts().includes('når den frem'))
    await page.say('og videre')
    await until('the next is there', () => page.texts().includes('og videre'))
    expect(page.texts().filter(text => text === 'når den frem')).to.have.length(1)
  })

  it('of one conversation stand in one order for everybody, sent however fast', async () => {
    const talk = await beginTalk(house.url)
    await Promise.all(Array.from({ length: 12 }, (_, i) => talk.say(`besked ${i}`)))
    const log = await talk.log()
    expect(log.map(({ channelData }) => channelData.number)).to.deep.equal(log.map((_, i) => i + 1))
    expect(log.filter(({ text }) => /^besked \d+$/.test(text))).to.have.length(12)
  })

  it('may be read from any watermark on', async () => {
    const talk = await beginTalk(house.url)
    await talk.say('hej')
    const all = await talk.log()
    expect(await talk.log('2')).to.deep.equal(all.slice(2))
    expect(await talk.log(String(all.length))).to.deep.equal([])
    for (const unknown of ['', '-', '0', 'x', '-1', '99999', '1e3', '2.5', '../../etc']) {
      expect(await talk.log(encodeURIComponent(unknown)), unknown).to.deep.equal(all)
    }
  })

  it('as Web Chat posts them are taken, with all it adds', async () => {
    const talk = await beginTalk(house.url)
    const answer = await talk.post({
      type: 'message',
      text: 'hej fra Web Chat',
      textFormat: 'plain',
      channelId: 'webchat',
      from: { id: 'r_x', name: '', role: 'user' },
      locale: 'da-DK',
      localTimestamp: '2025-11-22T04:00:00.000+01:00',
      localTimezone: 'Europe/Copenhagen',
      channelData: { clientActivityID: 'w1', attachmentSizes: [], clientTimestamp: '2025-11-22T03:00:00.000Z' },
      entities: [{ requiresBotState: true, supportsListening: true, supportsTts: true, type: 'ClientCapabilities' }],
      attachments: [],
    })
    expect(answer.status).to.equal(200)
  })

  it('with files are refused in words, by upload too', async () => {
    const page = await open()
    const contentUrl = 'data:image/png;base64,AAAA'
    const file = { contentType: 'image/png', contentUrl, name: 'a.png' }
    const refused = await page.post({ type: 'message', from: { id: 'x' }, attachments: [file, { ...file }] }).then(
      () => undefined,
      error => error,
    )
    expect(refused?.status).to.equal(415)
    const { body } = await ask(house.url, 'POST', `/v3/directline/conversations/${page.conversation()}/upload?userId=x`, {
      token: page.token,
      body: {},
    })
    expect(body).to.deep.equal({
      error: { code: 'NoUploads', message: 'Du kan ikke sende filer eller billeder her. Skriv det med ord.' },
    })
    await page.say('så skriver jeg det')
    await until('words still go', () => page.texts().includes('så skriver jeg det'))
  })

  it('that are too long are refused with a sentence that says how to mend it', async () => {
    const talk = await beginTalk(house.url)
    const answer = await talk.say('å'.repeat(2001))
    expect(answer).to.deep.include({ status: 413 })
    expect(answer.body.error).to.deep.include({ code: 'TooLong' })
    expect((await talk.say('å'.repeat(2000))).status).to.equal(200)
  })

  it('typing and events are echoed to the client that waits for it, and kept nowhere', async () => {
    const page = await open()
    const kept = async () => (await house.services.conversations.read(page.conversation()))?.value.log.length
    const before = await kept()
    const id = await page.post({
      type: 'event',
      name: 'webchat/join',
      value: {},
      from: { id: 'x' },
      channelData: { clientActivityID: 'e1' },
    })
    await until('the echo is there', () => page.heard.some(heard => heard.id === id))
    expect(page.heard.find(heard => heard.id === id)?.channelData?.clientActivityID).to.equal('e1')
    await page.post({ type: 'typing', from: { id: 'x' }, channelData: { clientActivityID: 't1' } })
    expect(await kept()).to.equal(before)
  })

  it('of an ended conversation stay readable, and a client can come back to them', async () => {
    const talk = await beginTalk(house.url)
    await talk.say('tak for i dag')
    await house.services.conversations.change(talk.id, value => ({
      value: { ...value, ended: { at: new Date().toISOString(), why: 'farewell' } },
      result: true,
    }))
    expect((await ask(house.url, 'GET', talk.path, { token: talk.token })).status).to.equal(200)
    expect((await talk.log()).map(({ text }) => text)).to.include('tak for i dag')
    expect((await talk.say('er I der endnu')).status).to.equal(200)
    const { body } = await ask(house.url, 'GET', `${talk.path}/activities`, { token: talk.token })
    expect(body.state).to.deep.include({ ended: 'farewell' })
  })

  it('seen by the citizen are noted up to the number they tell', async () => {
    const talk = await beginTalk(house.url)
    await talk.post({ type: 'event', name: 'seen', value: { number: 2 } })
    for (const nonsense of [{ number: -1 }, { number: 1e9 }, { number: 'x' }, null, 5]) {
      expect((await talk.post({ type: 'event', name: 'seen', value: nonsense })).status).to.equal(200)
    }
    const stored = await house.services.conversations.read(talk.id)
    expect(stored?.value.seenByCitizen).to.be.within(2, stored?.value.log.length ?? 0)
  })
})

describe('Direct Line: polling, where sockets are blocked', () => {
  let house: House
  before(async () => {
    house = await openHouse()
  })
  const pages: Page[] = []
  after(async () => {
    for (const page of pages) page.end()
    await house.close()
  })
  const open = async (options = {}, fault?: Parameters<typeof openPage>[2]) => {
    const page = await openPage(house, { webSocket: false, pollingInterval: 200, ...options }, fault)
    pages.push(page)
    return page
  }

  it('brings the welcome, the echo and the replies, in order and once', async () => {
    const page = await open()
    await until('the welcome is there', () => page.messages().length > 0)
    await page.say('uden socket')
    await until('the reply is there', () => page.messages().at(-1)?.from.role === 'bot' && page.texts().includes('uden socket'))
    const numbers = page.messages().map(({ channelData }) => channelData?.number)
    expect(numbers).to.deep.equal(numbers.map((_, i) => i + 1))
  })

  it('stopped by one 500 on the way, goes on where it was with a client built anew', async () => {
    let broken = false
    const page = await open({}, (method, url) => (broken && method === 'GET' && url.includes('/activities') ? 500 : undefined))
    await until('the welcome is there', () => page.messages().length > 0)
    broken = true
    await page.say('hørt trods alt')
    const { conversationId, token, watermark } = {
      conversationId: page.conversation(),
      token: String(Reflect.get(page.client, 'token')),
      watermark: String(Reflect.get(page.client, 'watermark')),
    }
    page.end()
    const again = await open({ conversationId, token, watermark })
    await until('what was missed is there', () => again.texts().includes('hørt trods alt'))
    expect(again.messages()[0]?.channelData?.number, 'nothing twice').to.equal(Number(watermark) + 1)
  })

  it('tells the client the end when the conversation is erased', async () => {
    const page = await open()
    await until('the welcome is there', () => page.messages().length > 0)
    await house.services.conversations.forget(page.conversation())
    await until('it knows', () => page.statuses.includes(Status.Ended))
  })
})

import { expect } from 'chai'
import { ask, beginTalk, type House, openHouse } from '../bot/house.ts'
import { until } from '../until.ts'
import { newToken, openPage, type Page, Status } from './client.ts'

describe('Direct Line: a conversation starts', () => {
  let house: House
  const pages: Page[] = []
  before(async () => {
    house = await openHouse({ BROBYGGER_ORIGINS: 'https://www.kommune.dk' })
  })
  after(async () => {
    for (const page of pages) page.end()
    await house.close()
  })
  const open = async (...wanted: Parameters<typeof openPage> extends [House, ...infer Rest] ? Rest : never) => {
    const page = await openPage(house, ...wanted)
    pages.push(page)
    return page
  }

  it('with 201, and with 200 and the same conversation when the same token asks again', async () => {
    const token = await newToken(house)
    const first = await ask(house.url, 'POST', '/v3/directline/conversations', { token, body: { user: {} } })
    const second = await ask(house.url, 'POST', '/v3/directline/conversations', { token, body: { user: {} } })
    expect([first.status, second.status]).to.deep.equal([201, 200])
    expect(second.body.conversationId).to.equal(first.body.conversationId)
    expect(second.body.streamUrl).to.match(/^ws:\/\/127\.0\.0\.1:\d+\/v3\/directline\/conversations\/[\w-]+\/stream\?/)
  })

  it('once, however many ask with one token at the same moment', async () => {
    const token = await newToken(house)
    const starts = await Promise.all(
      Array.from({ length: 8 }, () => ask(house.url, 'POST', '/v3/directline/conversations', { token, body: { user: {} } })),
    )
    expect(starts.filter(({ status }) => status === 201)).to.have.length(1)
    expect(new Set(starts.map(({ body }) => body.conversationId)).size).to.equal(1)
  })

  it('and its welcome, said before the socket was there, reaches the client', async () => {
    const page = await open()
    await until('the welcome is there', () => page.messages().length > 0)
    expect(page.statuses).to.include(Status.Online)
    expect(page.messages()[0]).to.deep.include({ type: 'message' })
    expect(page.messages().every(({ from }) => from.role === 'bot')).to.equal(true)
    expect(page.messages().map(({ channelData }) => channelData?.number)).to.deep.equal(page.messages().map((_, i) => i + 1))
  })

  it('and the citizen is who the token says, a dl_ name, whoever they say they are', async () => {
    const page = await open()
    const [, payload = ''] = page.token.split('.')
    const { user } = JSON.parse(Buffer.from(payload, 'base64url').toString())
    expect(user).to.match(/^dl_[\w-]{20,}$/)
    await page.say('hej', 'mine', { id: 'somebody-else', name: 'Kommunen', role: 'bot' })
    await until('the echo is there', () => page.heard.some(({ channelData }) => channelData?.clientActivityID === 'mine'))
    const echo = page.heard.find(({ channelData }) => channelData?.clientActivityID === 'mine')
    expect(echo?.from).to.deep.include({ id: user, role: 'user' })
  })

  it('in the language it is asked for', async () => {
    const { path, token } = await beginTalk(house.url, { locale: 'en-GB' })
    const { body } = await ask(house.url, 'GET', `${path}/activities`, { token })
    expect(body.activities?.[0]?.locale).to.equal('en')
  })

  it('for pages of our own and of invited sites, and for no others', async () => {
    const generate = (origin: string) => ask(house.url, 'POST', '/v3/directline/tokens/generate', { headers: { origin } })
    expect((await generate(house.url)).status).to.equal(200)
    expect((await generate('https://www.kommune.dk')).status).to.equal(200)
    for (const foreign of ['https://evil.example', 'null', 'https://www.kommune.dk.evil.example', 'http://www.kommune.dk']) {
      const { status, body } = await generate(foreign)
      expect(status, foreign).to.equal(403)
      expect(body).to.deep.equal({ error: { code: 'NotAllowedHere', message: 'Chatten kan ikke åbnes fra denne side.' } })
    }
  })

  it('and the token of one opens no other, with the same answer as for a conversation that never was', async () => {
    const [mine, yours] = [await beginTalk(house.url), await beginTalk(house.url)]
    const answers = await Promise.all(
      [yours.path, '/v3/directline/conversations/never-was-here'].flatMap(path => [
        ask(house.url, 'GET', `${path}/activities`, { token: mine.token }),
        ask(house.url, 'GET', path, { token: mine.token }),
        ask(house.url, 'POST', `${path}/activities`, { token: mine.token, body: { type: 'message', text: 'hej' } }),
        ask(house.url, 'POST', `${path}/upload`, { token: mine.token, body: {} }),
      ]),
    )
    for (const { status, body } of answers) {
      expect(status).to.equal(403)
      expect(body).to.deep.equal(answers[0]?.body)
    }
    expect(await yours.log()).to.deep.equal(await yours.log())
  })

  it('and nothing of it is kept by a cache on the way', async () => {
    const { path, token } = await beginTalk(house.url)
    const { headers } = await ask(house.url, 'GET', `${path}/activities`, { token })
    expect(headers.get('cache-control')).to.equal('no-store')
    expect(headers.get('set-cookie')).to.equal(null)
  })
})

describe('Direct Line: cross-origin rules', () => {
  let house: House
  before(async () => {
    house = await openHouse({ BROBYGGER_ORIGINS: 'https://www.kommune.dk' })
  })
  after(() => house.close())

  it('let an invited page ask beforehand, once for two hours', async () => {
    const { status, headers } = await ask(house.url, 'OPTIONS', '/v3/directline/conversations', {
      headers: {
        origin: 'https://www.kommune.dk',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,x-ms-bot-agent,x-requested-with',
      },
    })
    expect(status).to.equal(200)
    expect(headers.get('access-control-allow-origin')).to.equal('https://www.kommune.dk')
    expect(headers.get('access-control-allow-methods')).to.equal('GET, POST, OPTIONS')
    for (const name of ['authorization', 'content-type', 'x-ms-bot-agent', 'x-requested-with']) {
      expect(headers.get('access-control-allow-headers')?.toLowerCase()).to.include(name)
    }
    expect(Number(headers.get('access-control-max-age'))).to.be.at.least(600)
    expect(headers.get('access-control-allow-credentials')).to.equal(null)
  })

  it('name the page that asked, never all pages, and not at all for a foreign one', async () => {
    const foreign = await ask(house.url, 'OPTIONS', '/v3/directline/conversations', { headers: { origin: 'https://evil.example' } })
    expect(foreign.status).to.equal(403)
    expect(foreign.headers.get('access-control-allow-origin')).to.equal(null)
    const invited = await ask(house.url, 'GET', '/v3/directline/session/getsessionid', { headers: { origin: 'https://www.kommune.dk' } })
    expect(invited.headers.get('access-control-allow-origin')).to.equal('https://www.kommune.dk')
    expect(invited.headers.get('access-control-allow-credentials')).to.equal('true')
    expect(invited.headers.get('set-cookie')).to.equal(null)
    expect(invited.headers.get('vary')).to.include('Origin')
  })
})

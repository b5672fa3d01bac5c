import { expect } from 'chai'
import { ask, beginTalk, type House, openHouse } from '../bot/house.ts'
import { until } from '../until.ts'
import { openPage, type Page, Status, welcomed } from './client.ts'

const day = 24 * 60

describe('Direct Line: tokens', () => {
  let house: House
  const pages: Page[] = []
  beforeEach(async () => {
    house = await openHouse()
  })
  afterEach(async () => {
    for (const page of pages.splice(0)) page.end()
    await house.close()
  })
  const open = async () => {
    const page = await openPage(house)
    pages.push(page)
    await welcomed(page)
    return page
  }
  const refresh = (token: string) => ask(house.url, 'POST', '/v3/directline/tokens/refresh', { token })

  it('are changed for new ones, also by a laptop that slept two hours', async () => {
    const talk = await beginTalk(house.url)
    house.later(120)
    const { status, body } = await refresh(talk.token)
    expect(status).to.equal(200)
    expect(body.conversationId).to.equal(talk.id)
    expect(body.expires_in).to.be.greaterThan(30 * 60)
    expect((await ask(house.url, 'GET', `${talk.path}/activities`, { token: body.token ?? '' })).status).to.equal(200)
  })

  it('past their day are refused with 403 for words, and still changed while the conversation is there', async () => {
    const talk = await beginTalk(house.url)
    house.later(day + 1)
    expect((await talk.say('hej')).status).to.equal(403)
    expect((await ask(house.url, 'GET', `${talk.path}/activities`, { token: talk.token })).status).to.equal(403)
    const { status, body } = await refresh(talk.token)
    expect(status).to.equal(200)
    const again = await ask(house.url, 'GET', `${talk.path}?watermark=`, { token: talk.token })
    expect(again.status, 'reconnecting has the same grace').to.equal(200)
    expect(again.body).to.include.keys('conversationId', 'token', 'streamUrl')
    expect((await ask(house.url, 'GET', `${talk.path}/activities`, { token: body.token ?? '' })).status).to.equal(200)
  })

  it('past their day are changed no more when the conversation is forgotten, or after a week', async () => {
    const [gone, old] = [await beginTalk(house.url), await beginTalk(house.url)]
    await house.services.conversations.forget(gone.id)
    house.later(day + 1)
    expect((await refresh(gone.token)).status).to.equal(404)
    house.later(8 * day)
    expect((await refresh(old.token)).status).to.equal(403)
  })

  it('keep a client alive that finds its own expired: it reconnects and goes on', async () => {
    const page = await open()
    house.later(day + 1)
    page.sockets[0]?.terminate()
    await until('it is connected again', () => page.sockets.length > 1)
    await page.say('jeg er her stadig')
    await until('the echo is there', () => page.texts().includes('jeg er her stadig'))
    expect(page.statuses).not.to.include(Status.ExpiredToken)
  })

  it('expired on a word: the client learns so by 403, and one reconnect heals it', async () => {
    const page = await open()
    house.later(day + 1)
    expect(await page.say('hører I mig')).to.equal('retry')
    expect(page.statuses).to.include(Status.ExpiredToken)
    const again = await ask(house.url, 'GET', `/v3/directline/conversations/${page.conversation()}`, { token: page.token })
    page.client.reconnect({ conversationId: page.conversation(), token: again.body.token ?? '', streamUrl: again.body.streamUrl ?? '' })
    await page.say('hører I mig nu')
    await until('the echo is there', () => page.texts().includes('hører I mig nu'))
  })

  it('that are not ours, or none at all, are all answered alike', async () => {
    const talk = await beginTalk(house.url)
    const [head = '', body = '', mark = ''] = talk.token.split('.')
    const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url')
    const changed = Buffer.from(Buffer.from(body, 'base64url').toString().replace('dl_', 'dl_x')).toString('base64url')
    const forged = [
      '',
      'x',
      `${none}.${body}.`,
      `${none}.${body}.${mark}`,
      `${head}.${changed}.${mark}`,
      `${head}.${body}.`,
      'a.b.c',
      '🙂.🙂.🙂',
    ]
    const headers = [undefined, 'Basic x', ...forged.map(token => `Bearer ${encodeURI(token)}`)]
    const answers = await Promise.all(
      headers.map(authorization =>
        ask(house.url, 'GET', `${talk.path}/activities`, authorization === undefined ? {} : { headers: { authorization } }),
      ),
    )
    for (const { status, body: told } of answers) {
      expect(status).to.equal(403)
      expect(told).to.deep.equal(answers[0]?.body)
    }
  })

  it("and their streams' tickets are never good as each other", async () => {
    const talk = await beginTalk(house.url)
    const ticket = new URL(talk.streamUrl).searchParams.get('t') ?? ''
    expect((await ask(house.url, 'GET', `${talk.path}/activities`, { token: ticket })).status).to.equal(403)
    expect(talk.streamUrl).not.to.include(talk.token)
  })

  it("after a restart are still good: the key is the house's own", async () => {
    const talk = await beginTalk(house.url)
    await talk.say('før')
    await house.restart()
    expect((await talk.log()).map(({ text }) => text)).to.include('før')
  })
})

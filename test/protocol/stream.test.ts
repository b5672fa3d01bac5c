import { expect } from 'chai'
import { WebSocket } from 'ws'
import { ask, beginTalk, type House, openHouse } from '../bot/house.ts'
import { pause, until } from '../until.ts'
import { openPage, type Page, Status, welcomed } from './client.ts'

describe('Direct Line: the stream', () => {
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
    return page
  }
  const openWelcomed = async (options = {}) => {
    const page = await open(options)
    await welcomed(page)
    return page
  }
  const numbers = (page: Page) => page.messages().map(({ channelData }) => channelData?.number)
  const oneToN = (page: Page) => page.messages().map((_, i) => i + 1)

  it("brings the echo first, with our id and the client's own, then the reply", async () => {
    const page = await openWelcomed()
    const before = page.messages().length
    const id = await page.say('det er mig selv', 'my-id')
    await until('a reply is there', () => page.messages().length > before + 1)
    const [echo, reply] = page.messages().slice(before)
    expect(echo).to.deep.include({ id, text: 'det er mig selv' })
    expect(echo?.channelData?.clientActivityID).to.equal('my-id')
    expect(reply?.from.role).to.equal('bot')
    expect(numbers(page)).to.deep.equal(oneToN(page))
  })

  it('gives times that never fall', async () => {
    const page = await openWelcomed()
    await page.say('hej')
    await page.say('jeg er 15')
    await until('replies are there', () => page.messages().length > 5)
    const times = page.messages().map(({ timestamp }) => timestamp)
    expect(times).to.deep.equal([...times].sort())
  })

  it('lets empty frames come and sends some itself', async () => {
    const page = await openWelcomed({ timeout: 30 })
    await pause(150) // five empty frames from the client
    await page.say('er du der')
    await until('a reply is there', () => page.texts().includes('er du der'))
    expect(page.sockets).to.have.length(1)
    page.sockets[0]?.emit('message', Buffer.alloc(0), false) // what our ping sends beside the protocol's own
    expect(page.statuses).not.to.include(Status.Ended)
  })

  it('after a break brings all that was missed, and nothing twice', async () => {
    const page = await openWelcomed()
    const path = `/v3/directline/conversations/${page.conversation()}/activities`
    page.sockets[0]?.terminate()
    const body = { type: 'message', text: 'mens du var væk', channelData: { clientActivityID: 'away' } }
    await ask(house.url, 'POST', path, { token: page.token, body })
    await until('it came again', () => page.texts().includes('mens du var væk'))
    await until('all is there', () => page.sockets.length === 2)
    expect(numbers(page)).to.deep.equal(oneToN(page))
  })

  it('after a break before the first frame starts from the beginning', async () => {
    const page = await open()
    await until('a socket is there', () => page.sockets.length > 0)
    page.sockets[0]?.terminate() // no set was heard: the client sends ?watermark=
    await until('the welcome is there', () => page.messages().length > 0)
    expect(numbers(page)[0]).to.equal(1)
  })

  it('is the same on three sockets at once, and none is closed for another', async () => {
    const talk = await beginTalk(house.url)
    const heard = await Promise.all(
      [1, 2, 3].map(async () => {
        const socket = new WebSocket(talk.streamUrl, { origin: house.url })
        const ids: string[] = []
        socket.on('message', data => {
          if (data.toString() === '') return
          for (const { id, type } of JSON.parse(data.toString()).activities) if (type === 'message') ids.push(id)
        })
        await new Promise(resolve => socket.once('open', resolve))
        return { socket, ids }
      }),
    )
    await talk.say('hej alle tre')
    const log = (await talk.log()).map(({ id }) => id)
    await until('all three have all', () => heard.every(({ ids }) => ids.length === log.length))
    for (const { socket, ids } of heard) {
      expect(ids).to.deep.equal(log)
      expect(socket.readyState).to.equal(WebSocket.OPEN)
      socket.terminate()
    }
  })

  it('caps the sockets of one conversation by letting the oldest go', async () => {
    const talk = await beginTalk(house.url)
    const sockets: WebSocket[] = []
    for (let i = 0; i < 20; i++) {
      const socket = new WebSocket(talk.streamUrl, { origin: house.url })
      sockets.push(socket)
      await new Promise(resolve => socket.once('open', resolve))
    }
    await until('the oldest are gone', () => sockets.filter(({ readyState }) => readyState === WebSocket.OPEN).length === 16)
    expect(sockets.at(-1)?.readyState).to.equal(WebSocket.OPEN)
    for (const socket of sockets) socket.terminate()
  })

  it('comes back by itself when the server was away, with what was said before', async () => {
    const page = await openWelcomed()
    await page.say('før')
    await until('the reply is there', () => page.texts().includes('før'))
    await house.restart()
    await until('it is connected again', () => page.sockets.length > 1 && page.sockets.at(-1)?.readyState === WebSocket.OPEN)
    await page.say('efter')
    await until('the reply is there', () => page.texts().includes('efter'))
    expect(numbers(page)).to.deep.equal(oneToN(page))
  })

  it('tells who has the word, without moving the watermark', async () => {
    const page = await openWelcomed()
    await until('the state is there', () => page.heard.some(({ name }) => name === 'brobygger.state'))
    const state = page.heard.find(({ name }) => name === 'brobygger.state')
    expect(state?.value).to.deep.include({ holder: 'bot' })
    expect(Reflect.get(page.client, 'watermark')).to.equal(String(page.messages().length))
  })

  it('passes typing on and keeps nothing of it', async () => {
    const page = await openWelcomed()
    const conversation = page.conversation()
    house.services.typing.tell({ conversation, from: { who: 'counsellor', id: 'c1', name: 'Maja' } })
    await until('typing is there', () => page.heard.some(({ type }) => type === 'typing'))
    expect(page.heard.find(({ type }) => type === 'typing')?.from).to.deep.equal({ id: 'counsellor-c1', name: 'Maja', role: 'bot' })
    const { body } = await ask(house.url, 'GET', `/v3/directline/conversations/${conversation}/activities`, { token: page.token })
    expect(body.activities?.every(({ type }) => type === 'message')).to.equal(true)
  })

  it("never carries another hub's handoff events", async () => {
    const page = await openWelcomed()
    const announced: string[] = []
    const deaf = house.services.handoffEvents.listen(({ name }) => announced.push(name ?? ''))
    await page.say('jeg vil gerne tale med et menneske')
    await until('a reply is there', () => page.texts().includes('jeg vil gerne tale med et menneske'))
    expect(page.heard.some(({ name }) => name?.startsWith('handoff.'))).to.equal(false)
    deaf()
  })

  it("opens for no foreign page, no stale ticket, and no other conversation's", async () => {
    const [talk, other] = [await beginTalk(house.url), await beginTalk(house.url)]
    const opening = (url: string, origin = house.url) =>
      new Promise<number>(resolve => {
        const socket = new WebSocket(url, { origin })
        socket.on('open', () => {
          resolve(101)
          socket.terminate()
        })
        socket.on('unexpected-response', (_req, res) => {
          resolve(res.statusCode ?? 0)
          socket.terminate()
        })
        socket.on('error', () => undefined)
      })
    expect(await opening(talk.streamUrl)).to.equal(101)
    expect(await opening(talk.streamUrl), 'a ticket is good more than once').to.equal(101)
    expect(await opening(talk.streamUrl, 'https://evil.example')).to.equal(403)
    expect(await opening(talk.streamUrl.replace(talk.id, other.id))).to.equal(403)
    expect(await opening(talk.streamUrl.replace(/t=[^&]+/, `t=${talk.token}`)), 'a token is no ticket').to.equal(403)
    expect(await opening(talk.streamUrl.replace('/stream', '/elsewhere'))).to.equal(404)
    house.later(2)
    expect(await opening(talk.streamUrl), 'after its minute').to.equal(403)
  })

  it('ends with a last word when the conversation is erased, and what was said is gone', async () => {
    const page = await openWelcomed()
    await page.post({ type: 'event', name: 'erase', from: { id: 'x' } })
    await until('the last word is there', () => page.heard.some(({ name }) => name === 'erased'))
    const { status } = await ask(house.url, 'GET', `/v3/directline/conversations/${page.conversation()}/activities`, { token: page.token })
    expect(status).to.equal(404)
    expect(await house.services.conversations.read(page.conversation())).to.equal(undefined)
  })
})

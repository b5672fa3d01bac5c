import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { hear } from '../../bot/turn.ts'
import { type House, openHouse } from '../bot/house.ts'
import { hire, now, password, type Reply, request, type Seat, signIn, someoneWaits } from './office.ts'

let house: House
let maja: Seat & { id: string }
let ole: Seat
let inSkive: Seat
let admin: Seat & { id: string }

before(async () => {
  house = await openHouse()
  maja = await hire(house, 'maja@kommune.dk', { name: 'Maja, rådgiver i Kalundborg Kommune' })
  ole = await hire(house, 'ole@kommune.dk')
  inSkive = await hire(house, 'skive@kommune.dk', { municipalities: ['skive'] })
  admin = await hire(house, 'admin@kommune.dk', { role: 'admin' })
  await maja.sitDown()
})
after(() => house.close())

describe('what one may at the desk', () => {
  it('is refused to everyone it is not for with one and the same answer', async () => {
    const mine = await someoneWaits(house)
    const { body } = await maja.post(`/conversations/${mine}/take`)
    const clientId = randomUUID()
    const ending = { clientId, holderNumber: body.conversation.holderNumber }
    const foreigner = await someoneWaits(house)
    const onlyMine: [string, string, unknown?][] = [
      ['GET', `/conversations/${mine}`],
      ['POST', `/conversations/${mine}/say`, { ...ending, text: 'hej' }],
      ['POST', `/conversations/${mine}/seen`, { number: 1 }],
      ['POST', `/conversations/${mine}/give-back`, ending],
      ['POST', `/conversations/${mine}/close`, ending],
      ['POST', `/conversations/${mine}/erase`, ending],
    ]
    const onlySignedIn: [string, string, unknown?][] = [
      ...onlyMine,
      ['GET', '/offers?q=ensom&municipality=kalundborg'],
      ['GET', '/accounts'],
      ['POST', '/accounts', { email: 'ny@kommune.dk' }],
      ['POST', '/accounts/remove', { id: maja.id }],
      ['POST', '/me', { locale: 'en' }],
      ['POST', '/presence', { presence: 'busy' }],
      ['POST', '/take-next', {}],
      ['POST', `/conversations/${mine}/take`, {}],
    ]
    const before = JSON.stringify(await now(house.services, mine))
    const expired = { cookie: await expiredCookie() }
    const cases: [string, Promise<Reply>][] = [
      ...onlySignedIn.flatMap(([method, path, sent]): [string, Promise<Reply>][] => [
        [`anonymous ${method} ${path}`, request(house, method, path, sent)],
        [`expired ${method} ${path}`, request(house, method, path, sent, expired)],
        [`forged ${method} ${path}`, request(house, method, path, sent, { cookie: `brobygger_desk=${'A'.repeat(43)}` })],
      ]),
      ...onlyMine.flatMap(([method, path, sent]): [string, Promise<Reply>][] => [
        [`other counsellor ${method} ${path}`, as(ole, method, path, sent)],
        [`other municipality ${method} ${path}`, as(inSkive, method, path, sent)],
        [`nothing there ${method} ${path}`, as(ole, method, path.replace(mine, 'A'.repeat(24)), sent)],
        [`strange id ${method} ${path}`, as(ole, method, path.replace(mine, '%2e%2e%2fx'), sent)],
      ]),
      ['other municipality take', inSkive.post(`/conversations/${mine}/take`)],
      ['other municipality take from the queue', inSkive.post(`/conversations/${foreigner}/take`)],
      ['nothing there take', ole.post(`/conversations/${'A'.repeat(24)}/take`)],
      ['no admin, accounts', ole.get('/accounts')],
      ['no admin, remove', ole.post('/accounts/remove', { id: maja.id })],
      ['an admin, removing themselves', admin.post('/accounts/remove', { id: admin.id })],
      ['no admin, add', ole.post('/accounts', { email: 'ny@kommune.dk' })],
      ["another municipality's offers", inSkive.get('/offers?q=&municipality=kalundborg')],
      ['a link that never was', request(house, 'POST', '/links/look', { token: 'A'.repeat(43) })],
      [
        'a link that never was, used',
        request(house, 'POST', '/links/use', { token: 'A'.repeat(43), name: 'Ole', password, email: 'o@k.dk' }),
      ],
    ]
    const refusal = await request(house, 'POST', '/take-next', {})
    expect(refusal.status).to.equal(403)
    for (const [what, asked] of cases) {
      const { status, text } = await asked
      expect(`${status} ${text}`, what).to.equal(`403 ${refusal.text}`)
    }
    expect(JSON.stringify(await now(house.services, mine))).to.equal(before)
    expect((await inSkive.post('/take-next')).body).to.deep.equal({})
    await house.services.conversations.forget(foreigner)
  })

  it('is refused to pages that are not ours, with the right cookie too', async () => {
    const id = await someoneWaits(house)
    const refusal = await request(house, 'POST', '/take-next', {})
    const foreign: Record<string, string>[] = [
      { origin: 'https://ond.example' },
      { origin: 'null' },
      { origin: '' },
      { origin: house.url.replace('127.0.0.1', '127.0.0.1.ond.example') },
      { origin: house.url.replace(/:\d+$/, ':1') },
      { 'x-brobygger': '' },
      { 'x-brobygger': 'chat' },
    ]
    for (const headers of foreign) {
      const { status, text } = await maja.post(`/conversations/${id}/take`, {}, headers)
      expect(`${status} ${text}`, JSON.stringify(headers)).to.equal(`403 ${refusal.text}`)
    }
    const signingIn = await request(house, 'POST', '/sign-in', { email: 'maja@kommune.dk', password }, { origin: 'https://ond.example' })
    expect([signingIn.status, signingIn.headers.get('set-cookie')]).to.deep.equal([403, null])
    expect((await now(house.services, id))?.holder.who).to.equal('queue')
    await house.services.conversations.forget(id)
  })

  it('reads only what it knows: the rest is refused and nothing changes', async () => {
    const id = await someoneWaits(house)
    const { body } = await maja.post(`/conversations/${id}/take`)
    const say = { clientId: randomUUID(), holderNumber: body.conversation.holderNumber }
    const bad: unknown[] = [
      { ...say },
      { ...say, text: '' },
      { ...say, text: 'a'.repeat(2001) },
      { ...say, text: 'hej', more: 1 },
      { ...say, text: 7 },
      { ...say, text: 'hej', holderNumber: '1' },
      { ...say, text: 'hej', clientId: 'x' },
      { ...say, offerId: 'findes-ikke' },
      [],
      'hej',
    ]
    const before = JSON.stringify(await now(house.services, id))
    for (const sent of bad)
      expect((await maja.post(`/conversations/${id}/say`, sent)).status, JSON.stringify(sent).slice(0, 80)).to.equal(400)
    expect(JSON.stringify(await now(house.services, id))).to.equal(before)
    await house.services.conversations.forget(id)
  })
})

describe('signing in', () => {
  it('answers a wrong address and a wrong password alike', async () => {
    const answers = await Promise.all(
      ['maja@kommune.dk', 'ingen@kommune.dk'].map(email => request(house, 'POST', '/sign-in', { email, password: 'forkert kodeord her' })),
    )
    expect(answers.map(({ status, text }) => `${status} ${text}`)).to.deep.equal(Array(2).fill('403 {"why":"wrong"}'))
  })

  it('pauses after repeated wrong passwords, calmly, known address or not; many at once count each', async () => {
    await hire(house, 'glemsom@kommune.dk')
    for (const email of ['glemsom@kommune.dk', 'findesikke@kommune.dk']) {
      const tries = await Promise.all(
        Array.from({ length: 8 }, () => request(house, 'POST', '/sign-in', { email, password: 'forkert kodeord her' })),
      )
      expect(tries.map(({ body }) => body.why)).to.deep.equal([...Array(5).fill('wrong'), ...Array(3).fill('paused')])
      expect((await request(house, 'POST', '/sign-in', { email, password })).body.why).to.equal('paused')
    }
    house.later(1.1)
    await signIn(house, 'glemsom@kommune.dk')
  })

  it('gives a cookie no script can read, that no other site can send, and behind https one bound to the host', async () => {
    const plain = await request(house, 'POST', '/sign-in', { email: 'ole@kommune.dk', password })
    expect(plain.headers.get('set-cookie')).to.match(/^brobygger_desk=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    const https = await request(house, 'POST', '/sign-in', { email: 'ole@kommune.dk', password }, { 'x-forwarded-proto': 'https' })
    expect(https.headers.get('set-cookie')).to.match(/^__Host-brobygger=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/)
    expect(plain.text).not.to.include('scrypt')
  })

  it('ends when one signs out, at once', async () => {
    const seat = await signIn(house, 'ole@kommune.dk')
    expect((await seat.get('/me')).body.me.email).to.equal('ole@kommune.dk')
    await seat.post('/sign-out')
    expect((await seat.get('/me')).body).to.deep.equal({})
  })

  it('can be given to a colleague by an admin, and the new link ends their old sessions when it is used', async () => {
    const old = await hire(house, 'ny@kommune.dk')
    const { body } = await admin.post('/accounts', { email: 'ny@kommune.dk', municipalities: ['skive'] })
    expect(body.link).to.match(/^http:\/\/127\.0\.0\.1:\d+\/desk#link=[\w-]{43}$/)
    const used = await request(house, 'POST', '/links/use', {
      token: body.link.split('#link=')[1],
      name: 'Ny',
      password: 'en anden lang sætning',
    })
    expect(used.body.me.municipalities).to.deep.equal(['skive'])
    expect((await old.get('/me')).body).to.deep.equal({})
    expect((await admin.post('/accounts', { email: 'ny@kommune.dk', municipalities: ['findes-ikke'] })).status).to.equal(400)
    expect((await admin.get('/accounts')).text).not.to.match(/scrypt|password/)
  })
})

describe('access', () => {
  it('can be taken away by an admin: signed out everywhere within a second, and the password is worth nothing', async () => {
    const seat = await hire(house, 'tidligere@kommune.dk')
    const page = await seat.sitDown()
    await admin.post('/accounts/remove', { id: seat.id })
    await page.next('signedOut')
    expect(await page.closed).to.equal(4401)
    expect((await seat.get('/me')).body).to.deep.equal({})
    expect((await request(house, 'POST', '/sign-in', { email: 'tidligere@kommune.dk', password })).body).to.deep.equal({ why: 'wrong' })
  })
})

describe('a conversation at the desk', () => {
  let id: string
  let view: {
    holderNumber: number
    lines: { number: number; who: string; spoken: { text: string } }[]
    card: { items: { id: string; value: string }[] }
  }

  beforeEach(async () => {
    id = await someoneWaits(house, { words: 'jeg er 15 år og føler mig helt alene' })
    view = (await maja.post(`/conversations/${id}/take`)).body.conversation
  })
  afterEach(() => house.services.conversations.forget(id))

  it('shows the handover card, and word for word only what was written after the citizen asked for a human', async () => {
    expect(view.card.items.find(item => item.id === 'age')?.value).to.include('15')
    expect(view.lines.map(({ spoken }) => spoken.text).join(' ')).not.to.include('helt alene')
    await hear(house.services, id, { text: 'er du der?', clientId: 'c-later' })
    const { body } = await maja.get(`/conversations/${id}`)
    expect(body.conversation.lines.at(-1).spoken.text).to.equal('er du der?')
  })

  it('carries what the counsellor writes once, however often it is sent', async () => {
    const said = { clientId: randomUUID(), holderNumber: view.holderNumber, text: 'Hej, jeg hedder Maja. Jeg læser med nu.' }
    const answers = await Promise.all(Array.from({ length: 5 }, () => maja.post(`/conversations/${id}/say`, said)))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).to.equal(1)
    const lines = (await now(house.services, id))?.log.filter(({ spoken }) => spoken.text === said.text)
    expect(lines).to.have.length(1)
    expect(lines?.[0]?.from).to.include({ who: 'counsellor', name: 'Maja, rådgiver i Kalundborg Kommune' })
    expect(answers[0]?.body.number).to.equal(lines?.[0]?.number)
  })

  it('takes an offer as a card', async () => {
    const { body } = await maja.get('/offers?q=headspace&municipality=kalundborg')
    expect(body.offers[0].name).to.match(/headspace/i)
    await maja.post(`/conversations/${id}/say`, { clientId: randomUUID(), holderNumber: view.holderNumber, offerId: body.offers[0].id })
    const last = (await now(house.services, id))?.log.at(-1)
    expect(last?.spoken.card).to.have.nested.property('offers[0].id', body.offers[0].id)
  })

  it('goes back to the bot, and is then no longer the counsellor’s', async () => {
    const ending = { clientId: randomUUID(), holderNumber: view.holderNumber }
    const twice = await Promise.all([1, 2].map(() => maja.post(`/conversations/${id}/give-back`, ending)))
    expect(twice.map(({ status }) => status)).to.deep.equal([200, 200])
    expect((await now(house.services, id))?.holder.who).to.equal('bot')
    expect((await maja.get(`/conversations/${id}`)).status).to.equal(403)
  })

  it('refuses a holder number that is old', async () => {
    const old = await maja.post(`/conversations/${id}/say`, { clientId: randomUUID(), holderNumber: view.holderNumber - 1, text: 'hej' })
    expect([old.status, old.body]).to.deep.equal([409, { why: 'old' }])
  })

  it('closes, and erases at once', async () => {
    const other = await someoneWaits(house)
    const taken = (await maja.post(`/conversations/${other}/take`)).body.conversation
    await maja.post(`/conversations/${id}/close`, { clientId: randomUUID(), holderNumber: view.holderNumber })
    expect((await now(house.services, id))?.ended?.why).to.equal('counsellorClosed')
    await maja.post(`/conversations/${other}/erase`, { clientId: randomUUID(), holderNumber: taken.holderNumber })
    expect(await now(house.services, other)).to.equal(undefined)
  })
})

const as = (seat: Seat, method: string, path: string, sent?: unknown) => (method === 'GET' ? seat.get(path) : seat.post(path, sent))

/** A session that was idle for too long: its clock was set back rather than everyone's forward. */
async function expiredCookie(): Promise<string> {
  const { sessions } = house.services.desk
  const seat = await signIn(house, 'ole@kommune.dk')
  const token = seat.cookie.split('=')[1] ?? ''
  const tenMinutesOn = new Date(house.services.now().getTime() + 10 * 60_000)
  await sessions.read(token, tenMinutesOn)
  return seat.cookie
}

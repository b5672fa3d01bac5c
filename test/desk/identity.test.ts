import { expect } from 'chai'
import { Secret, TOTP } from 'otpauth'
import { accountOf } from '../../desk/accounts.ts'
import { createSecondFactors } from '../../desk/totp.ts'
import { type House, openHouse } from '../bot/house.ts'
import { hire, password, request, type Seat } from './office.ts'

describe('A code from the phone', () => {
  let house: House
  let maja: Seat & { id: string }

  beforeEach(async () => {
    house = await openHouse()
    maja = await hire(house, 'maja@kommune.dk')
  })
  afterEach(() => house.close())

  it('is set up with the first code that fits, and then asked for beside the password', async () => {
    const { phone } = await setUp()
    expect(await enter()).to.deep.equal([403, 'code'])
    expect(await enter('000000')).to.deep.equal([403, 'wrongCode'])
    expect(await enter(phone(1))).to.deep.equal([200, undefined])
    expect((await maja.get('/me')).body.me.secondFactor).to.equal('on')
  })

  it('is asked for only where the password is right: nobody learns who has one', async () => {
    await setUp()
    const { body } = await request(house, 'POST', '/sign-in', { email: 'maja@kommune.dk', password: 'forkert', code: '000000' })
    expect(body).to.deep.equal({ why: 'wrong' })
  })

  it('serves once: neither the one that set it up nor one that was used, also of two at the same moment', async () => {
    const { phone, first } = await setUp()
    expect(await enter(first)).to.deep.equal([403, 'wrongCode'])
    const next = phone(1)
    const both = await Promise.all([enter(next), enter(next)])
    expect(both.map(([status]) => status).sort()).to.deep.equal([200, 403])
  })

  it('counts wrong ones like wrong passwords: after five there is a pause', async () => {
    await setUp()
    const whys = []
    for (let tries = 0; tries < 6; tries++) whys.push((await enter('000000'))[1])
    expect(whys).to.deep.equal([...Array(5).fill('wrongCode'), 'paused'])
  })

  it('can be replaced by a spare code, each once', async () => {
    const { codes } = await setUp()
    expect(new Set(codes).size).to.equal(10)
    for (const code of codes) expect(code).to.match(/^([a-z2-7]{4}-){3}[a-z2-7]{4}$/)
    expect(await enter(codes[3]?.toUpperCase().replaceAll('-', ' '))).to.deep.equal([200, undefined])
    expect(await enter(codes[3])).to.deep.equal([403, 'wrongCode'])
    expect(await enter(codes[4])).to.deep.equal([200, undefined])
  })

  it('lies sealed, its spare codes hashed', async () => {
    const { codes, secret } = await setUp()
    for await (const key of house.services.store.keys('')) {
      const stored = JSON.stringify((await house.services.store.read(key))?.value)
      for (const word of [...codes, ...codes.map(code => code.replaceAll('-', '')), secret])
        expect(stored.toLowerCase()).not.to.include(word.toLowerCase())
    }
  })

  it('is not set up by a code that does not fit, by another one’s key, or after ten minutes', async () => {
    const begun = (await maja.post('/second-factor/begin')).body
    const code = phoneOf(begun.secret)(0)
    expect((await maja.post('/second-factor/set', { pending: begun.pending, code: '000000' })).body).to.deep.equal({ why: 'wrong' })
    const ole = await hire(house, 'ole@kommune.dk')
    expect((await ole.post('/second-factor/set', { pending: begun.pending, code })).body).to.deep.equal({ why: 'wrong' })
    house.later(9)
    await maja.post('/presence', { presence: 'busy' }) // she is active
    house.later(1.1)
    const late = { pending: begun.pending, code: phoneOf(begun.secret)(0) }
    expect((await maja.post('/second-factor/set', late)).body).to.deep.equal({ why: 'wrong' })
    expect((await accountOf(house.services.store, 'maja@kommune.dk'))?.account.secondFactor).to.equal(undefined)
  })

  it('is done without again by someone who has a code, and by nobody else at an open desk', async () => {
    const { phone } = await setUp()
    expect((await maja.post('/second-factor/begin')).status).to.equal(403)
    expect((await maja.post('/second-factor/remove', { code: '000000' })).body).to.deep.equal({ why: 'wrong' })
    expect((await maja.post('/second-factor/remove', { code: phone(1) })).body).to.deep.equal({})
    expect(await enter()).to.deep.equal([200, undefined])
    const did = []
    for await (const entry of house.services.audit.list({})) did.push(entry.did)
    expect(did).to.deep.equal(['secondFactorSet', 'secondFactorRemoved', 'signedIn'])
  })

  it('is not taken away by trying: after a few wrong codes there is a pause, and the right one waits too', async () => {
    const { phone } = await setUp()
    for (let nth = 0; nth < 8; nth++)
      expect((await maja.post('/second-factor/remove', { code: '000000' })).body).to.deep.equal({ why: 'wrong' })
    expect((await maja.post('/second-factor/remove', { code: phone(1) })).body).to.deep.equal({ why: 'wrong' })
    expect((await accountOf(house.services.store, 'maja@kommune.dk'))?.account.secondFactor).to.not.equal(undefined)
  })

  it('counts no more when an admin gave a new link: the phone may be what was lost', async () => {
    await setUp()
    const admin = await hire(house, 'admin@kommune.dk', { role: 'admin' })
    const { body } = await admin.post('/accounts', { email: 'maja@kommune.dk' })
    const used = await request(house, 'POST', '/links/use', { token: body.link.split('#link=')[1], name: 'Maja', password })
    expect(used.body.me.secondFactor).to.equal('off')
    expect(await enter()).to.deep.equal([200, undefined])
  })

  it('is the one that RFC 6238 says (its appendix B, last six digits)', () => {
    const secret = Secret.fromUTF8('12345678901234567890')
    const factors = createSecondFactors(Buffer.alloc(32, 1))
    for (const [seconds, code] of [
      [59, '287082'],
      [1111111109, '081804'],
      [1234567890, '005924'],
      [20000000000, '353130'],
    ] as const) {
      expect(new TOTP({ secret }).generate({ timestamp: seconds * 1000 })).to.equal(code)
    }
    const begun = factors.begin('maja', 'maja@kommune.dk', new Date(0))
    expect(begun.uri).to.match(
      /^otpauth:\/\/totp\/Brobygger:maja%40kommune\.dk\?issuer=Brobygger&secret=[A-Z2-7]{32}&algorithm=SHA1&digits=6&period=30$/,
    )
    for (const [step, fits] of [
      [-2, false],
      [-1, true],
      [0, true],
      [1, true],
      [2, false],
    ] as const) {
      const now = new Date(300_000)
      const token = new TOTP({ secret: begun.secret }).generate({ timestamp: now.getTime() + step * 30_000 })
      expect(factors.set('maja', begun.pending, token, now) !== undefined, String(step)).to.equal(fits)
    }
  })

  async function setUp() {
    const begun = (await maja.post('/second-factor/begin')).body
    const phone = phoneOf(begun.secret)
    const first = phone(0)
    const { body } = await maja.post('/second-factor/set', { pending: begun.pending, code: first })
    return { phone, first, secret: begun.secret as string, codes: body.codes as string[] }
  }

  async function enter(code?: string): Promise<[number, string | undefined]> {
    const { status, body } = await request(house, 'POST', '/sign-in', {
      email: 'maja@kommune.dk',
      password,
      ...(code !== undefined && { code }),
    })
    return [status, body.why]
  }

  /** What the app shows, so many steps from now. */
  const phoneOf = (secret: string) => (steps: number) =>
    new TOTP({ secret }).generate({ timestamp: house.services.now().getTime() + steps * 30_000 })
})

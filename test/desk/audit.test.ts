import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { AuditEntry } from '../../desk/auditEntry.ts'
import { type House, openHouse } from '../bot/house.ts'
import { hire, password, request, type Seat, signIn, someoneWaits } from './office.ts'

describe('What is written down of the desk', () => {
  let house: House
  let maja: Seat & { id: string }

  beforeEach(async () => {
    house = await openHouse()
    maja = await hire(house, 'maja@kommune.dk', { municipalities: ['skive'] })
  })
  afterEach(() => house.close())

  it('is who took, gave back, closed and erased which conversation and when, with no word of it', async () => {
    await maja.sitDown()
    const endings = { 'give-back': 'gaveBack', close: 'closed', erase: 'erased' }
    for (const [how, did] of Object.entries(endings)) {
      const { id, holderNumber } = await taken('jeg er 15 år og helt alene i verden')
      const ending = { clientId: randomUUID(), holderNumber }
      await Promise.all([1, 2].map(() => maja.post(`/conversations/${id}/${how}`, ending))) // sent again, counted once
      const written = (await entries()).filter(({ talk }) => talk === house.services.audit.markOf(id))
      expect(written.map(entry => entry.did)).to.deep.equal(['took', did])
      for (const entry of written) expect(entry).to.include({ who: maja.id, email: 'maja@kommune.dk', municipality: 'skive' })
      expect(JSON.stringify(await entries())).not.to.match(new RegExp(`${id}|alene|verden`))
    }
    expect(await house.services.audit.verify()).to.have.property('holds', true)
  })

  it('is an opening once for each session, however often the page connects', async () => {
    const page = await maja.sitDown()
    const { id } = await taken()
    await page.standUp()
    await (await maja.sitDown()).standUp()
    await maja.get(`/conversations/${id}`)
    expect(await didTo(id)).to.deep.equal(['took'])
    const elsewhere = await signIn(house, 'maja@kommune.dk')
    const there = await elsewhere.sitDown()
    await elsewhere.get(`/conversations/${id}`)
    expect(there.state.conversations.map(view => view.id)).to.deep.equal([id])
    expect(await didTo(id)).to.deep.equal(['took', 'opened'])
  })

  it('is nothing where nothing was done: a refusal, a talk that somebody else took, an old holder number', async () => {
    await maja.sitDown()
    const ole = await hire(house, 'ole@kommune.dk', { municipalities: ['skive'] })
    const { id, holderNumber } = await taken()
    const before = await entries()
    await ole.post(`/conversations/${id}/take`)
    await ole.post(`/conversations/${id}/erase`, { clientId: randomUUID(), holderNumber })
    await ole.get(`/conversations/${id}`)
    await maja.post(`/conversations/${id}/close`, { clientId: randomUUID(), holderNumber: holderNumber - 1 })
    await request(house, 'POST', '/sign-in', { email: 'maja@kommune.dk', password: 'forkert' })
    expect(await entries()).to.deep.equal(before)
  })

  it('is who signed in and out', async () => {
    const seat = await signIn(house, 'maja@kommune.dk')
    await seat.post('/sign-out')
    await seat.post('/sign-out')
    expect((await entries()).map(({ who, did }) => `${who === maja.id} ${did}`)).to.deep.equal(['true signedIn', 'true signedOut'])
  })

  it('is who gave, changed and took access', async () => {
    const admin = await hire(house, 'admin@kommune.dk', { role: 'admin' })
    const sent = { email: 'ny@kommune.dk', roles: ['counsellor', 'coordinator'], municipalities: ['skive'] }
    const { body } = await admin.post('/accounts', sent)
    await request(house, 'POST', '/links/use', { token: body.link.split('#link=')[1], name: 'Ny', password })
    await admin.post('/accounts', { ...sent, roles: ['counsellor'] })
    const { accounts } = (await admin.get('/accounts')).body
    await admin.post('/accounts/remove', { id: accounts.find((one: { email: string }) => one.email === 'ny@kommune.dk').id })
    const written = await entries()
    expect(written.map(({ email, did }) => `${email} ${did}`)).to.deep.equal([
      'admin@kommune.dk accountAdded',
      'ny@kommune.dk signedIn',
      'admin@kommune.dk accountChanged',
      'admin@kommune.dk accountRemoved',
    ])
    expect(written[0]?.account).to.match(/ny@kommune\.dk counsellor\+coordinator skive$/)
    expect(JSON.stringify(written)).not.to.include(body.link.split('#link=')[1])
  })

  it('comes first: where it cannot be written, nothing is shown and nothing goes', async () => {
    await maja.sitDown()
    const { id, holderNumber } = await taken()
    const elsewhere = await signIn(house, 'maja@kommune.dk')
    const { audit } = house.services
    const full = (): Promise<never> => Promise.reject(new Error('the disk is full'))
    Object.assign(audit, { append: full, opened: full })
    expect((await elsewhere.get(`/conversations/${id}`)).status).to.equal(500)
    expect((await elsewhere.post(`/conversations/${id}/erase`, { clientId: randomUUID(), holderNumber })).status).to.equal(500)
    expect(await house.services.conversations.read(id)).not.to.equal(undefined)
  })

  async function taken(words = 'jeg er 15 år'): Promise<{ id: string; holderNumber: number }> {
    const id = await someoneWaits(house, { municipality: 'skive', words })
    const { body } = await maja.post(`/conversations/${id}/take`)
    return { id, holderNumber: body.conversation.holderNumber }
  }

  async function entries(): Promise<AuditEntry[]> {
    const all = []
    for await (const entry of house.services.audit.list({})) all.push(entry)
    return all
  }

  async function didTo(id: string) {
    return (await entries()).filter(({ talk }) => talk === house.services.audit.markOf(id)).map(({ did }) => did)
  }
})

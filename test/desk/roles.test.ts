import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { createServer } from '../../bot/server.ts'
import { accountOf, writeAccount } from '../../desk/accounts.ts'
import { type DeskRole, deskRoles } from '../../desk/roles.ts'
import type { Change } from '../../dialogs/change.ts'
import { consult, join } from '../../dialogs/colleagues.ts'
import type { Conversation } from '../../dialogs/conversation.ts'
import { offerTo } from '../../dialogs/transfer.ts'
import { type House, openHouse } from '../bot/house.ts'
import { hire, type Reply, request, type Seat, someoneWaits } from './office.ts'

type Where = 'own' | 'foreign'
type Person = Seat & { id: string; email: string }

const everyone: DeskRole[] = ['counsellor', 'coordinator', 'supervisor', 'admin']
const own = 'skive'
const elsewhere = 'kalundborg'

/** Who may, and what comes of it in another municipality; `ask` does it as someone, on what lies in their own municipality or in another. */
interface Row {
  may: DeskRole[] | 'open'
  /** 400: it was looked at, so they may; looking at a password would take the third of a second each. */
  foreign: 200 | 400 | 403 | 404
  /** 200 unless told. */
  own?: 400
  ask(who: Person, where: Where): Promise<Reply>
}

let house: House
let people = 0

/** A talk that is this person's, where they take any; `foreign`: it was theirs until they changed to another municipality. */
const onTheirTalk =
  (path: string, body: (holderNumber: number) => unknown = holderNumber => ({ clientId: randomUUID(), holderNumber })): Row['ask'] =>
  async (who, where) => {
    const id = await someoneWaits(house, { municipality: own })
    const mine = await who.post(`/conversations/${id}/take`)
    if (mine.status !== 200) await resident.post(`/conversations/${id}/take`)
    if (where === 'foreign') await move(who, [elsewhere])
    const holderNumber: number = mine.body.conversation?.holderNumber ?? 2
    if (path === '' || path.startsWith('GET ')) return who.get(`/conversations/${id}${path.replace('GET ', '/')}`)
    return who.post(`/conversations/${id}/${path}`, body(holderNumber))
  }

/** A talk of a colleague in one's own municipality or another. */
async function heldBy(colleague: Person, municipality: string): Promise<string> {
  const id = await someoneWaits(house, { municipality })
  expect((await colleague.post(`/conversations/${id}/take`)).status).to.equal(200)
  return id
}

/** Whatever the desk lets somebody ask: here they are the one who was asked, though nobody could have asked them. */
async function changeTalk(id: string, how: (conversation: Conversation) => Change): Promise<void> {
  await house.services.conversations.change(id, conversation => {
    const change = how(conversation)
    return change.ok ? { value: change.conversation, result: true } : { result: false }
  })
}

async function advised(who: Person, where: Where): Promise<string> {
  const colleague = where === 'own' ? resident : foreigner
  const id = await heldBy(colleague, place(where))
  await changeTalk(id, conversation => consult(conversation, colleague, conversation.holderNumber, { id: who.id, name: 'P' }))
  return id
}

const onOffered =
  (path: 'accept' | 'decline'): Row['ask'] =>
  async (who, where) => {
    const colleague = where === 'own' ? resident : foreigner
    const id = await heldBy(colleague, place(where))
    const offer = { to: { counsellor: who.id, name: 'P' }, orElse: 'sender' as const }
    await changeTalk(id, conversation => offerTo(conversation, colleague, conversation.holderNumber, offer, house.services.context(own)))
    return who.post(`/conversations/${id}/${path}`)
  }

const talkers: DeskRole[] = ['counsellor', 'supervisor']
const coordinators: DeskRole[] = ['coordinator', 'admin']
const aCourse = async (where: Where) =>
  (await house.services.courses.open({ kind: 'course', municipality: place(where), profession: 'psychologist' })).id
const place = (where: Where) => (where === 'own' ? own : elsewhere)

const rows: Record<string, Row> = {
  'GET /desk/api/me': { may: 'open', foreign: 200, ask: who => who.get('/me') },
  'POST /desk/api/me': { may: everyone, foreign: 200, ask: who => who.post('/me', { locale: 'da' }) },
  'POST /desk/api/second-factor/begin': { may: everyone, foreign: 200, ask: who => who.post('/second-factor/begin') },
  'POST /desk/api/second-factor/set': {
    may: everyone,
    foreign: 200,
    ask: who => who.post('/second-factor/set', { pending: '', code: '1' }),
  },
  'POST /desk/api/second-factor/remove': { may: everyone, foreign: 200, ask: who => who.post('/second-factor/remove', { code: '1' }) },
  'POST /desk/api/sign-out': { may: 'open', foreign: 200, ask: who => who.post('/sign-out') },
  'GET /desk/api/sign-in': { may: 'open', foreign: 200, ask: who => who.get('/sign-in') },
  // Without an identity provider there is nothing there (oidc.test.ts has one).
  'GET /desk/oidc/start': { may: 'open', foreign: 404, ask: who => who.get('/../oidc/start') },
  'GET /desk/oidc/callback': { may: 'open', foreign: 404, ask: who => who.get('/../oidc/callback') },
  'POST /desk/oidc/back-channel-logout': { may: 'open', foreign: 404, ask: who => who.post('/../oidc/back-channel-logout') },
  'POST /desk/api/sign-in': { may: 'open', foreign: 400, ask: who => who.post('/sign-in', {}) },
  'POST /desk/api/links/look': { may: 'open', foreign: 403, ask: who => who.post('/links/look', { token: 'A'.repeat(43) }) },
  'POST /desk/api/links/use': {
    may: 'open',
    foreign: 403,
    ask: who => who.post('/links/use', { token: 'A'.repeat(43), name: 'Ole', password: 'en lang sætning' }),
  },
  'GET /desk/api/offers': {
    may: ['counsellor', 'coordinator', 'supervisor'],
    foreign: 403,
    ask: (who, where) => who.get(`/offers?q=ensom&municipality=${place(where)}`),
  },
  'POST /desk/api/presence': { may: talkers, foreign: 200, ask: who => who.post('/presence', { presence: 'busy' }) },
  'POST /desk/api/take-next': {
    may: talkers,
    foreign: 200, // but empty: asserted below
    async ask(who, where) {
      const id = await someoneWaits(house, { municipality: place(where) })
      const answer = await who.post('/take-next')
      if (where === 'foreign') expect(answer.text, 'a foreign talk').not.to.include(id)
      else if (answer.status === 200) expect(answer.body.conversation.municipality).to.equal(own)
      return answer
    },
  },
  'POST /desk/api/conversations/:id/take': {
    may: talkers,
    foreign: 403,
    ask: async (who, where) => who.post(`/conversations/${await someoneWaits(house, { municipality: place(where) })}/take`),
  },
  'GET /desk/api/conversations/:id': { may: talkers, foreign: 403, ask: onTheirTalk('') },
  'POST /desk/api/conversations/:id/say': {
    may: talkers,
    foreign: 403,
    ask: onTheirTalk('say', holderNumber => ({ clientId: randomUUID(), holderNumber, text: 'hej' })),
  },
  'POST /desk/api/conversations/:id/seen': { may: talkers, foreign: 403, ask: onTheirTalk('seen', () => ({ number: 1 })) },
  'POST /desk/api/conversations/:id/give-back': { may: talkers, foreign: 403, ask: onTheirTalk('give-back') },
  'POST /desk/api/conversations/:id/close': { may: talkers, foreign: 403, ask: onTheirTalk('close') },
  'POST /desk/api/conversations/:id/erase': { may: talkers, foreign: 403, ask: onTheirTalk('erase') },
  'POST /desk/api/courses': {
    may: talkers,
    foreign: 403,
    async ask(who, where) {
      const id = await someoneWaits(house, { municipality: own })
      if ((await who.post(`/conversations/${id}/take`)).status !== 200) await resident.post(`/conversations/${id}/take`)
      if (where === 'foreign' && who.cookie !== '') await move(who, [elsewhere]) // nobody has no municipality to change from
      const wanted = { clientId: randomUUID(), conversation: id, kind: 'course', profession: 'psychologist', hasCase: false }
      return who.post('/courses', wanted)
    },
  },
  'GET /desk/api/courses': {
    may: talkers,
    foreign: 200,
    async ask(who) {
      const foreign = await aCourse('foreign')
      const answer = await who.get('/courses')
      expect(answer.text).not.to.include(foreign)
      return answer
    },
  },
  'GET /desk/api/courses/:id': {
    may: talkers,
    foreign: 403,
    ask: async (who, where) => who.get(`/courses/${await aCourse(where)}`),
  },
  'POST /desk/api/courses/:id/change': {
    may: talkers,
    foreign: 403,
    ask: async (who, where) => who.post(`/courses/${await aCourse(where)}/change`, { do: 'contact' }),
  },
  'POST /desk/api/courses/:id/code': {
    may: talkers,
    foreign: 403,
    ask: async (who, where) => who.post(`/courses/${await aCourse(where)}/code`),
  },
  'GET /desk/api/colleagues': {
    may: talkers,
    foreign: 403,
    ask: (who, where) => who.get(`/colleagues?municipality=${place(where)}`),
  },
  'POST /desk/api/teams': { may: talkers, foreign: 200, ask: who => who.post('/teams', { teams: [] }) },
  'GET /desk/api/overview': {
    may: ['supervisor'],
    foreign: 200, // but none of another municipality: asserted here
    async ask(who, where) {
      const id = await heldBy(where === 'own' ? resident : foreigner, place(where))
      const answer = await who.get('/overview')
      if (answer.status === 200) expect(answer.text.includes(id)).to.equal(where === 'own')
      return answer
    },
  },
  'GET /desk/api/conversations/:id/along': {
    may: talkers,
    foreign: 403,
    ask: async (who, where) => who.get(`/conversations/${await advised(who, where)}/along`),
  },
  'POST /desk/api/conversations/:id/offer': {
    may: talkers,
    foreign: 403,
    ask: onTheirTalk('offer', holderNumber => ({ clientId: randomUUID(), holderNumber, to: { counsellor: resident.id } })),
  },
  'POST /desk/api/conversations/:id/offer/take-back': { may: talkers, foreign: 403, ask: onTheirTalk('offer/take-back') },
  'POST /desk/api/conversations/:id/accept': { may: talkers, foreign: 403, ask: onOffered('accept') },
  'POST /desk/api/conversations/:id/decline': { may: talkers, foreign: 403, ask: onOffered('decline') },
  'POST /desk/api/conversations/:id/consult': {
    may: talkers,
    foreign: 403,
    ask: onTheirTalk('consult', holderNumber => ({ clientId: randomUUID(), holderNumber, colleague: resident.id })),
  },
  'POST /desk/api/conversations/:id/aside': {
    may: talkers,
    foreign: 403,
    ask: async (who, where) => who.post(`/conversations/${await advised(who, where)}/aside`, { clientId: randomUUID(), text: 'hej' }),
  },
  'POST /desk/api/conversations/:id/step-out': {
    may: talkers,
    foreign: 403,
    ask: async (who, where) => who.post(`/conversations/${await advised(who, where)}/step-out`),
  },
  'POST /desk/api/conversations/:id/join': {
    may: ['supervisor'],
    foreign: 403,
    ask: async (who, where) => who.post(`/conversations/${await heldBy(where === 'own' ? resident : foreigner, place(where))}/join`),
  },
  'POST /desk/api/conversations/:id/say-too': {
    may: talkers,
    foreign: 403,
    async ask(who, where) {
      const id = await heldBy(where === 'own' ? resident : foreigner, place(where))
      await changeTalk(id, conversation => join(conversation, { id: who.id, name: 'P' }, house.services.context(own)))
      return who.post(`/conversations/${id}/say-too`, { clientId: randomUUID(), holderNumber: 3, text: 'hej' })
    },
  },
  'GET /desk/api/coordinator': { may: coordinators, foreign: 200, ask: who => who.get('/coordinator') },
  'GET /desk/api/coordinator/follow-ups': {
    may: coordinators,
    foreign: 403,
    ask: (who, where) => who.get(`/coordinator/follow-ups?municipality=${place(where)}`),
  },
  'GET /desk/api/coordinator/first-steps': {
    may: coordinators,
    foreign: 403,
    ask: (who, where) => who.get(`/coordinator/first-steps?municipality=${place(where)}`),
  },
  'GET /desk/api/coordinator/seats': {
    may: coordinators,
    foreign: 403,
    ask: (who, where) => who.get(`/coordinator/seats?municipality=${place(where)}`),
  },
  // The municipality of these tests has no group: that they may is seen in seats.test.ts, and here that others may not.
  'POST /desk/api/coordinator/seats': {
    may: coordinators,
    own: 400,
    foreign: 403,
    ask: (who, where) => who.post('/coordinator/seats', where === 'own' ? {} : { offer: 'kalundborg-foenix', free: 1 }),
  },
  'POST /desk/api/coordinator/seats/next': {
    may: coordinators,
    own: 400,
    foreign: 403,
    ask: (who, where) => who.post('/coordinator/seats/next', where === 'own' ? {} : { offer: 'kalundborg-foenix' }),
  },
  'GET /desk/api/coordinator/courses': {
    may: coordinators,
    foreign: 403,
    ask: (who, where) => who.get(`/coordinator/courses?municipality=${place(where)}`),
  },
  'GET /desk/api/coordinator/needs': {
    may: coordinators,
    foreign: 403,
    ask: (who, where) => who.get(`/coordinator/needs?municipality=${place(where)}`),
  },
  'GET /desk/api/coordinator/talks': {
    may: coordinators,
    foreign: 403,
    ask: (who, where) => who.get(`/coordinator/talks?municipality=${place(where)}`),
  },
  'GET /desk/api/coordinator/ladder': {
    may: coordinators,
    foreign: 403,
    ask: (who, where) => who.get(`/coordinator/ladder?municipality=${place(where)}`),
  },
  'GET /desk/api/conversations/:id/offers': { may: talkers, foreign: 403, ask: onTheirTalk('GET offers?q=ensom') },
  'GET /desk/api/conversations/:id/suggestions': { may: talkers, foreign: 403, ask: onTheirTalk('GET suggestions') },
  'GET /desk/api/conversations/:id/first-step': {
    may: talkers,
    foreign: 403,
    ask: onTheirTalk('GET first-step?offer=skive-tidlig-forebyggelse'),
  },
  'POST /desk/api/conversations/:id/note': {
    may: talkers,
    foreign: 403,
    ask: onTheirTalk('note', holderNumber => ({ holderNumber, text: 'en note' })),
  },
  'POST /desk/api/pause': { may: talkers, foreign: 200, ask: who => who.post('/pause') },
  'GET /desk/api/preferences': {
    may: talkers,
    foreign: 200,
    async ask(who) {
      const answer = await who.get('/preferences')
      if (answer.status === 200)
        for (const { municipality } of [...answer.body.districts, ...answer.body.teams]) expect(municipality).to.equal(own)
      return answer
    },
  },
  'POST /desk/api/preferences': {
    may: talkers,
    foreign: 200,
    ask: who => who.post('/preferences', { districts: [], themes: [], talksAtOnce: 4, sideBySide: 2, sound: false, heavyInARow: 3 }),
  },
  'GET /desk/api/replies': { may: ['counsellor', 'coordinator', 'supervisor'], foreign: 200, ask: who => who.get('/replies') },
  'POST /desk/api/replies': { may: talkers, foreign: 200, ask: who => who.post('/replies', { title: 'hej', text: 'hej' }) },
  'POST /desk/api/replies/remove': { may: talkers, foreign: 200, ask: who => who.post('/replies/remove', { id: 'x' }) },
  'POST /desk/api/replies/shared': {
    may: ['coordinator', 'supervisor'],
    foreign: 403,
    ask: (who, where) => who.post('/replies/shared', { title: 'hej', text: 'hej', municipality: place(where) }),
  },
  'POST /desk/api/replies/shared/remove': {
    may: ['coordinator', 'supervisor'],
    foreign: 403,
    ask: (who, where) => who.post('/replies/shared/remove', { id: 'x', municipality: place(where) }),
  },
  'GET /desk/api/accounts': {
    may: ['admin'],
    foreign: 200,
    async ask(who) {
      const answer = await who.get('/accounts')
      expect(answer.text).not.to.include(foreigner.email)
      if (answer.status === 200) expect(answer.text).to.include(resident.email)
      return answer
    },
  },
  'POST /desk/api/accounts': {
    may: ['admin'],
    foreign: 403,
    ask: (who, where) => who.post('/accounts', { email: `ny${++people}@kommune.dk`, municipalities: [place(where)] }),
  },
  'POST /desk/api/accounts/remove': {
    may: ['admin'],
    foreign: 403,
    ask: async (who, where) => who.post('/accounts/remove', { id: (await employ('counsellor', [place(where)])).id }),
  },
}

let resident: Person
let foreigner: Person

describe('Who may do what at the desk', () => {
  before(async () => {
    house = await openHouse()
    resident = await employ('counsellor', [own])
    foreigner = await employ('counsellor', [elsewhere])
    await Promise.all([resident, foreigner].map(one => one.sitDown())) // or nobody could wait
  })
  after(() => house.close())

  it('stands in the table for every route of the desk, and for none that is not there', () => {
    const { server } = createServer(house.services)
    const routes = Object.values(server.router.getRoutes()) as unknown as { method: string; path: string }[] // its types are older
    const ofTheDesk = routes.map(({ method, path }) => `${method} ${path}`).filter(route => route.includes(' /desk/'))
    expect(ofTheDesk.sort()).to.deep.equal(Object.keys(rows).sort())
    expect([...deskRoles]).to.deep.equal(everyone)
  })

  for (const [route, { may, own: inTheirs = 200, foreign, ask }] of Object.entries(rows)) {
    describe(route, () => {
      it(may === 'open' ? 'answers whoever is signed out' : 'refuses whoever is signed out', async () => {
        const nobody: Person = {
          ...resident,
          cookie: '',
          get: path => request(house, 'GET', path),
          post: (path, body) => request(house, 'POST', path, body ?? {}),
        }
        for (const where of ['own', 'foreign'] as const) {
          if (where === 'foreign' && route.includes(':id')) continue // nobody has no municipality to change from
          const { status, text } = await ask(nobody, where)
          expect(status, text).to.equal(may === 'open' ? foreign : 403)
        }
      })

      for (const role of everyone) {
        const allowed = may === 'open' || may.includes(role)
        const inOwn = may === 'open' ? foreign : allowed ? inTheirs : 403
        const inForeign = allowed ? foreign : 403
        it(`gives a ${role} ${inOwn} in their own municipality and ${inForeign} in another`, async () => {
          const here = await ask(await employ(role, [own]), 'own')
          expect(here.status, here.text).to.equal(inOwn)
          const there = await ask(await employ(role, [own]), 'foreign')
          expect(there.status, there.text).to.equal(inForeign)
        })
      }
    })
  }

  for (const role of everyone) {
    it(`shows a ${role} at the socket ${talkers.includes(role) ? 'who waits in their own municipality' : 'nobody who waits'}, and no other municipality's`, async () => {
      const ids = { own: await someoneWaits(house, { municipality: own }), foreign: await someoneWaits(house, { municipality: elsewhere }) }
      const socket = await (await employ(role, [own])).sitDown()
      const later = {
        own: await someoneWaits(house, { municipality: own }),
        foreign: await someoneWaits(house, { municipality: elsewhere }),
      }
      socket.send({ type: 'ping' })
      await socket.next('pong') // all before it has come
      const told = JSON.stringify([socket.state, ...socket.frames])
      for (const id of [ids.own, later.own]) expect(told.includes(id)).to.equal(talkers.includes(role))
      for (const id of [ids.foreign, later.foreign]) expect(told).not.to.include(id)
      await socket.standUp()
    })
  }

  it('lets nobody wait for someone who takes no conversations', async () => {
    const before = house.services.context(own).counsellors.present
    const socket = await (await employ('admin', [own])).sitDown()
    expect(house.services.context(own).counsellors.present).to.equal(before)
    await socket.standUp()
  })

  it('lets an admin of one municipality give nobody more than they have, nor change who serves elsewhere too', async () => {
    const admin = await employ('admin', [own])
    const everywhere = await employ('admin', [])
    for (const municipalities of [[], [own, elsewhere]])
      expect((await admin.post('/accounts', { email: 'mere@kommune.dk', municipalities })).status).to.equal(403)
    for (const { email, id } of [everywhere, foreigner]) {
      expect((await admin.post('/accounts', { email, municipalities: [own] })).status).to.equal(403)
      expect((await admin.post('/accounts/remove', { id })).status).to.equal(403)
    }
    expect((await everywhere.post('/accounts', { email: 'mere@kommune.dk', municipalities: [] })).status).to.equal(200)
  })

  it('counts from the moment it is changed: whoever gets another role is signed out everywhere', async () => {
    const [admin, counsellor] = [await employ('admin', [own]), await employ('counsellor', [own])]
    const socket = await counsellor.sitDown()
    await admin.post('/accounts', { email: counsellor.email, roles: ['coordinator'], municipalities: [own] })
    await socket.next('signedOut')
    expect((await counsellor.post('/take-next')).status).to.equal(403)
  })

  it('adds up for someone with two roles', async () => {
    const both = await employ('admin', [own], ['coordinator'])
    expect((await both.get('/accounts')).status).to.equal(200)
    expect((await both.get(`/offers?q=&municipality=${own}`)).status).to.equal(200)
    expect((await both.post('/take-next')).status).to.equal(403)
  })
})

async function employ(role: DeskRole, municipalities: string[], more: DeskRole[] = []): Promise<Person> {
  const email = `p${++people}@kommune.dk`
  const seat = await hire(house, email, { role, municipalities })
  if (more.length > 0) await change(email, account => ({ ...account, roles: [role, ...more] }))
  return { ...seat, email }
}

const move = (who: Person, municipalities: string[]) => change(who.email, account => ({ ...account, municipalities }))

type Known = NonNullable<Awaited<ReturnType<typeof accountOf>>>['account']

async function change(email: string, how: (account: Known) => Known): Promise<void> {
  const found = await accountOf(house.services.store, email)
  if (!found || !(await writeAccount(house.services.store, how(found.account), found.etag))) throw new Error(email)
}

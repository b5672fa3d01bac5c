import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { hear } from '../../bot/turn.ts'
import { withCode } from '../../bot/withCode.ts'
import type { CourseView } from '../../desk/wire.ts'
import { codeFrom } from '../../dialogs/code.ts'
import { type House, openHouse } from '../bot/house.ts'
import { hire, type Reply, type Seat, someoneWaits } from './office.ts'

const day = 24 * 60

describe('a course without a case, as Skive gives it', () => {
  let house: House
  let psychologist: Seat
  let coordinator: Seat
  let shifts = 0

  before(async () => {
    house = await openHouse()
    await later(0)
  })
  after(() => house.close())

  it('goes from the talk to the referral, known by a code that nobody stores', async () => {
    const talk = await someoneWaits(house, { municipality: 'skive' })
    await psychologist.post(`/conversations/${talk}/take`)
    const { course, code } = await open(talk)
    expect(code.split(' ')).to.have.length(5)

    // Nothing that is stored, and no line of the talk, holds the code.
    const stored = await everything()
    for (const word of [code, code.replaceAll(' ', '-')]) expect(stored.includes(word)).to.equal(false)

    // On another device: the page, a number of one's own and WHO-5 before it begins.
    const page = await openPage(code)
    expect(page).to.include('Der er ikke sat en tid endnu').and.to.include('Hvordan har du det, før I begynder?')
    const ticket = ticketIn(page)
    expect(await send({ do: 'measure', ticket, when: 'before', own: '3', ...who5(1) })).to.include('Dit svar er gemt')
    await change(course, { do: 'measure', when: 'before', ruler: 4, protects: ['friends'], worries: ['loneliness', 'mood'] })

    for (let session = 1; session <= 5; session++) {
      const planned = await change(course, { do: 'plan', at: inHours(20), place: { kind: 'meeting', where: 'Sundhedshuset' } })
      expect(planned.status, planned.text).to.equal(200)
      if (session === 1) {
        expect(await openPage(code)).to.include('Sundhedshuset')
        const calendar = await send({ do: 'calendar', ticket })
        expect(calendar)
          .to.match(/^BEGIN:VCALENDAR\r\n/)
          .and.to.include('LOCATION:Sundhedshuset')
          .and.to.include('SUMMARY:Aftale')
        expect(calendar).not.to.match(/psykolog|forløb|skive/i)
      }
      const moved = await change(course, { do: 'move', number: session, at: inHours(22), place: { kind: 'chat' } })
      expect(moved.body.course.sessions.at(-1).moved).to.equal(1)
      await later(day)
      expect((await change(course, { do: 'mark', number: session, state: 'held' })).body.course.held).to.equal(session)
    }
    expect((await change(course, { do: 'plan', at: inHours(20), place: { kind: 'phone' } })).body).to.deep.equal({ why: 'needsReason' })
    expect((await change(course, { do: 'plan', at: inHours(20), place: { kind: 'phone' }, reason: 'bridge' })).status).to.equal(200)

    const { suggested } = (await psychologist.get(`/courses/${course}`)).body
    expect(suggested.map(({ id }: { id: string }) => id)).to.include('sind')
    await change(course, { do: 'measure', when: 'after', ruler: 2, protects: [], worries: [] })
    const closed = await change(course, { do: 'close', why: 'done', referrals: ['sind'] })
    expect(closed.body.course.closed.referrals).to.deep.equal(['sind'])
    expect(await openPage(code))
      .to.include('Forløbet er slut')
      .and.to.include('SIND')
    expect((await change(course, { do: 'plan', at: inHours(20), place: { kind: 'chat' } })).body).to.deep.equal({ why: 'closed' })

    await later(31 * day)
    await house.services.courses.tidy()
    expect((await psychologist.get(`/courses/${course}`)).status).to.equal(403)
    expect(await openPage(code)).to.include('Den kode kender vi ikke')
    expect([...(await keys())].filter(key => /^(courses|codes|course-)/.test(key))).to.deep.equal([])
    const counted = (await house.services.counts.read('skive')).flatMap(({ figures }) => Object.entries(figures))
    expect(counted).to.deep.include.members([
      ['course.opened.psychologist', 1],
      ['course.ended.psychologist', 1],
      ['course.higher.psychologist', 1],
    ])
    coordinator = await hire(house, 'nors@skive.dk', { role: 'coordinator', municipalities: ['skive'], name: 'Koordinator' })
    const shown = (await coordinator.get('/coordinator/courses?municipality=skive')).body
    expect([shown.ended.sum, shown.higher.all]).to.deep.equal(['hidden', 'hidden'])
  })

  it('knows its citizen again in the chat: the code stays out of the log, and the counsellor sees the course', async () => {
    const { course, code } = await open(await taken())
    const id = await someoneWaits(house, { municipality: 'skive' })
    await say(id, { text: `Hej igen, min kode er ${code}`, clientId: randomUUID() })
    await psychologist.post(`/conversations/${id}/take`)
    const { conversation } = (await psychologist.get(`/conversations/${id}`)).body
    expect(conversation.course).to.equal(course)
    expect(JSON.stringify(conversation)).to.include('Hej igen, min kode er ••••').and.to.include('Velkommen tilbage')
    const words = code.split(' ')
    await say(id, {
      text: words
        .with(1, words[2] ?? '')
        .with(2, words[1] ?? '')
        .join(' '),
      clientId: randomUUID(),
    })
    await say(id, { text: 'abe vindmølle zebra trompet akvarium', clientId: randomUUID() })
    const log = (await house.services.conversations.read(id))?.value.log.map(({ spoken }) => spoken.text) ?? []
    expect(log.at(-1)).to.include('ordene passer ikke sammen')
    expect(log.filter(text => text.includes('vindmølle') || text.includes(words[2] ?? '-'))).to.deep.equal([])
  })

  it('opens one course a talk, however often it is asked for, and shows its code once', async () => {
    const talk = await taken()
    const asked = { clientId: randomUUID(), conversation: talk, kind: 'course', profession: 'socialWorker', hasCase: false }
    const [one, same, again] = [
      await psychologist.post('/courses', asked),
      await psychologist.post('/courses', asked),
      await psychologist.post('/courses', { ...asked, clientId: randomUUID() }),
    ]
    expect(new Set([one, same, again].map(({ body }) => body.course.id)).size).to.equal(1)
    const invitation = await invitationIn(talk)
    const [first, second] = await Promise.all([send({ do: 'show', invitation }), send({ do: 'show', invitation })])
    expect([first, second].filter(page => page.includes('class="words"'))).to.have.length(1)
    expect([first, second].filter(page => page.includes('Koden er vist før'))).to.have.length(1)
    // A lost card: a new code, and the old one opens nothing any more.
    const old = codeIn([first, second].find(page => page.includes('class="words"')) ?? '')
    const { href } = (await psychologist.post(`/courses/${one.body.course.id}/code`)).body
    const fresh = codeIn(await send({ do: 'show', invitation: href.split('#invitation=')[1] }))
    expect(await openPage(old)).to.include('Den kode kender vi ikke')
    expect(await openPage(fresh)).to.include('Dit forløb')
  })

  it('shows whoever has a case the way to their adviser, and opens nothing', async () => {
    const talk = await taken()
    const before = (await psychologist.get('/courses')).body.courses.length
    const asked = { clientId: randomUUID(), conversation: talk, kind: 'course', profession: 'psychologist', hasCase: true }
    expect((await psychologist.post('/courses', asked)).body).to.deep.equal({ hasCase: true })
    const log = (await house.services.conversations.read(talk))?.value.log ?? []
    expect(log.at(-1)?.spoken.text).to.include('bed om din egen rådgiver')
    expect((await psychologist.get('/courses')).body.courses.length).to.equal(before)
  })

  it('is late after a week without contact, and stands first in the list', async () => {
    const { course } = await open(await taken())
    await later(8 * day)
    const on = await open(await taken())
    const list: CourseView[] = (await psychologist.get('/courses')).body.courses
    expect(list.find(({ id }) => id === course)?.late).to.equal(true)
    expect(list.findIndex(({ id }) => id === course)).to.be.lessThan(list.findIndex(({ id }) => id === on.course))
    await change(course, { do: 'contact' })
    expect((await psychologist.get(`/courses/${course}`)).body.course.late).to.equal(false)
  })

  it('follows up after an assessment in a planned series of three', async () => {
    const talk = await taken()
    const { course, code } = await open(talk, 'followUp')
    const series = await change(course, { do: 'series', at: inHours(48), place: { kind: 'phone' }, daysApart: 14 })
    expect(series.body.course.sessions).to.have.length(3)
    expect(await openPage(code))
      .to.include('Jeres opfølgning')
      .and.to.include('over telefonen')
    expect((await change(course, { do: 'series', at: inHours(48), place: { kind: 'phone' }, daysApart: 14 })).body).to.deep.equal({
      why: 'planned',
    })
    for (const number of [1, 2, 3]) {
      await later((number === 1 ? 2 : 14) * day)
      expect((await change(course, { do: 'mark', number, state: 'held' })).body.course.held).to.equal(number)
    }
  })

  it('answers what cannot be with a calm sentence and changes nothing', async () => {
    const { course, code } = await open(await taken())
    const ticket = ticketIn(await openPage(code))
    const before = JSON.stringify(await house.services.courses.read(course))
    for (const wrong of [
      { own: '11' },
      { own: '-1' },
      { own: 'x' },
      { ...who5(1), 'who5-3': '6' },
      { 'who5-1': '2' },
      { ...who5(2), 'who5-5': '' },
    ])
      expect(await send({ do: 'measure', ticket, when: 'before', ...wrong })).to.include('Der er ikke gemt noget endnu')
    expect(await send({ do: 'measure', ticket, when: 'before' })).to.include('det er helt i orden')
    for (const bad of ['', 'x.y.z', `${ticket}x`])
      expect(await send({ do: 'measure', ticket: bad, own: '3' })).to.include('Skriv din kode igen')
    for (const bad of ['', 'hej', 'abe vindmølle abe zebra abe', 'x'.repeat(200)])
      expect(await send({ do: 'open', code: bad })).to.include('ordene passer ikke sammen')
    expect(await send({ do: 'show', invitation: 'A'.repeat(43) })).to.include('Koden er vist før')
    for (const [wrong, status] of [
      [{ do: 'plan', at: inHours(-1), place: { kind: 'chat' } }, 409],
      [{ do: 'plan', at: 'i morgen', place: { kind: 'chat' } }, 400],
      [{ do: 'plan', at: inHours(1), place: { kind: 'meeting', where: '' } }, 400],
      [{ do: 'mark', number: 7, state: 'held' }, 409],
      [{ do: 'measure', when: 'before', ruler: 6, protects: [], worries: [] }, 400],
      [{ do: 'close', why: 'done', referrals: ['no-such-offer'] }, 400],
      [{ do: 'erase' }, 400],
    ] as const)
      expect((await change(course, wrong)).status, JSON.stringify(wrong)).to.equal(status)
    await later(3 * 60)
    expect(await send({ do: 'measure', ticket, own: '3' })).to.include('Skriv din kode igen')
    expect(JSON.stringify(await house.services.courses.read(course))).to.equal(before)
  })

  it('lets nobody try codes without end', async () => {
    // So many others try at this moment; whoever comes now is asked to wait a little.
    const others = Array.from({ length: 80 }, () => house.services.codeTries.admit('codes').catch(() => 'refused'))
    const answer = await post({ do: 'open', code: unusedCode })
    expect(answer.status).to.equal(503)
    expect(await answer.text()).to.include('Vent et minut')
    void others
  })

  /** Time passes, and the psychologist comes to work again. */
  async function later(minutes: number): Promise<void> {
    house.later(minutes)
    psychologist = await hire(house, `psykolog${++shifts}@skive.dk`, { municipalities: ['skive'], name: 'Anne' })
    await psychologist.sitDown()
  }

  async function taken(): Promise<string> {
    const talk = await someoneWaits(house, { municipality: 'skive' })
    await psychologist.post(`/conversations/${talk}/take`)
    return talk
  }

  async function open(talk: string, kind = 'course'): Promise<{ course: string; code: string }> {
    const asked = { clientId: randomUUID(), conversation: talk, kind, profession: 'psychologist', hasCase: false }
    const opened = await psychologist.post('/courses', asked)
    expect(opened.status, opened.text).to.equal(200)
    return { course: opened.body.course.id, code: codeIn(await send({ do: 'show', invitation: await invitationIn(talk) })) }
  }

  /** The citizen gets it in the talk, as a card. */
  async function invitationIn(talk: string): Promise<string> {
    const card = (await house.services.conversations.read(talk))?.value.log.findLast(({ spoken }) => spoken.card?.type === 'link')?.spoken
      .card
    return card?.type === 'link' ? (card.href.split('#invitation=')[1] ?? '') : ''
  }

  function change(course: string, wanted: unknown): Promise<Reply> {
    return psychologist.post(`/courses/${course}/change`, wanted)
  }

  const say = async (id: string, said: { text: string; clientId: string }) => hear(house.services, id, await withCode(house.services, said))
  const post = (form: Record<string, string | undefined>) =>
    fetch(`${house.url}/course`, {
      method: 'POST',
      body: new URLSearchParams(Object.entries(form).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
    })
  const send = async (form: Record<string, string | undefined>) => (await post(form)).text()
  const openPage = (code: string) => send({ do: 'open', code })
  const inHours = (hours: number) => new Date(house.services.now().getTime() + hours * 3600_000).toISOString()

  async function keys(): Promise<Set<string>> {
    const found = new Set<string>()
    for await (const key of house.services.store.keys('')) found.add(key)
    return found
  }
  async function everything(): Promise<string> {
    const values = await Promise.all([...(await keys())].map(key => house.services.store.read(key)))
    const talks: string[] = []
    for await (const id of house.services.conversations.ids())
      talks.push(JSON.stringify((await house.services.conversations.read(id))?.value))
    return JSON.stringify(values) + talks.join()
  }
})

const unusedCode = codeFrom([1, 2, 3, 4])
const who5 = (answer: number) => Object.fromEntries([1, 2, 3, 4, 5].map(number => [`who5-${number}`, String(answer)]))
const ticketIn = (page: string) => /name="ticket" value="([^"]+)"/.exec(page)?.[1] ?? ''
const codeIn = (page: string) =>
  [...(/<ol class="words">(.*?)<\/ol>/s.exec(page)?.[1] ?? '').matchAll(/<li>(.*?)<\/li>/g)].map(([, word]) => word).join(' ')

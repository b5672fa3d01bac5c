import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { offerView } from '../../dialogs/offerView.ts'
import { ask, beginTalk, type House, openHouse } from '../bot/house.ts'
import { hire, type Seat } from './office.ts'

const offer = 'kalundborg-foenix'

describe('a group with seats', () => {
  let house: House
  let coordinator: Seat

  before(async () => {
    house = await openHouse()
    coordinator = await hire(house, 'k@kalundborg.dk', { role: 'coordinator', municipalities: ['kalundborg'] })
  })
  after(() => house.close())

  it('says nothing of seats until the coordinator has set them, then what was set, and when', async () => {
    expect(shown().seats).to.equal(undefined)
    const start = inDays(40)
    expect((await set({ free: 3, nextStart: start })).status).to.equal(200)
    const today = new Intl.DateTimeFormat('da-DK', { dateStyle: 'long', timeZone: 'Europe/Copenhagen' }).format(house.services.now())
    expect(shown().seats?.text)
      .to.include('Der er 3 ledige pladser')
      .and.to.include('Næste hold begynder')
      .and.to.include(`Det er meldt ${today}`)
    expect(shown().seats?.list).to.equal(undefined)
    expect((await set({ free: 1 })).body.group.set.free).to.equal(1)
    expect(shown().seats?.text).to.include('én ledig plads').and.not.to.include('begynder')
    await house.restart()
    expect(shown().seats?.text, 'after a restart').to.include('én ledig plads')
  })

  it('when full, gives a place on a list by code, in turn; and a seat to whoever waited longest', async () => {
    expect(await page({ do: 'join' }, offer), 'there are free seats')
      .to.include('Der er ledige pladser nu')
      .and.not.to.include('class="words"')
    await set({ free: 0 })
    expect(shown().seats?.text).to.include('Holdet er fuldt')
    expect(shown().seats?.list).to.equal(`/seat?offer=${offer}&lang=da`)
    const [first, second, third] = [await join(), await join(), await join()]
    expect(await look(first)).to.include('Du er den næste på listen')
    expect(await look(third)).to.include('Der er 2 før dig')
    const { groups } = (await coordinator.get('/coordinator/seats?municipality=kalundborg')).body
    expect(
      groups.map(({ offer: id, most, waiting }: { offer: string; most: number; waiting: number }) => [id, most, waiting]),
    ).to.deep.equal([
      ['kalundborg-pusterummet', 5, 0],
      ['kalundborg-foenix', 8, 3],
      ['kalundborg-cool-kids-asf', 8, 0],
      ['kalundborg-chilled', 8, 0],
    ])
    expect((await next()).body.group.waiting).to.equal(2)
    expect(await look(first))
      .to.include('Der er en plads til dig')
      .and.to.include('Tal med din sundhedsplejerske')
    expect(await look(second)).to.include('Du er den næste på listen')
    expect(await page({ do: 'leave', code: second })).to.include('Du er ikke på listen mere')
    expect(await look(second)).to.include('Den kode kender vi ikke')
    expect(await look(third)).to.include('Du er den næste på listen')
    expect((await next()).status).to.equal(200)
    expect((await next()).body).to.deep.equal({ why: 'nobodyWaits' })
    house.later(181 * 24 * 60)
    await house.services.seats.tidy()
    expect(await look(first)).to.include('Den kode kender vi ikke')
  })

  it('is said in the talk, with the day', async () => {
    coordinator = await hire(house, 'k2@kalundborg.dk', { role: 'coordinator', municipalities: ['kalundborg'] })
    await set({ free: 0 })
    const talk = await beginTalk(house.url, { municipality: 'kalundborg' })
    await talk.say('jeg er lige blevet mor til en på 2 måneder og er så ked af det hele tiden')
    await talk.post({ type: 'message', text: 'Se forslag', value: { choice: 'offers' }, channelData: { clientActivityID: randomUUID() } })
    const { activities = [] } = (await ask(house.url, 'GET', `${talk.path}/activities`, { token: talk.token })).body
    expect(JSON.stringify(activities)).to.include('Holdet er fuldt lige nu')
  })

  it('refuses what cannot be, and changes nothing', async () => {
    const before = JSON.stringify(house.services.seats.of(offer))
    for (const wrong of [
      { free: 9 },
      { free: -1 },
      { free: 1.5 },
      { free: 2, nextStart: '2020-01-01' },
      { free: 2, nextStart: 'snart' },
      { free: '2' },
    ])
      expect((await set(wrong)).status, JSON.stringify(wrong)).to.equal(400)
    for (const id of ['headspace-kalundborg', 'no-such'])
      expect((await coordinator.post('/coordinator/seats', { offer: id, free: 1 })).status).to.equal(403)
    expect((await fetch(`${house.url}/seat?offer=headspace-kalundborg`)).status).to.equal(404)
    expect(await look('hej')).to.include('passer ikke sammen')
    expect(JSON.stringify(house.services.seats.of(offer))).to.equal(before)
  })

  const shown = () => {
    const found = house.services.registry.offer(offer)
    if (!found) throw new Error(offer)
    return offerView(found, 'da', house.services.context('kalundborg'))
  }
  const set = (seats: object) => coordinator.post('/coordinator/seats', { offer, ...seats })
  const next = () => coordinator.post('/coordinator/seats/next', { offer })
  const inDays = (days: number) => new Date(house.services.now().getTime() + days * 24 * 3600_000).toISOString().slice(0, 10)
  const page = async (form: Record<string, string>, of?: string) =>
    (await fetch(`${house.url}/seat${of === undefined ? '' : `?offer=${of}`}`, { method: 'POST', body: new URLSearchParams(form) })).text()
  const look = (code: string) => page({ do: 'look', code })
  async function join(): Promise<string> {
    house.later(1)
    const given = await page({ do: 'join' }, offer)
    return [...(/<ol class="words">(.*?)<\/ol>/s.exec(given)?.[1] ?? '').matchAll(/<li>(.*?)<\/li>/g)].map(([, word]) => word).join(' ')
  }
})

import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { translator } from '../../locales/translate.ts'
import { type House, openHouse } from '../bot/house.ts'
import { hire, now, type Seat, type Socket } from '../desk/office.ts'
import { type Connector, openConnector } from './connector.ts'
import { cardsOf, cardWords, openParent, type Parent } from './parent.ts'

const told = {
  da: {
    locale: 'da-DK',
    need: 'min søn på 9 år vil ikke i skole og har ondt i maven hver morgen',
    danger: 'jeg vil dø. jeg tager mit eget liv i aften',
    toCounsellor: 'tak fordi du er her',
    fromCounsellor: 'Hej, jeg hedder Maja. 1. skridt: *træk vejret*',
    erase: 'slet alt',
  },
  en: {
    locale: 'en-GB',
    need: 'my son is 9 years old and will not go to school, his stomach hurts every morning',
    danger: 'I can not go on. I am going to kill myself tonight',
    toCounsellor: 'thank you for being here',
    fromCounsellor: 'Hello, my name is Maja. 1. step: *breathe*',
    erase: 'erase everything',
  },
} as const

describe('A parent in Teams', () => {
  let connector: Connector
  let house: House
  let maja: Seat
  let desk: Socket
  const parents: Parent[] = []
  const events: { name?: string; conversation?: { id: string } }[] = []

  before(async () => {
    connector = await openConnector()
    house = await openHouse(connector.environment)
    house.services.handoffEvents.listen(event => events.push(event as (typeof events)[number]))
    maja = await hire(house, 'maja@kommune.dk', { name: 'Maja' })
    desk = await maja.sitDown()
  })
  after(async () => {
    await desk.standUp()
    await house.close()
    await connector.close()
  })

  for (const locale of ['da', 'en'] as const) {
    const words = told[locale]
    const t = translator(locale)

    describe(`(${locale})`, () => {
      let parent: Parent
      let id: string
      before(() => {
        parent = openParent(connector, () => house.url, { locale: words.locale, name: 'Annegrethe Forælder' })
        parents.push(parent)
      })

      it('is welcomed once, and told first of all that Teams is not anonymous, with a link to where it is', async () => {
        expect(await parent.install()).to.equal(200)
        await parent.until(reads => reads.length === 1)
        const [welcome = ''] = parent.reads()
        expect(welcome)
          .to.include(t('teams.welcome.kept', { hours: 24 }))
          .and.to.include('112')
        const links = JSON.stringify(cardsOf(parent.sees()[0]!.activity))
        expect(links).to.include('https://www.kommune.example/hjaelp')
        id = await onlyTalk()
      })

      it('presses a button: the card shows what was chosen and takes no second press', async () => {
        const { body } = await parent.press('who.parent')
        expect(body.statusCode).to.equal(200)
        expect(cardWords(body.value)).to.include(t('teams.card.chosen', { title: t('talk.choice.who_parent') }))
        expect(JSON.stringify(body.value)).to.not.include('who.young')
        await parent.until(reads => reads.length === 2)
        const [first] = parent.sees()
        const before = (await now(house.services, id))?.log.length
        const again = await parent.look(cardsOf(first!.activity)[0]!)
        expect(cardWords(again.body.value)).to.include(t('teams.card.chosen', { title: t('talk.choice.who_parent') }))
        await pressOn(first!, 'who.young')
        expect((await now(house.services, id))?.log.length, 'nothing was heard').to.equal(before)
      })

      it('tells the need and is shown offers: why, how to reach them, the first step', async () => {
        await parent.say('9')
        await parent.until(reads => reads.length === 3)
        await parent.say(words.need)
        await parent.until(reads => reads.length === 4)
        expect(parent.buttons().map(({ choice }) => choice)).to.include('offers')
        expect(cardWords((await parent.press('picked', { picked: 'scale.3' })).body.value)).to.include(
          t('teams.card.chosen', { title: '3' }),
        )
        await parent.until(reads => reads.length === 5)
        const talk = await now(house.services, id)
        expect(talk?.talk.situation).to.include({ scale: 3, age: 9 })
        await parent.say(t('talk.choice.offers'))
        await parent.until(() => newestCard(parent).includes(t('errors.card.firstStep')))
        expect(newestCard(parent)).to.include('• ')
        expect(newestCard(parent)).to.match(/Kalundborg/)
      })

      it('writes of danger: fixed words, several lines, 112, and a human one press away', async () => {
        await parent.say(words.danger)
        await parent.until(() => newestCard(parent).includes(t('crisis.suicidePlan.self')))
        const { activity } = parent.sees().at(-1)!
        expect(JSON.stringify(cardsOf(activity)).match(/"url":"tel:/g)?.length).to.be.greaterThan(1)
        expect(cardsOf(activity)[0]?.fallbackText).to.include('112')
        expect(parent.buttons().map(({ choice }) => choice)).to.include('human.now')
      })

      it('is taken by a counsellor, who sees that it is Teams, and reads their words with name and role', async () => {
        await parent.press('human.now')
        expect((await maja.post(`/conversations/${id}/take`)).body.conversation).to.include({ id, channel: 'teams' })
        await parent.until(reads => reads.some(read => read.includes(t('handoff.taken', { name: 'Maja' }))))
        await parent.say(words.toCounsellor)
        const { holderNumber } = (await now(house.services, id))!
        desk.send({ type: 'typing', id })
        await connector.until(() => connector.taken.some(call => call.what === 'typing' && call.conversation === parent.conversation))
        const said = await maja.post(`/conversations/${id}/say`, { text: words.fromCounsellor, clientId: randomUUID(), holderNumber })
        expect(said.status).to.equal(200)
        await parent.until(reads => reads.some(read => read.includes(words.fromCounsellor)))
        const { activity } = parent.sees().at(-1)!
        expect(activity.text).to.match(new RegExp(`^\\*\\*${t('teams.counsellor', { name: 'Maja' })}\\*\\*`))
        expect(activity.text, 'signs are words').to.include('\\*').and.to.include('1. ')
      })

      it('is given back to the bot, which says so', async () => {
        const { holderNumber } = (await now(house.services, id))!
        expect((await maja.post(`/conversations/${id}/give-back`, { holderNumber, clientId: randomUUID() })).status).to.equal(200)
        await parent.until(reads => reads.some(read => read.includes(t('handoff.givenBack'))))
      })

      it('never hears of handoffs in the words of the protocol; another hub does, without anything that leads to them', async () => {
        expect(connector.calls.filter(({ activity }) => activity.type === 'event')).to.deep.equal([])
        const ours = events.filter(({ conversation }) => conversation?.id === id)
        expect(ours.map(({ name }) => name))
          .to.include('handoff.initiate')
          .and.to.include('handoff.status')
        for (const secret of [parent.id, parent.conversation, connector.tenant, 'Annegrethe'])
          expect(JSON.stringify(ours)).to.not.include(secret)
      })

      it('erases all: here at once, and what the bot wrote in Teams too', async () => {
        await parent.say(words.erase)
        await parent.until(() => parent.buttons().some(({ choice }) => choice === 'erase'))
        await parent.press('erase')
        expect(await now(house.services, id)).to.equal(undefined)
        await parent.until(reads => reads.length === 1 && reads[0] === t('teams.erased'))
      })

      it('begins anew with their next word, and nothing of before is known', async () => {
        await parent.say('hej')
        await parent.until(reads => reads.length > 1)
        expect(parent.reads()[1]).to.include(t('teams.welcome.kept', { hours: 24 }))
        expect(await onlyTalk()).to.not.equal(id)
        expect(await onlyTalk().then(talk => now(house.services, talk))).to.have.nested.property('talk.situation.words.length', 0)
        await parent.uninstall()
      })

      async function pressOn(call: { activity: Parameters<typeof cardsOf>[0] }, choice: string) {
        const { refresh } = cardsOf(call.activity)[0] as { refresh: { action: { data: { line: string } } } }
        const action = { type: 'Action.Execute', verb: 'brobygger', data: { line: refresh.action.data.line, choice } }
        await parent.post({ type: 'invoke', name: 'adaptiveCard/action', value: { action, trigger: 'manual' } })
      }
    })
  }

  describe('afterwards', () => {
    // Long names: four letters stand in sealed text by chance.
    it('leaves nothing in the store or the log by which Microsoft would know them', async () => {
      const { data } = house.services.config
      const files = (await readdir(data, { recursive: true, withFileTypes: true })).filter(file => file.isFile())
      const all =
        (await Promise.all(files.map(file => readFile(join(file.parentPath, file.name), 'latin1')))).join('') +
        files.map(({ name }) => name).join()
      expect(all).to.include('teams')
      const names = [
        connector.tenant,
        connector.serviceUrl,
        'Annegrethe',
        'Forælder',
        ...parents.flatMap(({ id, conversation }) => [id, conversation]),
      ]
      for (const name of names) expect(all.includes(name), name).to.equal(false)
    })
  })

  async function onlyTalk(): Promise<string> {
    const found: string[] = []
    for await (const id of house.services.conversations.ids()) if (!(await now(house.services, id))?.ended) found.push(id)
    expect(found).to.have.length(1)
    return found[0]!
  }
})

const newestCard = (parent: Parent) =>
  cardsOf(parent.sees().at(-1)?.activity ?? { type: '' })
    .map(cardWords)
    .join('\n')

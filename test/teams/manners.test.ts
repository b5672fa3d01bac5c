import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { translator } from '../../locales/translate.ts'
import { type House, openHouse } from '../bot/house.ts'
import { type Connector, openConnector } from './connector.ts'
import { openParent, type Parent } from './parent.ts'
import { talkOf, untilAllIsSaid } from './told.ts'

const t = translator('da')

describe('Manners in Teams', () => {
  let connector: Connector
  let house: House
  before(async () => {
    connector = await openConnector()
    house = await openHouse(connector.environment)
  })
  after(async () => {
    await house.close()
    await connector.close()
  })

  it('answer in the language of the account, Danish to Nordic ones', async () => {
    for (const [locale, first] of [
      ['da-DK', t('teams.welcome.safe').slice(0, 20)],
      ['nb-NO', t('teams.welcome.safe').slice(0, 20)],
      ['en-US', translator('en')('teams.welcome.safe').slice(0, 20)],
      ['pl-PL', translator('en')('teams.welcome.safe').slice(0, 20)],
    ] as const) {
      const parent = openParent(connector, () => house.url, { locale })
      await parent.install()
      await said(parent)
      expect(parent.reads()[0], locale).to.include(first)
    }
  })

  it('hear words as they were written: mentions and signs of HTML gone', async () => {
    const parent = newcomer()
    const entities = [{ type: 'mention', text: '<at>Brobygger</at>', mentioned: { id: `28:${connector.appId}` } }]
    await parent.say('<at>Brobygger</at> min&nbsp;søn &lt;3 slår <at>Emil Hansen</at> &amp; de andre', { entities })
    expect(await wrote(parent)).to.deep.equal(['min søn <3 slår Emil Hansen & de andre'])
  })

  it('hear an edit as new words, danger in it too, and let the old words go', async () => {
    const parent = newcomer()
    const { id } = await parent.say('min datter på 15 er ked af det')
    expect(await parent.edit(id, 'min datter på 15 siger at hun vil dø. hun tager sit eget liv i aften')).to.equal(200)
    const talk = await said(parent)
    expect(await wrote(parent)).to.deep.equal([
      t('teams.takenBack.edited'),
      'min datter på 15 siger at hun vil dø. hun tager sit eget liv i aften',
    ])
    expect(talk.urgency.level).to.equal('acute')
    expect(JSON.stringify(talk.talk)).to.not.include('er ked af det')
    const lines = talk.log.length
    await parent.edit(id, 'min datter på 15 siger at hun vil dø. hun tager sit eget liv i aften')
    expect((await talkOf(house.services, connector, parent))?.log.length, 'delivered twice').to.equal(lines)
  })

  it('let go of what was deleted', async () => {
    const parent = newcomer()
    const { id } = await parent.say('mit barn på 9 hedder Emil og vil ikke i skole')
    await parent.remove(id)
    const talk = await said(parent)
    expect(JSON.stringify(talk)).to.not.include('hedder Emil')
    expect(JSON.stringify(talk.talk)).to.not.include('vil ikke i skole')
    expect(await wrote(parent)).to.deep.equal([t('teams.takenBack.deleted')])
  })

  it('let go of every wording of what was edited more than once, and deleted after that', async () => {
    const parent = newcomer()
    const { id } = await parent.say('min datter på 9 vil ikke i skole')
    await parent.edit(id, 'min datter på 9 har angst')
    await parent.edit(id, 'min datter på 9 bliver mobbet')
    expect(JSON.stringify((await said(parent)).talk)).to.not.include('har angst')
    await parent.edit(id, 'min datter på 9 har angst')
    expect((await wrote(parent)).at(-1), 'the same words again are new words').to.equal('min datter på 9 har angst')
    await parent.remove(id)
    const talk = await said(parent)
    for (const words of ['vil ikke i skole', 'har angst', 'mobbet']) expect(JSON.stringify(talk.talk)).to.not.include(words)
    expect((await wrote(parent)).every(words => words === t('teams.takenBack.deleted') || words === t('teams.takenBack.edited'))).to.equal(
      true,
    )
  })

  it('take a reaction as seen, and say nothing to it', async () => {
    const parent = newcomer()
    await parent.say('hej')
    const before = await said(parent)
    expect(await parent.react(parent.sees()[0]!.id)).to.equal(200)
    const after = await talkOf(house.services, connector, parent)
    expect(after?.log).to.have.length(before.log.length)
    expect(after?.seenByCitizen).to.be.greaterThan(0)
  })

  it('decline a file kindly, hear the words beside it, and keep nothing of it', async () => {
    const parent = newcomer()
    const file = {
      contentType: 'application/vnd.microsoft.teams.file.download.info',
      name: 'journal.pdf',
      contentUrl: 'https://kommune.sharepoint.com/journal.pdf',
      content: { downloadUrl: 'https://kommune.sharepoint.com/x', uniqueId: '1', fileType: 'pdf' },
    }
    await parent.say('', { attachments: [file], text: undefined })
    await said(parent)
    expect(parent.reads().join()).to.include(t('teams.file.declined'))
    await parent.say('min søn på 9 vil ikke i skole', { attachments: [{ contentType: 'image/*', contentUrl: 'https://x/y.png' }] })
    const talk = await said(parent)
    expect(parent.reads().join('\n').split(t('teams.file.declined'))).to.have.length(3)
    expect(talk.talk.situation).to.include({ age: 9 })
    expect(JSON.stringify(talk)).to.not.include('sharepoint').and.to.not.include('journal')
  })

  it('read the beginning of a very long message, and say so', async () => {
    const parent = newcomer()
    await parent.say(`min søn på 9 vil ikke i skole. ${'bla '.repeat(1500)}`)
    const talk = await said(parent)
    expect(parent.reads().join()).to.include(t('teams.tooLong'))
    expect(talk.log.find(({ from }) => from.who === 'citizen')?.spoken.text).to.have.length(4000)
  })

  it('take a suggested action, which comes back as words, for the button it is', async () => {
    const parent = newcomer()
    await parent.say('det handler om mit barn')
    await said(parent)
    const actions = parent.sees().at(-1)?.activity.suggestedActions?.actions
    expect(actions?.map(({ type }) => type)).to.deep.equal(['imBack', 'imBack'])
    const skip = actions?.find(({ title }) => title === t('talk.choice.skip'))
    await parent.say(skip?.value ?? '')
    const talk = await said(parent)
    expect(talk.log.findLast(({ from }) => from.who === 'citizen')?.choice).to.equal('skip')
  })

  it('answer a group once for all, with the way to a private talk, and hear nobody there', async () => {
    const parent = newcomer()
    const group = { conversationType: 'groupChat', isGroup: true, tenantId: connector.tenant, id: '19:gruppe@thread.v2' }
    const inGroup = (id: string) => parent.post({ type: 'message', id, text: 'hej, jeg vil dø', conversation: group })
    expect(
      (await parent.post({ type: 'conversationUpdate', membersAdded: [{ id: `28:${connector.appId}` }], conversation: group })).status,
    ).to.equal(200)
    for (const id of ['1', '2', '3']) expect((await inGroup(id)).status).to.equal(200)
    await connector.until(() => inThere().length > 0)
    await house.restart()
    await inGroup('4')
    expect(inThere()).to.have.length(1)
    expect(inThere()[0]?.activity.text)
      .to.include(`https://teams.microsoft.com/l/chat/0/0?users=28:${connector.appId}`)
      .and.to.include('112')
    expect(await talkOf(house.services, connector, parent)).to.equal(undefined)

    function inThere() {
      return connector.taken.filter(({ conversation }) => conversation === group.id)
    }
  })

  it('answer what they do not know with 501, and let lie what has no meaning here', async () => {
    const parent = newcomer()
    expect((await parent.post({ type: 'invoke', name: 'composeExtension/query', value: {} })).status).to.equal(501)
    for (const type of ['trace', 'endOfConversation', 'handoff', 'event', 'conversationUpdate']) {
      expect((await parent.post({ type, name: 'handoff.status', value: { state: 'accepted' } })).status, type).to.equal(200)
    }
    expect(await talkOf(house.services, connector, parent)).to.equal(undefined)
  })

  it('answer a press on a card of a talk that is forgotten with a new talk', async () => {
    const parent = newcomer()
    await parent.install()
    const { id } = await said(parent)
    house.later(1)
    await house.services.conversations.forget(id)
    const { body } = await parent.press('who.parent')
    expect(JSON.stringify(body.value)).to.include(t('teams.card.begun'))
    await parent.until(reads => reads.length === 2)
    expect((await talkOf(house.services, connector, parent))?.id).to.not.equal(id)
  })

  it('end the talk when the app is removed, and begin a new one when it is back', async () => {
    const parent = newcomer()
    await parent.install()
    const { id } = await said(parent)
    expect(await parent.uninstall()).to.equal(200)
    expect((await house.services.conversations.read(id))?.value.ended?.why).to.equal('left')
    await parent.install()
    await parent.until(reads => reads.length === 2)
  })

  it('have no message extension and no tab in their package', () => {
    expect(readFileSync(new URL('../../bot/teams/manifest.ts', import.meta.url), 'utf8')).to.not.match(/composeExtensions|staticTabs/)
  })

  const newcomer = () => openParent(connector, () => house.url)
  const said = (parent: Parent) => untilAllIsSaid(house.services, connector, parent)

  async function wrote(parent: Parent): Promise<string[]> {
    const talk = await said(parent)
    return talk.log.filter(({ from }) => from.who === 'citizen').map(({ spoken }) => spoken.text)
  }
})

import { expect } from 'chai'
import { say, take } from '../../dialogs/handoff.ts'
import { translator } from '../../locales/translate.ts'
import { type House, openHouse } from '../bot/house.ts'
import { now } from '../desk/office.ts'
import { until } from '../until.ts'
import { type Connector, type Fault, openConnector } from './connector.ts'
import { cardsOf, openParent, type Parent } from './parent.ts'
import { linesFor, readOf, talkOf, untilAllIsSaid } from './told.ts'

const t = translator('da')

describe('The outbox of Teams', () => {
  let connector: Connector
  let house: House
  before(async () => {
    connector = await openConnector()
    house = await openHouse(connector.environment)
  })
  afterEach(() => connector.fault(() => undefined))
  after(async () => {
    await house.close()
    await connector.close()
  })

  const faults: [what: string, fault: (tries: number) => Fault | undefined][] = [
    ['429 with a time to wait', tries => (tries < 2 ? { status: 429, retryAfter: '0.05' } : undefined)],
    ['429 without', tries => (tries === 0 ? { status: 429 } : undefined)],
    ['412', tries => (tries === 0 ? { status: 412 } : undefined)],
    ['500, 502 and 504 one after the other', tries => [500, 502, 504].map(status => ({ status }))[tries]],
    ['401, while the secret is changed', tries => (tries === 0 ? { status: 401 } : undefined)],
    ['slowness', tries => (tries === 0 ? { slow: 300 } : undefined)],
  ]
  for (const [what, fault] of faults) {
    it(`brings everything once and in order through ${what}`, async () => {
      const parent = newcomer()
      connector.fault((call, tries) => (call.conversation === parent.conversation ? fault(tries) : undefined))
      await parent.say('mit barn på 4 år sover ikke')
      await expectOnceInOrder(parent)
    })
  }

  it('counts a message that Teams delivers twice, at once or later, as one', async () => {
    const parent = newcomer()
    const message = parent.activity({ type: 'message', id: '7', text: 'mit barn på 4 år sover ikke' })
    const sent = await Promise.all([1, 2, 3].map(() => connector.deliver(house.url, message)))
    expect(sent.map(({ status }) => status)).to.deep.equal([200, 200, 200])
    await allIsSaid(parent)
    const before = parent.sees().length
    await connector.deliver(house.url, message)
    await allIsSaid(parent)
    expect(parent.sees()).to.have.length(before)
    expect((await talk(parent))?.log.filter(({ from }) => from.who === 'citizen')).to.have.length(1)
  })

  it('says a turn in one message, so that a phone rings once', async () => {
    const parent = newcomer()
    await parent.install()
    await allIsSaid(parent)
    const lines = (await talk(parent))?.log.length
    expect(lines).to.equal(4)
    expect(parent.sees()).to.have.length(1)
  })

  it('gives up after an hour, says so in the metrics, and goes on with what comes then', async () => {
    const parent = newcomer()
    connector.fault(({ conversation }) => (conversation === parent.conversation ? { status: 503, retryAfter: '0.02' } : undefined))
    const before = await outcomes('givenUp')
    await parent.say('hej')
    await connector.until(() => connector.calls.some(({ conversation }) => conversation === parent.conversation))
    house.later(61)
    await until('it is given up', async () => (await outcomes('givenUp')) > before)
    await until('nothing waits', async () => !/teams_waiting [1-9]/.test(await house.services.metrics.text()))
    connector.fault(() => undefined)
    expect(parent.sees()).to.deep.equal([])
    await parent.say('er du der?')
    await parent.until(reads => reads.length === 1)
  })

  it('says in words what Teams does not take as a card', async () => {
    const parent = newcomer()
    connector.fault(({ conversation, activity }) =>
      conversation === parent.conversation && cardsOf(activity).length > 0
        ? { status: 413, body: { error: { code: 'MessageSizeTooBig' } } }
        : undefined,
    )
    await parent.install()
    await allIsSaid(parent)
    const [welcome] = parent.sees()
    expect(welcome?.activity.attachments).to.equal(undefined)
    expect(welcome?.activity.text).to.include(t('teams.welcome.safe'))
  })

  it('ends the talk of someone who blocked the bot, and the counsellor is free', async () => {
    const parent = newcomer()
    await parent.say('hej')
    await allIsSaid(parent)
    const begun = (await talk(parent))!
    const context = () => house.services.context('kalundborg', begun.id)
    await house.services.conversations.change(begun.id, before => {
      const waiting = {
        ...before,
        holder: { who: 'queue' as const },
        handoff: { state: 'waiting' as const, since: at(), toldAt: at(), urgency: 'none' as const, removed: [] },
      }
      const taken = take(waiting, { id: 'c1', name: 'Maja' }, context())
      return taken.ok ? { value: taken.conversation, result: true } : { result: false }
    })
    await allIsSaid(parent)
    connector.fault(({ conversation }) =>
      conversation === parent.conversation ? { status: 403, body: { error: { code: 'MessageWritesBlocked' } } } : undefined,
    )
    await house.services.conversations.change(begun.id, before => {
      const said = say(before, { id: 'c1' }, before.holderNumber, { text: 'Hej' }, context())
      return said.ok ? { value: said.conversation, result: true } : { result: false }
    })
    await until('the talk is over', async () => (await now(house.services, begun.id))?.ended !== undefined)
    const after = await now(house.services, begun.id)
    expect(after?.ended?.why).to.equal('left')
    expect(after?.holder).to.deep.equal({ who: 'bot' })
    expect(after?.handoff).to.include({ state: 'closed', why: 'done' })
    const calls = connector.calls.length
    connector.fault(() => undefined)
    await parent.say('nu er jeg her igen')
    await until('a new talk is begun', () => parent.sees().length > 1 && connector.calls.length > calls)
    expect((await talk(parent))?.id).to.not.equal(begun.id)
  })

  it('delivers after a restart what was committed before it', async () => {
    const parent = newcomer()
    connector.fault(({ conversation }) => (conversation === parent.conversation ? { status: 500 } : undefined))
    await parent.say('mit barn på 4 år sover ikke')
    expect(parent.sees()).to.deep.equal([])
    await house.restart()
    connector.fault(() => undefined)
    await expectOnceInOrder(parent)
  })

  it('takes away what it had said also when the server stops in the middle of erasing', async () => {
    const parent = newcomer()
    await parent.say('mit barn på 4 år sover ikke')
    await allIsSaid(parent)
    await parent.say('hvem læser det her?')
    await allIsSaid(parent)
    const many = parent.sees().length
    const id = (await talk(parent))!.id
    connector.fault(({ what, conversation }) => (what === 'delete' && conversation === parent.conversation ? { status: 500 } : undefined))
    await parent.post({ type: 'message', id: '99', text: 'slet', value: { choice: 'erase' } })
    expect(await now(house.services, id)).to.equal(undefined)
    expect(parent.sees()).to.have.length(many)
    await house.restart()
    connector.fault(() => undefined)
    await parent.until(reads => reads.length === 1 && reads[0] === t('teams.erased'))
  })

  it('forgets how somebody is reached when their talk is forgotten', async () => {
    const parent = newcomer()
    await parent.say('hej')
    await allIsSaid(parent)
    const { id, address } = (await talk(parent))!
    house.later(1)
    await house.services.conversations.forget(id)
    await until('the address is gone', async () => (await house.services.store.read(`teams/${address}`)) === undefined)
    expect(await house.services.store.read(`teams-keys/${address}`)).to.equal(undefined)
  })

  const newcomer = () => openParent(connector, () => house.url)
  const at = () => house.services.now().toISOString()

  async function outcomes(outcome: string): Promise<number> {
    const { values } = await house.services.metrics.teamsMessages.get()
    return values.find(({ labels }) => labels.outcome === outcome)?.value ?? 0
  }

  const talk = (parent: Parent) => talkOf(house.services, connector, parent)
  const allIsSaid = (parent: Parent) => untilAllIsSaid(house.services, connector, parent)

  async function expectOnceInOrder(parent: Parent): Promise<void> {
    const lines = linesFor(await allIsSaid(parent))
    expect(readOf(parent, lines)).to.deep.equal(lines)
  }
})

import { expect } from 'chai'
import fc, { type Scheduler } from 'fast-check'
import { erase, hear } from '../../bot/turn.ts'
import type { Change } from '../../dialogs/change.ts'
import type { Conversation, Entry } from '../../dialogs/conversation.ts'
import { due, nextDue } from '../../dialogs/due.ts'
import { markBack, markGone, say, take } from '../../dialogs/handoff.ts'
import { close, giveBack } from '../../dialogs/wrapUp.ts'
import { begin, setting, talk } from '../dialogs/setting.ts'
import { patience, pause } from '../until.ts'
import { size } from './size.ts'
import { type Desk, openThreeFast, openThreeOnPostgres, type ThreeDesks } from './threeDesks.ts'

const fast = size(200, 10_000)
const onPostgres = size(20, 500)

describe('Three nodes where citizens, counsellors and the clock do what they will at the same time', () => {
  let desks: ThreeDesks
  afterEach(() => desks.close())

  it(`keep the holder's rules in ${fast} interleavings, call by call`, async function () {
    this.timeout(size(180_000, 3_000_000))
    desks = await openThreeFast()
    await fc.assert(
      fc.asyncProperty(plan, fc.scheduler(), (wanted, scheduler) => play(desks, wanted, scheduler)),
      { numRuns: fast },
    )
    expectAllHappened()
  })

  it(`keep them in ${onPostgres} on PostgreSQL`, async function () {
    this.timeout(size(180_000, 600_000))
    desks = await openThreeOnPostgres()
    await fc.assert(
      fc.asyncProperty(plan, wanted => play(desks, wanted)),
      { numRuns: onPostgres, endOnFailure: true },
    )
  })
})

/** What each does, one after the other, each time at some node, now and then on a page that is behind; the lists of all run side by side. */
type Doing = { node: number; talk: number; what: string; behind: number }
const doing = (...what: string[]) =>
  fc.array(fc.record({ node: fc.nat(2), talk: fc.nat(1), what: fc.constantFrom(...what), behind: fc.constantFrom(0, 0, 0, 1) }), {
    maxLength: 5,
  })
const atDesk = ['take', 'take', 'take', 'takeFirst', 'say', 'say', 'giveBack', 'giveBack', 'close']
const plan = fc.record({
  citizen: doing('say', 'say', 'sayAgain', 'ask', 'ask', 'withdraw', 'withdraw', 'erase'),
  maja: doing(...atDesk),
  ole: doing(...atDesk),
  clock: doing('gone', 'back', 'threeMinutes', 'threeMinutes'),
})
type Plan = typeof plan extends fc.Arbitrary<infer P> ? P : never

let plays = 0
/** What was granted and what was refused in any play: an interleaving in which nothing can go wrong shows nothing. */
const happened = new Set<string>()

function expectAllHappened() {
  for (const what of Object.keys(model)) expect([...happened], what).to.include.members([`${what} granted`, `${what} refused`])
  expect([...happened]).to.include.members(['withdrawn', 'vanished', 'erased while held', 'sent twice', 'an old number refused'])
}

const waiting = talk(['[who.young]', '15', '[theme.bullying]', '[offers]', '[human]', '[handover.confirm]'])
const calm = begin(setting())

interface Play {
  ids: string[]
  /** Of the citizen's messages that were acknowledged: the server's ids. */
  acknowledged: Map<string, string[]>
  erased: Set<string>
  /** The number that was presented with each line of a counsellor. */
  presented: Map<string, number>
}

async function play(desks: ThreeDesks, wanted: Plan, scheduler?: Scheduler): Promise<void> {
  const name = `talk-${++plays}`
  const ids = [`${name}-a`, `${name}-b`]
  const [first] = desks.nodes
  if (!first) throw new Error('there are three')
  for (const [i, id] of ids.entries()) await first.conversations.create(id, { ...(i === 0 ? waiting : calm), id })
  const course: Play = {
    ids,
    acknowledged: new Map(ids.map(id => [id, []])),
    erased: new Set(),
    presented: new Map(),
  }

  desks.schedule = scheduler
  try {
    const all = Promise.all([
      citizen(desks, course, wanted.citizen),
      counsellor(desks, course, 'maja', wanted.maja),
      counsellor(desks, course, 'ole', wanted.ole),
      clock(desks, course, wanted.clock),
    ])
    await (scheduler ? scheduler.waitFor(all) : all)
    while (scheduler && scheduler.count() > 0) await scheduler.waitIdle()
  } finally {
    desks.schedule = undefined
  }

  for (const id of ids) await expectRules(desks, course, id)
  for (const id of ids) await first.conversations.forget(id)
  desks.letGo()
}

/** The holder as it should be, in a few words: who has the conversation, under which number, and whether it is over. */
interface Held {
  who: string
  number: number
  ended: boolean
}
const heldOf = (conversation: Conversation): Held => ({
  who: whoHas(conversation),
  number: conversation.holderNumber,
  ended: conversation.ended !== undefined,
})

/** The model: what comes of each thing a counsellor does, whoever was faster; undefined: it is refused. `number`: the one that is presented. */
const model: Record<string, (held: Held, me: string, number: number) => Held | undefined> = {
  take: (held, me) => (held.ended ? undefined : held.who === 'queue' ? passed(held, me) : held.who === me ? held : undefined),
  say: (held, me, number) => (mine(held, me, number) ? held : undefined),
  giveBack: (held, me, number) => (mine(held, me, number) ? passed(held, 'bot') : undefined),
  close: (held, me, number) => (mine(held, me, number) ? { ...passed(held, 'bot'), ended: true } : undefined),
}
const passed = (held: Held, who: string): Held => ({ ...held, who, number: held.number + 1 })
const mine = (held: Held, me: string, number: number) => !held.ended && held.who === me && held.number === number

const nodeOf = (desks: ThreeDesks, { node }: Doing): Desk => desks.nodes[node] ?? expect.fail()
const idOf = ({ ids }: Play, { talk }: Doing): string => ids[talk] ?? expect.fail()

async function citizen(desks: ThreeDesks, course: Play, doings: Doing[]) {
  let said = 0
  for (const one of doings) {
    const [node, id] = [nodeOf(desks, one), idOf(course, one)]
    const says = async (text: string, choice?: string, clientId = `c-${++said}`) => {
      const turn = await hear(node, id, { text, clientId, ...(choice !== undefined && { choice }) }).catch(ifGone)
      if (turn) course.acknowledged.get(id)?.push(turn.heard.id)
      else expect(course.erased, 'only what was erased is gone').to.include(id)
    }
    if (one.what === 'say') await says('er der nogen')
    if (one.what === 'sayAgain') happened.add('sent twice')
    if (one.what === 'sayAgain') await Promise.all([says('en gang', undefined, `c-${++said}`), says('en gang', undefined, `c-${said}`)])
    if (one.what === 'ask') await says('et menneske', 'human').then(() => says('ja', 'handover.confirm'))
    if (one.what === 'withdraw') await says('jeg venter ikke mere', 'withdraw')
    if (one.what === 'erase') {
      course.erased.add(id)
      await erase(node, id)
      const last = desks.versions(id).at(-1)
      if (last?.holder.who === 'counsellor') happened.add('erased while held')
    }
  }
}

async function counsellor(desks: ThreeDesks, course: Play, name: string, doings: Doing[]) {
  const me = { id: name, name }
  /** The number as they last saw it: it may be old by now, and then nothing may come of it. */
  const known = new Map<string, number>()
  let said = 0
  for (const one of doings) {
    const node = nodeOf(desks, one)
    const id = one.what === 'takeFirst' ? node.board.queue().find(({ id }) => course.ids.includes(id))?.id : idOf(course, one)
    if (id === undefined) continue
    const number = (known.get(id) ?? 3) - one.behind
    const doing = one.what === 'takeFirst' ? 'take' : one.what
    const change = (decide: (conversation: Conversation) => Change) =>
      node.conversations.change<Change>(id, conversation => {
        const result = decide(conversation)
        const expected = model[doing]?.(heldOf(conversation), name, number)
        expect(result.ok ? heldOf(result.conversation) : undefined, `${name}: ${doing}`).to.deep.equal(expected)
        happened.add(`${doing} ${result.ok ? 'granted' : 'refused'}`)
        if (!result.ok && result.why === 'old') happened.add('an old number refused')
        return result.ok ? { value: result.conversation, result } : { result }
      })
    const context = node.context('kalundborg', id)
    if (one.what.startsWith('take')) {
      const taken = await change(conversation => take(conversation, me, context))
      if (taken?.ok) known.set(id, taken.conversation.holderNumber)
      continue
    }
    const clientId = `${name}-${++said}`
    if (one.what === 'say') course.presented.set(`${id} ${clientId}`, number)
    const ways: Record<string, (conversation: Conversation) => Change> = {
      say: conversation => say(conversation, me, number, { text: 'jeg er her', clientId }, context),
      giveBack: conversation => giveBack(conversation, me, number, context),
      close: conversation => close(conversation, me, number, context),
    }
    await change(ways[one.what] ?? expect.fail())
  }
}

/** What the sweeper and the marks of who is gone do, at any node; and time passes. */
async function clock(desks: ThreeDesks, course: Play, doings: Doing[]) {
  for (const one of doings) {
    const [node, id] = [nodeOf(desks, one), idOf(course, one)]
    if (one.what === 'threeMinutes') desks.clock.now = new Date(desks.clock.now.getTime() + 3 * 60_000)
    await node.conversations.change(id, conversation => {
      const context = node.context('kalundborg', id)
      if (one.what === 'threeMinutes') {
        const asked = due(conversation, context)
        return asked && 'conversation' in asked ? { value: asked.conversation, result: true } : { result: false }
      }
      const change = (one.what === 'gone' ? markGone : markBack)(conversation, context)
      return change.ok ? { value: change.conversation, result: true } : { result: false }
    })
  }
}

async function expectRules(desks: ThreeDesks, course: Play, id: string) {
  const versions = desks.versions(id)
  for (const [i, after] of versions.entries()) {
    expectOneHolder(after)
    const before = versions[i - 1]
    if (before) expectRightChange(before, after, course)
  }
  if (course.erased.has(id)) {
    expect(await desks.lies(id)).to.equal(false)
    for (const { conversations } of desks.nodes)
      await eventually(async () => {
        expect(await conversations.read(id)).to.equal(undefined)
      })
    return
  }
  const last = versions.at(-1) ?? expect.fail()
  const log = last.log.map(entry => entry.id)
  for (const heard of course.acknowledged.get(id) ?? []) expect(log.filter(id => id === heard)).to.have.length(1)
  const mine = last.log.flatMap(({ from, clientId }) => (from.who === 'citizen' && clientId !== undefined ? [clientId] : []))
  expect(new Set(mine).size, 'what was sent twice counts once').to.equal(mine.length)
  for (const { conversations, board, dueTimes } of desks.nodes) {
    await eventually(async () => {
      expect((await conversations.read(id))?.value).to.deep.equal(last)
      expect(board.queue().some(waits => waits.id === id)).to.equal(last.holder.who === 'queue' && !last.ended)
      expect(board.heldAs(id)?.counsellor).to.equal(last.holder.who === 'counsellor' && !last.ended ? last.holder.id : undefined)
      expect(dueTimes.ids()).to.include(id)
    })
  }
  expectAnEnd(last)
}

function expectOneHolder({ holder, handoff, ended }: Conversation) {
  const states = { bot: [undefined, 'closed'], queue: ['waiting'], counsellor: ['with'] }
  expect(states[holder.who]).to.include(handoff?.state)
  if (holder.who === 'counsellor') expect(handoff).to.include({ counsellor: holder.id })
  if (ended) expect(holder.who).to.equal('bot')
}

function expectRightChange(before: Conversation, after: Conversation, { presented }: Play) {
  const [from, to] = [whoHas(before), whoHas(after)]
  expect(after.holderNumber - before.holderNumber, `${from} -> ${to}`).to.equal(from === to ? 0 : 1)
  if (from === 'queue' && after.handoff?.state === 'closed' && after.handoff.why === 'withdrawn') happened.add('withdrawn')
  if (before.holder.who === 'counsellor' && to === 'queue') happened.add('vanished')
  expect(after.log.slice(0, before.log.length), 'what was said stands').to.deep.equal(before.log)
  expect(after.log.map(({ number }) => number)).to.deep.equal(after.log.map((_, i) => i + 1))
  for (const { from, clientId } of after.log.slice(before.log.length)) {
    if (from.who === 'counsellor') {
      expect(before.holder).to.include({ who: 'counsellor', id: from.id })
      expect(presented.get(`${before.id} ${clientId}`)).to.equal(before.holderNumber)
    }
    if (from.who === 'bot') expect(after.holder.who, 'the bot talks over nobody').to.equal('bot')
  }
}

const whoHas = ({ holder }: Conversation) => (holder.who === 'counsellor' ? holder.id : holder.who)

/** Whatever it stands in: when nobody does anything any more, the handoff ends, the citizen is told, and it is forgotten. */
function expectAnEnd(conversation: Conversation) {
  let state = conversation
  for (let steps = 0; steps < 12; steps++) {
    const now = new Date(nextDue(state).getTime() + 24 * 3_600_000)
    const asked = due(state, setting({ now }))
    if (asked === undefined) continue
    if ('forget' in asked) return
    const { log } = asked.conversation
    if (state.holder.who !== 'bot' && asked.conversation.holder.who === 'bot') expect(said(log.slice(state.log.length))).not.to.equal('')
    state = asked.conversation
  }
  expect.fail(`it never ends: ${state.holder.who}, ${state.handoff?.state}`)
}

const said = (log: Entry[]) => log.map(({ spoken }) => spoken.text).join('')

/** News of other nodes takes a moment. */
async function eventually(holds: () => Promise<void>): Promise<void> {
  for (const end = performance.now() + patience; ; ) {
    try {
      return await holds()
    } catch (error) {
      if (performance.now() > end) throw error
      await pause(2)
    }
  }
}

const ifGone = (error: unknown) => {
  if (!(error instanceof Error && error.message === 'ConversationGone')) throw error
}

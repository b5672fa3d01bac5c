import { expect } from 'chai'
import fc from 'fast-check'
import { createDueHeap } from '../../bot/upkeep/dueHeap.ts'
import { startSweeper } from '../../bot/upkeep/sweeper.ts'
import { until } from '../until.ts'
import { beginTalk, type House, openHouse } from './house.ts'

describe('The sweeper', () => {
  let house: House
  beforeEach(async () => {
    house = await openHouse()
  })
  afterEach(() => house.close())
  const there = async (id: string) => (await house.services.conversations.read(id)) !== undefined

  it('forgets a talk that only the bot saw, 30 minutes after its last word, and warns before', async () => {
    const sweeper = startSweeper(house.services)
    const talk = await beginTalk(house.url)
    house.later(27)
    await sweeper.sweep()
    const before = (await talk.log()).length
    house.later(1.5)
    await sweeper.sweep()
    expect((await talk.log()).length, 'a warning').to.equal(before + 1)
    house.later(2)
    await sweeper.sweep()
    expect(await there(talk.id)).to.equal(false)
    await sweeper.close()
  })

  it('starts counting anew with each word', async () => {
    const sweeper = startSweeper(house.services)
    const talk = await beginTalk(house.url)
    house.later(20)
    await talk.say('er her endnu')
    house.later(20)
    await sweeper.sweep()
    expect(await there(talk.id)).to.equal(true)
    await sweeper.close()
  })

  it('does after a restart what fell due while nobody ran', async () => {
    const talk = await beginTalk(house.url)
    house.later(31)
    await house.restart()
    const sweeper = startSweeper(house.services)
    await sweeper.sweep()
    expect(await there(talk.id)).to.equal(false)
    await sweeper.close()
  })

  it('tells who waits when their place changes, or somebody comes, before the minute is over', async () => {
    const sweeper = startSweeper(house.services)
    const wait = async () => {
      const talk = await beginTalk(house.url)
      await talk.post({ type: 'message', text: 'vent', value: { choice: 'handover.wait' } })
      await talk.post({ type: 'message', text: 'ja', value: { choice: 'handover.confirm' } })
      return talk
    }
    const [first, second] = [await wait(), await wait()]
    const last = async () => (await second.log()).at(-1)?.text ?? ''
    expect(await last()).to.contain('ingen rådgiver her')
    house.later(0.2)
    house.services.desk.presence.connect({ id: 'maja', name: 'Maja', municipalities: [] })
    await until(async () => /nummer 2/.test(await last()))
    const told = (await second.log()).length
    house.later(0.2)
    await first.post({ type: 'message', text: 'nej', value: { choice: 'withdraw' } })
    await until(async () => /den næste/.test(await last()))
    expect((await second.log()).length).to.equal(told + 1)
    await sweeper.close()
  })

  it('tells who waits how it goes, at least every minute', async () => {
    const sweeper = startSweeper(house.services)
    const talk = await beginTalk(house.url)
    await talk.post({ type: 'message', text: 'vent', value: { choice: 'handover.wait' } })
    await talk.post({ type: 'message', text: 'ja', value: { choice: 'handover.confirm' } })
    let told = (await talk.log()).length
    for (let minute = 1; minute <= 3; minute++) {
      house.later(1.02)
      await sweeper.sweep()
      const now = (await talk.log()).length
      expect(now, `minute ${minute}`).to.be.above(told)
      told = now
    }
    await sweeper.close()
  })

  describe('when the clock is set', () => {
    it('forgets nobody because of it, neither while it is wrong nor after it is set right', async () => {
      const sweeper = startSweeper(house.services)
      const talk = await beginTalk(house.url)
      house.jump(24 * 60)
      await sweeper.sweep()
      house.later(20)
      await sweeper.sweep()
      expect(await there(talk.id), 'a day ahead').to.equal(true)
      house.jump(-24 * 60)
      await talk.say('er her endnu')
      await sweeper.sweep()
      expect(await there(talk.id), 'right again').to.equal(true)
      await sweeper.close()
    })

    it('takes a clock that stays ahead for right after half an hour awake, and forgets who has been silent since', async () => {
      const sweeper = startSweeper(house.services)
      const [silent, talking] = [await beginTalk(house.url), await beginTalk(house.url)]
      house.jump(8 * 60)
      await sweeper.sweep()
      house.later(20)
      await talking.say('er her endnu')
      house.later(11)
      await sweeper.sweep()
      expect(await there(silent.id)).to.equal(false)
      expect(await there(talking.id)).to.equal(true)
      await sweeper.close()
    })

    it('back keeps nobody longer: time goes on from where their last word was stamped', async () => {
      house.jump(24 * 60)
      const talk = await beginTalk(house.url)
      const sweeper = startSweeper(house.services)
      house.jump(-24 * 60)
      await sweeper.sweep()
      expect(await there(talk.id)).to.equal(true)
      house.later(20)
      await sweeper.sweep()
      expect(await there(talk.id)).to.equal(true)
      house.later(11)
      await sweeper.sweep()
      expect(await there(talk.id)).to.equal(false)
      await sweeper.close()
    })

    it('keeps the order of those who wait: whoever comes after it was set back stands behind those who came before', async () => {
      const came: string[] = []
      for (const minutes of [0, 24 * 60, -25 * 60, -60, 0]) {
        house.jump(minutes)
        const talk = await beginTalk(house.url)
        await talk.post({ type: 'message', text: 'vent', value: { choice: 'handover.wait' } })
        await talk.post({ type: 'message', text: 'ja', value: { choice: 'handover.confirm' } })
        came.push(talk.id)
      }
      const { board } = house.services.desk
      expect(board.queue().map(({ id }) => id)).to.deep.equal(came)
      expect(came.map(id => board.ahead('kalundborg', id))).to.deep.equal([0, 1, 2, 3, 4])
      await house.restart()
      expect(
        house.services.desk.board.queue().map(({ id }) => id),
        'after a restart',
      ).to.deep.equal(came)
    })

    it('still moves on who waits, and tells them', async () => {
      const sweeper = startSweeper(house.services)
      const talk = await beginTalk(house.url)
      await talk.post({ type: 'message', text: 'vent', value: { choice: 'handover.wait' } })
      await talk.post({ type: 'message', text: 'ja', value: { choice: 'handover.confirm' } })
      const told = (await talk.log()).length
      house.jump(2)
      await sweeper.sweep()
      expect((await talk.log()).length).to.be.above(told)
      await sweeper.close()
    })
  })

  it('leaves everything as it is when it is asked often', async () => {
    const sweeper = startSweeper(house.services)
    const talk = await beginTalk(house.url)
    const before = await talk.log()
    for (let i = 0; i < 20; i++) await sweeper.sweep()
    expect(await talk.log()).to.deep.equal(before)
    await sweeper.close()
  })
})

describe('The heap of what is due', () => {
  it('gives everything in the order of its latest time, and nothing before it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 1000 }))), sets => {
        const heap = createDueHeap()
        for (const [id, at] of sets) heap.set(String(id), at)
        const latest = new Map(sets.map(([id, at]) => [String(id), at]))
        expect(heap.size()).to.equal(latest.size)
        const taken: number[] = []
        for (let next = heap.next(); next !== undefined; next = heap.next()) {
          expect(heap.take(next - 1)).to.equal(undefined)
          const id = heap.take(next)
          expect(latest.get(id ?? '')).to.equal(next)
          taken.push(next)
        }
        expect(taken).to.deep.equal([...latest.values()].sort((a, b) => a - b))
      }),
    )
  })
})

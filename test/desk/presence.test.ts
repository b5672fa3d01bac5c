import { expect } from 'chai'
import { createPresence } from '../../desk/presence.ts'

const maja = { id: 'maja', name: 'Maja', municipalities: [] }
const ole = { id: 'ole', name: 'Ole', municipalities: ['skive'] }

describe('presence', () => {
  it('is away without a page, available with one, and away at once when the last page is gone', () => {
    const presence = createPresence()
    expect(presence.of('maja')).to.equal('away')
    const leaves = [presence.connect(maja), presence.connect(maja)]
    expect(presence.of('maja')).to.equal('available')
    leaves[0]?.()
    expect(presence.of('maja')).to.equal('available')
    leaves[1]?.()
    expect(presence.of('maja')).to.equal('away')
    expect(presence.connected('maja')).to.equal(false)
  })

  it('counts a page that left twice once', () => {
    const presence = createPresence()
    const leave = presence.connect(maja)
    presence.connect(maja)
    leave()
    leave()
    expect(presence.connected('maja')).to.equal(true)
  })

  it('keeps what was chosen over a broken connection, since the page says it again', () => {
    const presence = createPresence()
    const leave = presence.connect(maja)
    presence.choose('maja', 'busy')
    leave()
    presence.connect(maja, 'busy')
    expect(presence.of('maja')).to.equal('busy')
  })

  it('counts those who take new conversations of a municipality', () => {
    const presence = createPresence()
    presence.connect(maja)
    presence.connect(ole)
    expect([presence.available('skive'), presence.available('kalundborg')]).to.deep.equal([2, 1])
    presence.choose('maja', 'busy')
    expect([presence.available('skive'), presence.available('kalundborg')]).to.deep.equal([1, 0])
    presence.choose('ole', 'away')
    expect(presence.available('skive')).to.equal(0)
  })

  it('tells who changed', () => {
    const presence = createPresence()
    const told: string[] = []
    presence.listen(id => told.push(id))
    const leave = presence.connect(maja)
    presence.choose('maja', 'busy')
    presence.choose('maja', 'busy')
    presence.choose('nobody', 'busy')
    leave()
    expect(told).to.deep.equal(['maja', 'maja', 'maja'])
  })
})

describe('presence on several nodes', () => {
  /** Two boards; each is told what the other knows first hand whenever `meet` is called. */
  function twoNodes() {
    const [a, b] = [createPresence(), createPresence()]
    const meet = () => {
      for (let round = 0; round < 2; round++) {
        b.elsewhere('a', a.firstHand())
        a.elsewhere('b', b.firstHand())
      }
    }
    return { a, b, meet }
  }

  it('knows who is connected elsewhere, and counts nobody twice', () => {
    const { a, b, meet } = twoNodes()
    const leave = a.connect(maja)
    b.connect(maja)
    b.connect(ole)
    meet()
    expect([a.available('skive'), b.available('skive')]).to.deep.equal([2, 2])
    leave()
    meet()
    expect([a.connected('maja'), b.connected('maja')]).to.deep.equal([true, true])
  })

  it('lets the latest choice hold, at whichever node it was made, also where no page is', () => {
    const { a, b, meet } = twoNodes()
    a.connect(maja)
    meet()
    b.choose('maja', 'busy')
    meet()
    expect([a.of('maja'), b.of('maja')]).to.deep.equal(['busy', 'busy'])
    a.choose('maja', 'available')
    meet()
    expect([a.of('maja'), b.of('maja')]).to.deep.equal(['available', 'available'])
    b.choose('maja', 'away')
    meet()
    a.elsewhere('b', undefined)
    expect(a.of('maja'), 'the choice outlives the node').to.equal('away')
  })

  it('agrees on one of two choices made at the same moment', () => {
    const { a, b, meet } = twoNodes()
    a.connect(maja)
    b.connect(maja)
    meet()
    a.choose('maja', 'busy')
    b.choose('maja', 'away')
    meet()
    expect(a.of('maja')).to.equal(b.of('maja'))
  })

  it('moves with a page that comes back at another node, and goes with a node that dies', () => {
    const { a, b, meet } = twoNodes()
    const told: string[] = []
    a.connect(maja, 'busy')
    meet()
    b.listen(id => told.push(id))
    b.elsewhere('a', undefined)
    expect(b.connected('maja')).to.equal(false)
    b.connect(maja, 'busy')
    expect([b.of('maja'), ...told]).to.deep.equal(['busy', 'maja', 'maja'])
  })

  it('keeps nothing of who is gone', () => {
    const { a, b, meet } = twoNodes()
    const leave = a.connect(maja)
    meet()
    b.choose('maja', 'busy')
    meet()
    leave()
    meet()
    expect([a.firstHand(), b.firstHand(), a.all(), b.all()]).to.deep.equal([[], [], [], []])
  })
})

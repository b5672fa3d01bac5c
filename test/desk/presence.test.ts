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

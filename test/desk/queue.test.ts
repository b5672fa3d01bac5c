import { expect } from 'chai'
import fc from 'fast-check'
import { firstIn } from '../../desk/field.ts'
import { createLine } from '../../desk/line.ts'
import { compareWaiting, placeText, type Waiting } from '../../desk/queue.ts'
import type { Level } from '../../dialogs/urgency.ts'

describe('the queue', () => {
  it('stands by urgency, then by who lost their counsellor, then by time', () => {
    const inOrder = [
      waiting('acute, lost her counsellor', { urgency: 'acute', head: true, since: 9 }),
      waiting('acute, long', { urgency: 'acute', since: 1 }),
      waiting('acute, just come', { urgency: 'acute', since: 8 }),
      waiting('concern, just come', { urgency: 'concern', since: 8 }),
      waiting('calm, lost his counsellor', { head: true, since: 7 }),
      waiting('calm, first come', { since: 0 }),
      waiting('calm, last come', { since: 6 }),
    ]
    for (let turn = 0; turn < 20; turn++) {
      const shuffled = [...inOrder].sort((a, b) => ((a.id.length * (turn + 7)) % 13) - ((b.id.length * (turn + 7)) % 13))
      expect(shuffled.sort(compareWaiting).map(({ id }) => id)).to.deep.equal(inOrder.map(({ id }) => id))
    }
  })

  it('is one order, whatever order people come in', () => {
    const anyone = fc.record({
      id: fc.string({ minLength: 1, maxLength: 6 }),
      urgency: fc.constantFrom<Level>('none', 'concern', 'acute'),
      head: fc.boolean(),
      since: fc.integer({ min: 0, max: 5 }),
    })
    fc.assert(
      fc.property(fc.uniqueArray(anyone, { selector: ({ id }) => id, maxLength: 12 }), people => {
        const queue = people.map(({ id, ...rest }) => waiting(id, rest))
        expect([...queue].sort(compareWaiting)).to.deep.equal([...queue].reverse().sort(compareWaiting))
      }),
      { numRuns: 200 },
    )
  })

  it('is the same order as the texts that pages sort by', () => {
    const places = [waiting('b', { since: 3 }), waiting('a', { since: 3 }), waiting('c', { since: 1, head: true })]
      .concat(waiting('d', { urgency: 'acute', since: 9 }), waiting('e', { urgency: 'concern', since: 2 }))
      .sort(compareWaiting)
      .map(one => placeText(one))
    expect([...places].sort()).to.deep.equal(places)
  })
})

describe('a line', () => {
  it('says how many wait before someone, and before whom a newcomer would stand', () => {
    const line = createLine()
    for (const one of [waiting('b', { since: 2 }), waiting('a', { since: 1 }), waiting('acute', { since: 3, urgency: 'acute' })])
      line.set(one)
    expect(line.ahead('acute')).to.equal(0)
    expect(line.ahead('b')).to.equal(2)
    expect(line.ahead()).to.equal(3)
    expect(line.ahead('just come', 'concern')).to.equal(1)
  })

  it('is what sorting all of them anew would give, whoever comes, changes and goes', () => {
    // So many that a line is in several pieces.
    const who = fc.integer({ min: 0, max: 300 }).map(String)
    const change = fc.record({
      id: who,
      goes: fc.boolean(),
      urgency: fc.constantFrom<Level>('none', 'concern', 'acute'),
      head: fc.boolean(),
      since: fc.integer({ min: 0, max: 5 }),
    })
    const asked = fc.record({
      id: who,
      urgency: fc.constantFrom<Level>('none', 'concern', 'acute'),
      head: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 800, size: 'max' }), asked, (changes, { id, urgency, head }) => {
        const line = createLine()
        const people = new Map<string, Waiting>()
        for (const { id, goes, ...rest } of changes) {
          if (goes) people.delete(id)
          else people.set(id, waiting(id, rest))
          const one = people.get(id)
          if (one) line.set(one)
          else line.remove(id)
        }
        expect(line.inOrder()).to.deep.equal([...people.values()].sort(compareWaiting))
        expect(line.ahead(id, urgency, head)).to.equal(aheadOf([...people.values()], id, urgency, head))
        expect(line.first(one => one.urgency === urgency)).to.equal(line.inOrder().find(one => one.urgency === urgency))
      }),
    )
  })
})

/** The rule, said plainly: those who stand before, by what was heard; before a newcomer all who are graver, or alike and not of a lower kind. */
function aheadOf(queue: Waiting[], id: string, urgency: Level, head: boolean): number {
  const graver = { none: 0, concern: 1, acute: 2 }
  const raised = queue.map(one => (one.id === id && graver[urgency] > graver[one.urgency] ? { ...one, urgency } : one)).sort(compareWaiting)
  const place = raised.findIndex(one => one.id === id)
  if (place >= 0) return place
  return raised.filter(other => graver[other.urgency] > graver[urgency] || (other.urgency === urgency && (other.head || !head))).length
}

describe('a shift of eight hours with 500 people, one in twenty flagged, and three counsellors', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    it(`lets nobody flagged wait behind someone unflagged (${seed})`, () => {
      const { taken, flaggedWaits, longest } = shift(seed)
      expect(taken).to.have.length(500)
      expect(longest).to.be.greaterThan(3)
      expect(taken.filter(({ passedOver }) => passedOver > 0)).to.deep.equal([])
      expect(percentile(flaggedWaits, 0.95)).to.be.at.most(60)
      expect(Math.max(...flaggedWaits)).to.be.at.most(180)
    })
  }
})

const themes = ['debt', 'loneliness', 'anxiety', 'grief']

/**
 * Each counsellor has a theme of their own first. Seconds. Talks take four to eight minutes; a counsellor has three side by side, looks at the queue every twenty to forty seconds, and takes
 * someone flagged also as a fourth. So the queue is never empty for long, and order is what decides.
 */
function shift(seed: number) {
  const random = randomFrom(seed)
  const between = (from: number, to: number) => from + Math.floor(random() * (to - from))
  const arrivals = Array.from({ length: 500 }, (_, i) => ({ at: between(0, 8 * 3600), i })).sort((a, b) => a.at - b.at)
  const counsellors = [0, 7, 14].map((looks, i) => ({
    looks,
    talks: [] as number[],
    field: { districts: [], themes: [themes[i] ?? ''], ownFirst: 180_000 },
  }))
  let queue: Waiting[] = []
  const taken: { id: string; passedOver: number }[] = []
  const flaggedWaits: number[] = []
  let longest = 0
  for (let now = 0; taken.length < 500; now++) {
    for (; arrivals[0] && arrivals[0].at <= now; arrivals.shift()) {
      const { i } = arrivals[0]
      queue.push(
        waiting(`p${i}`, {
          since: now,
          themes: [themes[i % themes.length] ?? ''],
          urgency: i % 20 === 0 ? (i % 40 === 0 ? 'acute' : 'concern') : 'none',
        }),
      )
    }
    longest = Math.max(longest, queue.length)
    for (const counsellor of counsellors.filter(({ looks }) => looks <= now)) {
      counsellor.looks = now + between(20, 40)
      counsellor.talks = counsellor.talks.filter(until => until > now)
      const next = firstIn(queue, counsellor.field, new Date(start + now * 1000))
      if (!next || (counsellor.talks.length >= 3 && next.urgency === 'none')) continue
      queue = queue.filter(one => one !== next)
      taken.push({ id: next.id, passedOver: next.urgency === 'none' ? queue.filter(({ urgency }) => urgency !== 'none').length : 0 })
      if (next.urgency !== 'none') flaggedWaits.push(now - (Date.parse(next.since) - start) / 1000)
      counsellor.talks.push(now + between(240, 480))
    }
  }
  return { taken, flaggedWaits, longest }
}

const start = Date.parse('2026-03-02T08:00:00Z')

function waiting(
  id: string,
  { urgency = 'none' as Level, head = false, since = 0, municipality = 'kalundborg', themes = [] as string[] },
): Waiting {
  const at = new Date(start + since * 1000).toISOString()
  return { id, municipality, locale: 'da', channel: 'web', since: at, urgency, kinds: [], head, themes }
}

const percentile = (values: number[], part: number) => [...values].sort((a, b) => a - b)[Math.floor(values.length * part)] ?? 0

/** Mulberry32: the same shift every time. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

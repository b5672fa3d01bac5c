import { expect } from 'chai'
import fc from 'fast-check'
import { type Board, createBoard } from '../../desk/board.ts'
import { behindUntil, type Field, firstIn } from '../../desk/field.ts'
import { placeText, type Waiting } from '../../desk/queue.ts'
import type { Conversation } from '../../dialogs/conversation.ts'
import type { Level } from '../../dialogs/urgency.ts'
import { inOrder } from '../../web/desk/state.ts'

const minute = 60_000
const start = Date.parse('2026-03-02T08:00:00Z')
const at = (minutes: number) => new Date(start + minutes * minute)
const debt: Field = { districts: ['skive-nord'], themes: ['debt'], ownFirst: 3 * minute }

describe("a counsellor's own field", () => {
  const first = (now: Date, ...people: Waiting[]) => firstIn(people, debt, now)?.id

  it('comes first for a while, by theme or by district; then whoever has waited longest does', () => {
    const other = waiting('other', { since: 0, themes: ['loneliness'] })
    const byTheme = waiting('by theme', { since: 1, themes: ['loneliness', 'debt'] })
    const byDistrict = waiting('by district', { since: 2, district: 'skive-nord' })
    expect(first(at(2), other, byTheme, byDistrict)).to.equal('by theme')
    expect(first(at(2), other, byDistrict)).to.equal('by district')
    expect(first(at(3), other, byTheme, byDistrict)).to.equal('other')
  })

  it('puts nobody in danger, and nobody who lost their counsellor, behind anyone', () => {
    const mine = waiting('mine', { since: 0, themes: ['debt'] })
    for (const more of [{ urgency: 'concern' }, { urgency: 'acute' }, { head: true }] as const)
      expect(first(at(1), mine, waiting('foreign', { since: 1, ...more }))).to.equal('foreign')
    const acute = waiting('mine, acute', { since: 2, themes: ['debt'], urgency: 'acute' })
    expect(first(at(2), acute, waiting('longer', { since: 1, urgency: 'acute' }))).to.equal('longer')
  })

  it('leaves the queue as it is for whoever has chosen nothing', () => {
    const anyone = { districts: [], themes: [], ownFirst: 3 * minute }
    expect(behindUntil(waiting('a', { themes: ['debt'] }), anyone)).to.equal(undefined)
  })

  it('decides alike on the board, which looks at a few, and on the page, which sorts all', () => {
    const person = fc.record({
      urgency: fc.constantFrom<Level>('none', 'none', 'none', 'concern', 'acute'),
      head: fc.boolean(),
      since: fc.integer({ min: 0, max: 8 }),
      themes: fc.subarray(['debt', 'loneliness']),
      municipality: fc.constantFrom('skive', 'kalundborg'),
    })
    fc.assert(
      fc.property(fc.array(person, { maxLength: 12 }), fc.integer({ min: 0, max: 12 }), fc.nat(3), (people, minutes, gone) => {
        const queue = people.map((one, i) => waiting(`p${String(i).padStart(2, '0')}`, one))
        const passedOver = new Set(queue.slice(0, gone).map(({ id }) => id))
        const left = queue.filter(({ id }) => !passedOver.has(id))
        const wanted = firstIn(left, debt, at(minutes))?.id
        expect(boardOf(queue).next(() => true, passedOver, debt, at(minutes))?.id).to.equal(wanted)
        expect(inOrder(left.map(viewOf), at(minutes).getTime())[0]?.id).to.equal(wanted)
      }),
      { numRuns: 300 },
    )
  })
})

function waiting(id: string, more: Partial<Omit<Waiting, 'since'>> & { since?: number }): Waiting {
  const { since = 0, ...rest } = more
  const base = {
    id,
    municipality: 'kalundborg',
    locale: 'da',
    channel: 'web',
    urgency: 'none',
    kinds: [],
    head: false,
    themes: [],
  } as const
  return { ...base, themes: [], kinds: [], ...rest, since: at(since).toISOString() }
}

/** As the page is told of them. */
function viewOf(one: Waiting) {
  const until = behindUntil(one, debt)
  const { id, municipality, since, urgency, kinds, head, themes } = one
  const view = { id, municipality, locale: 'da' as const, since, urgency, kinds, head, themes, place: placeText(one) }
  return until ? { ...view, behind: { until: until.toISOString(), place: placeText(one, true) } } : view
}

/** A board that follows conversations of which no more is there than it looks at. */
function boardOf(people: Waiting[]): Board {
  return createBoard(tell => {
    for (const { id, municipality, since, urgency, head, themes } of people)
      tell(id, {
        id,
        municipality,
        locale: 'da',
        channel: 'web',
        holder: { who: 'queue' },
        handoff: { state: 'waiting', since, toldAt: since, urgency, head, removed: [] },
        talk: { situation: { facts: {}, words: [], themes: themes.map(theme => ({ theme, weight: 1, words: [] })) } },
        urgency: { level: urgency, kinds: [] },
      } as unknown as Conversation)
    return () => undefined
  })
}

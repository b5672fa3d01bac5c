import { expect } from 'chai'
import { openLines } from '../../dialogs/openLines.ts'
import { calm, type RiskKind } from '../../dialogs/urgency.ts'
import { riskKind } from '../../registry/riskData.ts'
import { begin, setting } from './setting.ts'

const kinds: readonly RiskKind[] = riskKind.options
const context = setting()
const conversation = begin(context)
const always = new Set(
  context.registry.helplines.filter(({ channels }) => channels.some(channel => channel.always === true)).map(({ id }) => id),
)
const hoursOf = (id: string) => context.registry.offer(id)?.hours ?? ''

/** Every fifth hour of a winter week, a summer week and Christmas. */
const moments = ['2026-11-23T00:00:00Z', '2026-07-06T00:00:00Z', '2026-12-23T00:00:00Z'].flatMap(start =>
  Array.from({ length: 34 }, (_, fifth) => new Date(Date.parse(start) + fifth * 5 * 3_600_000)),
)

describe('the lines that help now', () => {
  for (const kind of kinds) {
    it(`for ${kind} are two and more at every hour, one open, one round the clock, 112, and none closed first`, function () {
      this.timeout(60_000)
      for (const now of moments) {
        for (const level of ['acute', 'concern'] as const) {
          for (const age of [9, 15, 30, undefined]) {
            const talk = { ...conversation.talk, situation: { ...conversation.talk.situation, ...(age !== undefined && { age }) } }
            const lines = openLines({ ...calm, level, kinds: [kind] }, { ...context, now }, { ...conversation, talk })
            const others = lines.filter(({ id }) => id !== 'akut-112')
            expect(others.length, `${now.toISOString()} ${age}`).to.be.at.least(2)
            expect(others.some(({ openNow }) => openNow === true)).to.equal(true)
            expect(others.some(({ id }) => always.has(hoursOf(id)))).to.equal(true)
            expect(lines.some(({ id }) => id === 'akut-112')).to.equal(true)
            expect(lines[0]?.openNow, `${lines[0]?.id} stands first at ${now.toISOString()}`).to.equal(true)
            expect(others[0]?.openNow).to.equal(true)
            expect(new Set(lines.map(({ id }) => id)).size).to.equal(lines.length)
          }
        }
      }
    })
  }

  it('begin with a child’s own where it is beaten, and leave out the violence line where it is about food', () => {
    const young = (age: number) => ({
      ...conversation,
      talk: { ...conversation.talk, situation: { ...conversation.talk.situation, role: 'young' as const, age } },
    })
    const ids = (kind: RiskKind, age: number) =>
      openLines({ ...calm, level: 'concern', kinds: [kind] }, context, young(age)).map(({ id }) => id)
    expect(ids('violence', 12)[0]).to.equal('boernetelefonen')
    expect(ids('violence', 24)[0]).to.equal('lev-uden-vold')
    expect(ids('eating', 14)).to.include('boernetelefonen').and.not.include('lev-uden-vold')
    expect(ids('suicide', 14)[0]).to.equal('livslinien')
  })

  it('hold the parents’ own line for every parent', () => {
    const talk = { ...conversation.talk, situation: { ...conversation.talk.situation, role: 'parent' as const, age: 9 } }
    for (const kind of [...kinds, undefined])
      for (const now of moments.slice(0, 10)) {
        const urgency = kind === undefined ? calm : { ...calm, level: 'concern' as const, kinds: [kind] }
        const ids = openLines(urgency, { ...context, now }, { ...conversation, talk }).map(({ id }) => id)
        expect(ids, `${kind} ${now.toISOString()}`).to.include('foraeldretelefonen')
        expect(ids[0]).not.to.equal('foraeldretelefonen')
        if (kind === undefined) expect(ids).not.to.include('offerraadgivningen')
      }
  })

  it('hold the line made for what was told though it is closed, behind one that is open', () => {
    const early = new Date('2026-11-25T05:30:00Z') // half past six in the morning here: Livslinien opens at nine
    for (const situation of [{}, { age: 14, role: 'young' as const }, { age: 40 }, { role: 'parent' as const }]) {
      const talk = { ...conversation.talk, situation: { ...conversation.talk.situation, ...situation } }
      const lines = openLines({ ...calm, level: 'acute', kinds: ['suicide'] }, { ...context, now: early }, { ...conversation, talk })
      const own = lines.find(({ id }) => id === 'livslinien')
      expect(own?.openNow, JSON.stringify(situation)).to.equal(false)
      expect(lines.slice(0, 2).map(({ openNow }) => openNow)).to.eql([true, true])
    }
  })

  it('that are made for what was told come before those that take anything', () => {
    const talk = { ...conversation.talk, situation: { ...conversation.talk.situation, role: 'parent' as const, age: 14 } }
    const told = { ...calm, level: 'concern' as const, kinds: ['eating' as const], about: 'other' as const }
    const ids = openLines(told, context, { ...conversation, talk }).map(({ id }) => id)
    expect(ids).to.include.members(['boernetelefonen', 'foraeldretelefonen'])
    expect(ids).not.to.include('livslinien')
  })

  it('carry their caution every time they are shown', () => {
    const cautious = context.registry.helplines.filter(({ caution }) => caution !== undefined)
    expect(cautious.length).to.be.greaterThan(0)
    for (const kind of kinds) {
      for (const now of moments) {
        for (const line of openLines({ ...calm, level: 'acute', kinds: [kind] }, { ...context, now }, conversation)) {
          const caution = cautious.find(({ id }) => id === hoursOf(line.id))?.caution?.da
          if (caution !== undefined) expect(line.notes).to.include(caution)
        }
      }
    }
  })

  it('hold no line of another municipality', () => {
    for (const municipality of ['kalundborg', 'halsnaes', 'skive', 'holstebro']) {
      for (const { id } of openLines({ ...calm, level: 'acute', kinds: ['psychosis'] }, context, { ...conversation, municipality })) {
        expect([undefined, municipality]).to.include(context.registry.offer(id)?.municipality)
      }
    }
  })

  it('for those in no danger are there too', () => {
    expect(openLines(calm, context, conversation).length).to.be.at.least(3)
  })
})

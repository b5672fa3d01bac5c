import { expect } from 'chai'
import { type Assess, createAssess, type Level } from '../../dialogs/urgency.ts'
import { openRisk } from '../../registry/openRisk.ts'
import { type Labelled, labelled } from '../eval/labelled.ts'
import { perturbations } from '../eval/perturbations.ts'
import { riskFigures, share } from '../eval/riskFigures.ts'
import { half } from '../eval/split.ts'

describe('how well danger is heard', function () {
  this.timeout(60_000)
  let assess: Assess
  before(async () => {
    assess = createAssess(await openRisk(new URL('../../data', import.meta.url)))
  })
  const figures = (rows: readonly Labelled[]) => riskFigures(rows, text => assess([text]))
  const own = [...labelled('own-risk.jsonl'), ...labelled('own-harmless.jsonl')]

  it('misses nothing of the never-miss list', () => {
    const list = labelled('never-miss.jsonl')
    expect(list.length).to.be.at.least(500)
    const missed = list.filter(row => {
      const level = assess([row.text]).level
      return level === 'none' || (row.level === 'acute' && level !== 'acute')
    })
    expect(missed.map(row => row.id)).to.deep.equal([])
  })

  it('reaches the aims on the shared lines', () => {
    const { acuteAsAcute, anyRisk, falseAlarms } = figures(labelled('crisis.jsonl'))
    expect(share(acuteAsAcute)).to.be.at.least(0.95)
    expect(share(anyRisk)).to.be.at.least(0.97)
    expect(share(falseAlarms)).to.be.at.most(0.05)
  })

  it('reaches the aims on the build half of our own', () => {
    const { acuteAsAcute, anyRisk, falseAlarms } = figures(own.filter(row => half(row.text) === 'build'))
    expect(share(acuteAsAcute)).to.be.at.least(0.95)
    expect(share(anyRisk)).to.be.at.least(0.98)
    expect(share(falseAlarms)).to.be.at.most(0.05)
  })

  it('holds its ground on lines written blind and never taught, and names the right kind first nine times of ten', () => {
    const fresh = ['fresh-risk.jsonl', 'fresh-risk-b.jsonl', 'fresh-risk-c.jsonl', 'fresh-risk-d.jsonl'].flatMap(labelled)
    expect(fresh.length).to.be.at.least(1200)
    const { acuteAsAcute, anyRisk, falseAlarms, rightKind } = figures(fresh)
    expect(share(acuteAsAcute)).to.be.at.least(0.97)
    expect(share(anyRisk)).to.be.at.least(0.97)
    expect(share(falseAlarms)).to.be.at.most(0.07)
    expect(share(rightKind)).to.be.at.least(0.9)
  })

  it('leaves what is said in the middle of a talk alone: questions to us, answers, corrections, leave taken', () => {
    const { falseAlarms } = figures(labelled('follow-ups.jsonl'))
    expect(falseAlarms.of).to.be.at.least(160)
    expect(share(falseAlarms)).to.be.at.most(0.07)
  })

  it('hears danger though an ordinary sentence or a practical question stands before it', () => {
    const fresh = ['fresh-risk.jsonl', 'fresh-risk-b.jsonl'].flatMap(labelled).filter(({ level, text }) => level !== 'none' && heard(text))
    const before = ['er det anonymt? ', 'vi bor i kalundborg. ', 'min søn går i 4. klasse og kan godt lide fodbold. ']
    const kept = before.flatMap(words => fresh.map(({ text }) => heard(words + text)))
    expect(kept.filter(Boolean).length / kept.length).to.be.at.least(0.97)
  })

  it('holds its ground on the check half, which nobody tunes to and which is veiled and tempting beyond what people write', () => {
    const { acuteAsAcute, anyRisk, falseAlarms } = figures(own.filter(row => half(row.text) === 'check'))
    expect(share(acuteAsAcute)).to.be.at.least(0.92)
    expect(share(anyRisk)).to.be.at.least(0.87)
    expect(share(falseAlarms)).to.be.at.most(0.12)
  })

  /** Points of recall that a way of typing may cost over the never-miss list; the aim is one. Those above it are the honest rest. */
  const allowed: Record<string, number> = {}
  for (const [name, change] of Object.entries(perturbations)) {
    it(`loses at most ${allowed[name] ?? 1} points of recall to ${name}`, () => {
      const rows = labelled('never-miss.jsonl').filter(row => /[a-z]/i.test(row.text))
      const found = rows.filter(row => loudest(change(row.text)) !== 'none')
      expect((100 * found.length) / rows.length).to.be.at.least(100 - (allowed[name] ?? 1))
    })
  }

  function heard(text: string): boolean {
    return assess([text]).level !== 'none'
  }

  /** The highest level while the messages come in one after the other, as the conversation keeps it. */
  function loudest(messages: readonly string[]): Level {
    const levels = messages.map((_, nth) => assess(messages.slice(0, nth + 1)).level)
    return levels.includes('acute') ? 'acute' : levels.includes('concern') ? 'concern' : 'none'
  }
})

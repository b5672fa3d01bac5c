import { expect } from 'chai'
import { splitCompound } from '../../registry/compounds.ts'
import { fold, normalise, readWords, stem } from '../../registry/text.ts'

describe('written words', () => {
  const spelt = (text: string) => readWords(text).map(word => word.spelt)

  it('are spelt alike however æ, ø and å are typed', () => {
    expect(normalise('skolevaegring')).to.equal('skolevægring')
    expect(normalise('Foer')).to.equal('før')
    expect(normalise('paa')).to.equal('på')
    expect(fold('føler')).to.equal('foler')
    expect(normalise('boede')).to.equal('boede')
  })

  it('lose letters repeated for effect, zero-width signs and spaced-out letters', () => {
    expect(spelt('heeeelt')).to.deep.equal(['helt'])
    expect(spelt('en\u200bsom')).to.deep.equal(['ensom'])
    expect(spelt('jeg er e n s o m')).to.deep.equal(['jeg', 'er', 'ensom'])
  })

  it('write out shorthand and emoji', () => {
    expect(spelt('gidder ik')).to.deep.equal(['gider', 'ikke'])
    expect(spelt('3 mdr')).to.deep.equal(['3', 'måneder'])
    expect(spelt('😭')).to.deep.equal(['græder'])
  })

  it('share a stem across the irregular table', () => {
    for (const [one, other] of [
      ['barn', 'børn'],
      ['ængstelig', 'angst'],
      ['gravid', 'graviditet'],
      ['mobbe', 'mobning'],
      ['slår', 'slog'],
      ['forælder', 'forældrene'],
      ['skole', 'skolen'],
    ] as const)
      expect(stem(one), `${one} ${other}`).to.equal(stem(other))
  })

  it('keep words apart that a stemmer would merge', () => {
    expect(stem('datter')).not.to.equal(stem('date'))
    expect(stem('gang')).not.to.equal(stem('gæld'))
  })

  it('stand further apart across a full stop', () => {
    const [first, second] = readWords('ensom. hjemme')
    expect((second?.place ?? 0) - (first?.place ?? 0)).to.equal(3)
  })

  it('of any text are read quickly and without end', () => {
    for (const text of ['', '   ', '💀💀', 'a'.repeat(10_000), 'ab '.repeat(4000), '\ud800', 'مرحبا بكم', '1234561234']) {
      const before = process.cpuUsage()
      readWords(text)
      expect(process.cpuUsage(before).user / 1000).to.be.below(2000)
    }
  })
})

describe('a compound', () => {
  const known = new Set(['skole', 'fravær', 'selvmord', 'tanker', 'gæld', 'rådgivning', 'alkohol', 'problemer', 'far', 'mor', 'sorg'])
  const split = (word: string) => splitCompound(word, part => known.has(part))

  it('is split at its seams, link letters aside', () => {
    expect(split('skolefravær')).to.deep.equal(['skole', 'fravær'])
    expect(split('selvmordstanker')).to.deep.equal(['selvmord', 'tanker'])
    expect(split('gældsrådgivning')).to.deep.equal(['gæld', 'rådgivning'])
    expect(split('alkoholproblemer')).to.deep.equal(['alkohol', 'problemer'])
  })

  it('stays whole when a part is unknown', () => {
    expect(split('skolebøger')).to.equal(undefined)
    expect(split('mor')).to.equal(undefined)
  })
})

import { expect } from 'chai'
import fc from 'fast-check'
import { codeFrom, codeWords, drawnWords, readCode } from '../../dialogs/code.ts'

const number = fc.integer({ min: 0, max: codeWords.length - 1 })
const drawn = fc.tuple(number, number, number, number)

describe('a code of four words and a check word', () => {
  it('has so many words to draw from that guessing is hopeless, a prime number of them, none twice', () => {
    expect(codeWords.length ** drawnWords).to.be.greaterThan(1e12)
    expect(new Set(codeWords).size).to.equal(codeWords.length)
    for (let divisor = 2; divisor ** 2 <= codeWords.length; divisor++) expect(codeWords.length % divisor).to.be.greaterThan(0)
  })

  it('has words that differ by two letters at least, as people write them', () => {
    const plain = codeWords.map(word => word.replaceAll('æ', 'ae').replaceAll('ø', 'oe').replaceAll('å', 'aa'))
    const withOneGone = new Map<string, string>()
    const near: string[] = []
    for (const word of plain) {
      // Two words are one letter apart where both become the same by losing one at the same place, or one becomes the other.
      const lessened = Array.from(word, (_, at) => `${word.slice(0, at)}*${word.slice(at + 1)}`)
      for (const less of lessened) if (withOneGone.has(less)) near.push(`${word} ${withOneGone.get(less)}`)
      for (const less of lessened) withOneGone.set(less, word)
    }
    const shorter = new Map(plain.flatMap(word => Array.from(word, (_, at) => [word.slice(0, at) + word.slice(at + 1), word])))
    near.push(...plain.filter(word => shorter.has(word)).map(word => `${word} ${shorter.get(word)}`))
    expect(near).to.deep.equal([])
  })

  it('is read however it is written', () => {
    fc.assert(
      fc.property(drawn, numbers => {
        const code = codeFrom(numbers)
        const plain = code.replaceAll('æ', 'ae').replaceAll('ø', 'oe').replaceAll('å', 'aa')
        for (const written of [code, code.toUpperCase(), code.replaceAll(' ', '-'), `Min kode er: ${code}.`, plain])
          expect(readCode(written)?.code).to.equal(code)
        expect(readCode(`Min kode er: ${code}.`)?.masked).to.equal('Min kode er: ••••.')
      }),
    )
  })

  it('forgives one wrong letter in a word', () => {
    fc.assert(
      fc.property(drawn, fc.nat({ max: 4 }), (numbers, at) => {
        const code = codeFrom(numbers)
        const words = code.split(' ')
        const word = words[at] ?? ''
        words[at] = `${word.slice(0, 1)}q${word.slice(1)}`
        expect(readCode(words.join(' '))?.code).to.equal(code)
      }),
    )
  })

  it('notices one word for another, and two that changed places', () => {
    fc.assert(
      fc.property(drawn, fc.nat({ max: 4 }), number, (numbers, at, other) => {
        const words = codeFrom(numbers).split(' ')
        const wrong = codeWords[other] ?? ''
        if (words[at] === wrong) return
        expect(readCode(words.with(at, wrong).join(' '))).to.have.property('code', undefined)
      }),
    )
    fc.assert(
      fc.property(drawn, fc.nat({ max: 3 }), (numbers, at) => {
        const words = codeFrom(numbers).split(' ')
        if (words[at] === words[at + 1]) return
        const turned = words.with(at, words[at + 1] ?? '').with(at + 1, words[at] ?? '')
        expect(readCode(turned.join(' '))).to.deep.equal({ code: undefined, masked: '••••' })
      }),
    )
  })

  it('is not seen in what people write otherwise', () => {
    for (const text of ['', 'hej', 'min søn er bange for at gå i skole', 'jeg har en hund og en hest og en kat derhjemme', 'hund hest kat'])
      expect(readCode(text), text).to.equal(undefined)
  })
})

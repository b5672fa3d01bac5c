import { expect } from 'chai'
import { loadRegistry } from '../../registry/load.ts'
import { createMatcher } from '../../registry/matcher.ts'
import { readWords, stem } from '../../registry/text.ts'

const registry = await loadRegistry(new URL('../../data/', import.meta.url))
const matcher = createMatcher(registry)
const weight = (text: string, theme: string) => matcher.understand(text).themes.find(hit => hit.theme === theme)?.weight ?? 0

describe('a message written another way', () => {
  describe('is heard as the same', () => {
    for (const [plain, other, theme, how] of [
      ['jeg har skolevægring', 'jeg har skolevaegring', 'schoolRefusal', 'ae for æ'],
      ['jeg føler mig ensom', 'jeg foeler mig ensom', 'loneliness', 'oe for ø'],
      ['jeg føler mig ensom', 'jeg foler mig ensom', 'loneliness', 'o for ø'],
      ['vi får rykkere og gæld', 'vi faar rykkere og gaeld', 'economy', 'aa for å'],
      ['vi får rykkere og gæld', 'vi far rykkere og gald', 'economy', 'a for å and æ'],
      ['jeg er ensom', 'jeg er ensoooom', 'loneliness', 'letters repeated'],
      ['jeg er ensom', 'JEG ER ENSOM', 'loneliness', 'capitals'],
      ['jeg er ensom', 'jeg er e n s o m', 'loneliness', 'spaced letters'],
      ['jeg er ensom', 'jeg er en\u200bs\u200bom', 'loneliness', 'zero-width signs'],
      ['gider ikke skole', 'gidder ik skole', 'schoolRefusal', 'shorthand'],
      ['jeg har angst', 'jeg har angts', 'anxiety', 'two letters swapped'],
      ['jeg bliver mobbet', 'jeg bliver mobet', 'bullying', 'a letter left out'],
      ['jeg bliver mobbet', 'jeg bliver moobbet', 'bullying', 'a letter too many'],
      ['jeg græder', '😭', 'sadness', 'an emoji that carries meaning'],
      ['stort skolefravær', 'stort skolefraværsproblem', 'schoolRefusal', 'a compound with the word in it'],
      ['min søn har selvmordstanker', 'min søn har selvmords tanker', 'suicide', 'a compound written in two'],
    ] as const)
      it(`"${other}" as "${plain}" (${how})`, () => {
        expect(weight(plain, theme), plain).to.be.above(0.3)
        expect(weight(other, theme), other).to.be.above(weight(plain, theme) * 0.6)
      })
  })

  it('keeps the surface form beside the stem', () => {
    const [word] = readWords('Forældrene')
    expect(word).to.deep.include({ written: 'Forældrene', spelt: 'forældrene' })
    expect(stem('forældrene')).to.equal(stem('forælder'))
  })

  it('counts half when it is long past, and next to nothing when denied', () => {
    const now = weight('jeg er ensom', 'loneliness')
    for (const past of ['før i tiden var jeg ensom', 'jeg var ensom førhen', 'dengang var jeg ensom'])
      expect(weight(past, 'loneliness'), past).to.be.below(now * 0.8)
    for (const denied of ['jeg er ikke ensom', 'jeg er ikke længere ensom', 'er slet ikke ensom mere'])
      expect(weight(denied, 'loneliness'), denied).to.be.below(now / 2)
  })

  it('is not past because something else was, in another sentence', () => {
    expect(weight('før i tiden boede vi i byen og havde have. vi flyttede. jeg er ensom', 'loneliness')).to.be.at.least(
      weight('jeg er ensom', 'loneliness'),
    )
  })

  it('tells whom it is about: the one who writes, a friend, a child', () => {
    expect(matcher.understand('min søn på 9 er ensom')).to.deep.include({ role: 'parent', age: 9 })
    expect(matcher.understand('min veninde har autisme').facts.autism).to.equal(undefined)
    expect(matcher.understand('jeg har autisme').facts.autism).to.equal(true)
  })

  it('leaves words of the vocabulary alone, however near another stands', () => {
    for (const [text, theme] of [
      ['det er koldt i dag', 'violence'],
      ['jeg holder af min hund', 'violence'],
      ['vi har en stor have', 'suicide'],
    ] as const)
      expect(weight(text, theme), text).to.equal(0)
  })
})

describe('the thesaurus', () => {
  it('has every theme in Danish of its three layers as far as they can say it, and in English', () => {
    for (const { id, name, young, parents, professionals, english } of registry.themes) {
      expect(name.da, id).not.to.equal('')
      expect(young.length + parents.length + professionals.length, id).to.be.at.least(30)
      expect(professionals.length, id).to.be.at.least(4)
      expect(english.length, id).to.be.at.least(4)
    }
  })

  it('has at least thirty themes in Arabic and Ukrainian, each heard by each of its lines', () => {
    for (const language of ['arabic', 'ukrainian'] as const) {
      const spoken = registry.themes.filter(theme => (theme[language] ?? []).length > 0)
      expect(spoken.length, language).to.be.at.least(30)
      // A line may offer words for one place ("a/b"); the first of each is what someone would write.
      for (const theme of spoken)
        for (const line of theme[language] ?? [])
          expect(
            weight(
              line
                .replace(/^[~!]\s*/, '')
                .replace(/\/\S+/g, '')
                .replace(/["*]/g, ''),
              theme.id,
            ),
            `${theme.id}: ${line}`,
          ).to.be.above(0.1)
    }
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import { isProse, lix, median, sentencesOf, textsOf, wordsOf } from './readability.ts'

/** Texts chosen while running: every key that begins so is used where the source names the beginning. Declared here and nowhere else. */
const chosenWhileRunning = [
  'talk.choice.',
  'talk.ack.',
  'errors.',
  'facts.',
  'reasons.',
  'offers.contact.',
  'offers.door.',
  'offers.missing.role.',
  'offers.hours.weekday.',
  'handoff.card.',
  'crisis.',
  'desk.end.',
  'deskCourse.',
  'desk.duration.',
  'desk.account.colleagues',
]

/** Rooms that a page imports whole. */
const readAsJson = ['widget', 'page', 'desk', 'deskTogether', 'deskTools', 'coordinator', 'deskCourse']

/** Rooms read by those who run or staff Brobygger, not by citizens: plain too, but not held to a citizen's measure. */
const notForCitizens = ['cli.', 'desk.', 'deskTogether.', 'deskTools.', 'coordinator.', 'deskCourse.']

const root = new URL('../../', import.meta.url)
const languages = ['da', 'en'] as const

describe('the texts', () => {
  it('are the same in Danish and English: no key is missing in either', () => {
    expect(
      textsOf('da')
        .map(({ key }) => key)
        .sort(),
    ).to.deep.equal(
      textsOf('en')
        .map(({ key }) => key)
        .sort(),
    )
  })

  it('say something, and hold the same values in both languages', () => {
    const english = new Map(textsOf('en').map(({ key, text }) => [key, text]))
    for (const { key, text } of textsOf('da')) {
      expect(text.trim(), key).to.not.equal('')
      expect(english.get(key)?.trim(), key).to.not.equal('')
      expect(valuesIn(english.get(key) ?? ''), key).to.deep.equal(valuesIn(text))
    }
  })

  it('name why words count less, and how they were read', () => {
    const keys = new Set(textsOf('da').map(({ key }) => key))
    const source = sources()
    const why = [...source.matchAll(/because: '(\w+)' as const/g)].map(found => `cli.explain.why.${found[1]}`)
    const read = [...(/how: ('exact'(?: \| '\w+')+)/.exec(source)?.[1]?.matchAll(/\w+/g) ?? [])].map(
      found => `cli.explain.read.${found[0]}`,
    )
    expect(why).to.have.length.above(4)
    expect(read).to.have.length.above(3)
    expect([...why, ...read].filter(key => !keys.has(key))).to.deep.equal([])
  })

  it('are all used, and every key the source names is there', () => {
    const source = sources()
    const rooms = new Set(textsOf('da').map(({ key }) => key.split('.')[0] ?? ''))
    const unused = textsOf('da')
      .map(({ key }) => key)
      .filter(key => !isNamed(key, source))
    expect(unused).to.deep.equal([])
    const keys = new Set(textsOf('da').map(({ key }) => key))
    const named = [...source.matchAll(/\bt\(\s*'([a-zA-Z]+)\.([\w.]+)'/g)]
      .filter(([, room = '']) => rooms.has(room))
      .map(([, room, rest]) => `${room}.${rest}`)
    expect(named.filter(key => !keys.has(key))).to.deep.equal([])
  })

  for (const locale of languages) {
    describe(`in ${locale}`, () => {
      const citizens = textsOf(locale).filter(({ key, text }) => isProse(text) && !notForCitizens.some(room => key.startsWith(room)))

      it('read easily: LIX at most 30 each, 20 in the middle', () => {
        expect(
          citizens.filter(({ text }) => lix(text) > 30).map(({ key, text }) => `${key} ${Math.round(lix(text))}: ${text}`),
        ).to.deep.equal([])
        expect(median(citizens.map(({ text }) => lix(text)))).to.be.at.most(20)
      })

      it('have sentences of fifteen words at most', () => {
        expect(
          citizens.flatMap(({ key, text }) =>
            sentencesOf(text)
              .filter(sentence => wordsOf(sentence).length > 15)
              .map(long => `${key}: ${long}`),
          ),
        ).to.deep.equal([])
      })

      describe('for a crisis', () => {
        const crisis = textsOf(locale).filter(({ key }) => key.startsWith('crisis.'))

        it('read at LIX 20 at most', () => {
          expect(
            crisis.filter(({ text }) => isProse(text) && lix(text) > 20).map(({ key, text }) => `${key} ${Math.round(lix(text))}`),
          ).to.deep.equal([])
        })

        it('never shout, blame, diagnose, promise secrecy or name a method or a place', () => {
          const never =
            /!|hemmelig|lover|fortrolig|secret|promise|confidential|syg i hovedet|diagnose|depression|burde have|should have|hvorfor gjorde|why did|kniv|knife|barber|razor|reb\b|rope|bro\b|bridge|tog\b|train|pistol|gun\b|hæng|hang /i
          expect(crisis.filter(({ text }) => never.test(text)).map(({ key }) => key)).to.deep.equal([])
        })

        it('name 112 in every class, and are there in the first and the third person', () => {
          const classes = [...new Set(crisis.map(({ key }) => key.split('.')[1] ?? ''))].filter(name =>
            crisis.some(({ key }) => key === `crisis.${name}.self`),
          )
          expect(classes).to.have.length(16)
          for (const name of classes) {
            for (const about of ['self', 'other'])
              expect(crisis.find(({ key }) => key === `crisis.${name}.${about}`)?.text, `${name}.${about}`).to.contain('112')
          }
        })
      })
    })
  }
})

/** Named in full; by a beginning before `${`; declared above; or, in the rooms that web/ reads as JSON, field by field. */
function isNamed(key: string, source: string): boolean {
  if (source.includes(key) || chosenWhileRunning.some(prefix => key.startsWith(prefix))) return true
  const parts = key.split('.')
  if (parts.some((_, end) => end > 1 && source.includes(`${parts.slice(0, end).join('.')}.${'$'}{`))) return true
  return readAsJson.includes(parts[0] ?? '') && parts.slice(1).every(part => new RegExp(`[.'"\`]${part}\\b`).test(source))
}

const valuesIn = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort()

function sources(): string {
  const folders = ['bot', 'desk', 'dialogs', 'registry', 'web']
  return folders
    .flatMap(folder => readdirSync(new URL(`${folder}/`, root), { recursive: true, withFileTypes: true }))
    .filter(file => file.isFile() && /\.(tsx?|html)$/.test(file.name))
    .map(file => readFileSync(`${file.parentPath}/${file.name}`, 'utf8'))
    .join('\n')
}

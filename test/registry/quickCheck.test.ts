import { readdirSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import fc from 'fast-check'
import { z } from 'zod'
import { offer } from '../../registry/offer.ts'
import { quickCheck } from '../../registry/quickCheck.ts'
import { district, fact, municipality, openingHours, retiredNumber, theme } from '../../registry/registry.ts'

const read = (file: string): Row[] => JSON.parse(readFileSync(new URL(`../../data/${file}`, import.meta.url), 'utf8'))
const offers = readdirSync(new URL('../../data/offers/', import.meta.url)).flatMap(file => read(`offers/${file}`))
type Row = Record<string, unknown>

const kinds: [name: string, schema: z.ZodType, rows: Row[]][] = [
  ['offers', offer, offers],
  ['facts', fact, read('facts.json')],
  ['themes', theme, read('themes.json').map(shortened)],
  ['municipalities', municipality, read('municipalities.json')],
  ['districts', district, read('districts.json')],
  ['opening hours', openingHours, read('helplines.json')],
  ['retired numbers', retiredNumber, read('retired.json')],
]

describe('the quick check of the registry', () => {
  for (const [name, schema, rows] of kinds) {
    it(`makes of ${name} what zod makes of them`, () => {
      const isRight = quickCheck(schema)
      for (const row of rows) {
        const ours = structuredClone(row)
        expect(isRight(ours)).to.equal(true)
        expect(ours).to.deep.equal(schema.parse(row))
      }
    })

    it(`refuses of ${name} exactly what zod refuses`, () => {
      const isRight = quickCheck(schema)
      const seen = { right: 0, wrong: 0 }
      fc.assert(
        fc.property(fc.constantFrom(...rows), fc.nat(), strange, fc.constantFrom('change', 'remove', 'add'), (row, where, value, how) => {
          const broken = structuredClone(row)
          breakAt(broken, where, value, how)
          const wanted = schema.safeParse(broken).success
          seen[wanted ? 'right' : 'wrong']++
          return isRight(structuredClone(broken)) === wanted
        }),
        { numRuns: 400 },
      )
      expect(seen.wrong).to.be.above(50)
    })
  }

  it('says at once which kind of schema it does not know', () => {
    expect(() => quickCheck(z.strictObject({ when: z.date() }))).to.throw('quickCheck knows no date')
    expect(() => quickCheck(z.looseObject({}))).to.throw('strict objects only')
  })

  it('gives each entry lists of its own where they were left out', () => {
    const isRight = quickCheck(offer)
    const [one, other] = [structuredClone(offers[0]!), structuredClone(offers[0]!)]
    for (const row of [one, other]) {
      delete row.partners
      isRight(row)
    }
    expect(one.partners).to.deep.equal([])
    expect(one.partners).not.to.equal(other.partners)
  })
})

const strange = fc.oneof(
  fc.constantFrom<unknown>(null, '', 'x', 'HH:99', '2026-02-30', -1, 0.5, 4, 1e9, true, [], [''], {}, { da: 'a', en: 'b' }, { da: '' }),
  fc.constantFrom<unknown>(
    { fact: 'x', is: true },
    { not: { age: { from: 1 } } },
    { any: [] },
    { all: [{ asks: ['young'] }] },
    { asks: ['nobody'] },
  ),
)

/** Changes, removes or adds something at a place somewhere in the value. */
function breakAt(value: Row, where: number, strangeValue: unknown, how: string): void {
  const keys = Object.keys(value)
  const key = keys[where % Math.max(1, keys.length)]
  const inner = key === undefined ? undefined : value[key]
  if (typeof inner === 'object' && inner !== null && where % 3 > 0) breakAt(inner as Row, Math.floor(where / 3), strangeValue, how)
  else if (how === 'add') value.added = strangeValue
  else if (key !== undefined && how === 'remove' && !Array.isArray(value)) delete value[key]
  else if (key !== undefined) value[key] = strangeValue
}

/** Enough of each layer to break. */
function shortened(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, Array.isArray(value) ? value.slice(0, 3) : value]))
}

import { readFile } from 'node:fs/promises'
import { expect } from 'chai'
import { z } from 'zod'
import { needLessons } from './labelled.ts'
import { half } from './split.ts'

// The ids stand here by name, not read from the registry: the cases are written blind to what we built.
const kalundborg = [
  ...['pusterummet', 'foenix', 'paedagogisk-sandplay', 'konsultativt-team', 'makkerpar', 'anonym-raadgivning', 'cool-kids-asf', 'chilled'],
  ...['pift', 'rettidig-ungeindsats', 'gro', 'ssp-undervisning', 'bekymringssamtale', 'cafe-ungeliv', 'oekonomisk-vejledning'],
  ...['familieraadslagning', 'foraeldre-til-anbragte', 'misbrug-unge', 'stepping-stones', 'integration', 'overgangsmoeder'],
  ...['sammen-med-familien', 'indsats-i-egen-sag'],
].map(name => `kalundborg-${name}`)
const civil = ['headspace-kalundborg', 'laer-for-livet', 'home-start-kalundborg', 'red-barnet-oplevelsesklub-kalundborg']
const holstebro = [
  ...['dagtilbud-sparring', 'opfoelgning-udredning', 'aengstelige-boern', 'adfaerdsvanskeligheder', 'tidligt-foedte'],
  ...['samtalegrupper', 'hjerneskade', 'sprogvanskeligheder', 'skolefravaer'],
].map(name => `holstebro-${name}`)
const national = ['moedrehjaelpen', 'sind', 'boernetelefonen', 'foraeldretelefonen', 'livslinien', 'lev-uden-vold', 'akut-112']
const offers = new Set([...kalundborg, ...civil, ...holstebro, ...national, 'skive-tidlig-forebyggelse', 'halsnaes-boernedistrikt'])

const kinds = ['suicide', 'selfharm', 'overdose', 'violence', 'sexual', 'eating', 'runaway', 'psychosis', 'harmOthers', 'danger'] as const
const text = z.string().trim().min(2).max(2000)
const offer = z.string().refine(id => offers.has(id), 'an offer id of the catalogue')

const Need = z.strictObject({
  id: z.string().regex(/^on\d{3}$/),
  text,
  role: z.enum(['young', 'parent', 'other']),
  age: z.int().min(0).max(29).nullable(),
  municipality: z.enum(['kalundborg', 'skive', 'holstebro', 'halsnaes']),
  accept: z.array(offer).min(1).max(5),
  wrong: z.array(offer).min(1),
  theme: z.string().min(2),
  source: z.literal('own'),
  danger: z.literal(true).optional(),
})
/** Written blind after the others, never taught, misses never looked at. */
const Fresh = Need.omit({ theme: true }).extend({ id: z.string().regex(/^o[fg]\d{3}$/) })
const themes = z.array(z.string().regex(/^[a-zA-Z]+$/))
const facts = z.array(z.string())
const who = z.enum(['young', 'parent', 'relative', 'professional'])
/** Single sentences: what of them is heard and denied, whom it is about, which facts are told. */
const Reading = z.strictObject({
  id: z.string().regex(/^ol\d{3}$/),
  text,
  about: z.enum(['negation', 'whom', 'facts']),
  hears: themes.optional(),
  never: themes.optional(),
  role: who.optional(),
  roles: z.array(who).optional(),
  age: z.number().nullable().optional(),
  ages: z.array(z.number()).optional(),
  within: z.number().optional(),
  facts: z.record(z.string(), z.boolean()).optional(),
  unsaid: facts.optional(),
  denied: facts.optional(),
})
const Risk = z.strictObject({
  id: z.string().regex(/^or\d{3}$/),
  text,
  level: z.enum(['acute', 'concern']),
  kind: z.enum(kinds),
  source: z.literal('own'),
})
const Harmless = z.strictObject({
  id: z.string().regex(/^oh\d{3}$/),
  text,
  level: z.literal('none'),
  kind: z.literal('none'),
  source: z.literal('own'),
})

async function lines<T>(file: string, schema: z.ZodType<T>): Promise<T[]> {
  const content = await readFile(new URL(file, import.meta.url), 'utf8')
  return content
    .trimEnd()
    .split('\n')
    .map((line, index) => {
      const parsed = schema.safeParse(JSON.parse(line))
      if (!parsed.success) throw new Error(`${file}:${index + 1} ${z.prettifyError(parsed.error)}`)
      return parsed.data
    })
}

const repeated = (values: string[]) => values.filter((value, index) => values.indexOf(value) !== index)

describe('our own labelled cases', () => {
  let needs: z.infer<typeof Need>[]
  let risk: z.infer<typeof Risk>[]
  let harmless: z.infer<typeof Harmless>[]

  before(async () => {
    needs = await lines('own-needs.jsonl', Need)
    risk = await lines('own-risk.jsonl', Risk)
    harmless = await lines('own-harmless.jsonl', Harmless)
  })

  it('are many enough to mean something', () => {
    expect(needs.length).to.be.at.least(620)
    expect(risk.length).to.be.at.least(820)
    expect(harmless.length).to.be.at.least(520)
  })

  it('carry each id and each text once, and no line of the shared files', async () => {
    const shared = [...(await lines('needs.jsonl', z.object({ text }))), ...(await lines('crisis.jsonl', z.object({ text })))]
    const own = [...needs, ...risk, ...harmless]
    expect(repeated(own.map(line => line.id))).to.deep.equal([])
    expect(repeated([...own, ...shared].map(line => line.text.trim().toLowerCase()))).to.deep.equal([])
  })

  it('never call the same offer both right and wrong', () => {
    const both = needs.filter(need => need.accept.some(id => need.wrong.includes(id)))
    expect(both.map(need => need.id)).to.deep.equal([])
    expect(needs.filter(need => repeated(need.accept).length > 0).map(need => need.id)).to.deep.equal([])
  })

  it('give every offer of Kalundborg at least eight messages of its own', () => {
    const best = (id: string) => needs.filter(need => need.accept[0] === id).length
    expect([...kalundborg, ...civil].filter(id => best(id) < 8)).to.deep.equal([])
  })

  it('hold every kind of danger at least fifty times', () => {
    expect(kinds.filter(kind => risk.filter(line => line.kind === kind).length < 50)).to.deep.equal([])
  })

  it('name in the readings only themes and facts that there are', async () => {
    const readings = await lines('own-readings.jsonl', Reading)
    const known = async (file: string) =>
      new Set(
        z
          .array(z.object({ id: z.string() }))
          .parse(JSON.parse(await readFile(new URL(`../../data/${file}.json`, import.meta.url), 'utf8')))
          .map(({ id }) => id),
      )
    const [themeIds, factIds] = [await known('themes'), await known('facts')]
    expect(readings.length).to.be.at.least(160)
    expect(readings.flatMap(({ hears = [], never = [] }) => [...hears, ...never]).filter(id => !themeIds.has(id))).to.deep.equal([])
    expect(
      readings
        .flatMap(({ facts: told = {}, unsaid = [], denied = [] }) => [...Object.keys(told), ...unsaid, ...denied])
        .filter(id => !factIds.has(id)),
    ).to.deep.equal([])
  })

  it('fall into two halves of about one size', () => {
    for (const cases of [needs, risk, harmless]) {
      const share = cases.filter(line => half(line.text) === 'build').length / cases.length
      expect(share).to.be.within(0.43, 0.57)
    }
  })

  it('teach the matching nothing of what it is measured by', async () => {
    const fresh = [...(await lines('fresh-needs.jsonl', Fresh)), ...(await lines('fresh-needs-b.jsonl', Fresh))]
    expect(fresh.length).to.be.at.least(360)
    expect(fresh.filter(need => need.accept.some(id => need.wrong.includes(id))).map(({ id }) => id)).to.deep.equal([])
    expect(repeated(fresh.map(({ id }) => id))).to.deep.equal([])
    const measured = [...(await lines('needs.jsonl', z.object({ text }))), ...fresh, ...needs.filter(line => half(line.text) === 'check')]
    const plain = ({ text: words }: { text: string }) => words.trim().toLowerCase()
    const kept = new Set(measured.map(plain))
    const lessons = needLessons()
    expect(lessons.length).to.be.at.least(2700)
    expect(lessons.filter(line => kept.has(plain(line))).map(({ id }) => id)).to.deep.equal([])
    for (const { id, accept, text: words } of lessons) expect(accept.length > 0 && words.trim() !== '', id).to.equal(true)
  })
})

import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { changeOffer } from '../../registry/changeOffer.ts'
import { checkRegistry } from '../../registry/check.ts'
import { RegistryFaults } from '../../registry/faults.ts'
import { loadRegistry } from '../../registry/load.ts'

const data = new URL('../../data/', import.meta.url)

describe('loading the registry', () => {
  let dir: string
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'brobygger-registry-'))
    await cp(data, dir, { recursive: true })
  })
  afterEach(() => rm(dir, { recursive: true }))

  it('gives every offer by its id', async () => {
    const registry = await loadRegistry(data)
    expect(registry.offers).to.have.length.greaterThan(60)
    expect(registry.offer('kalundborg-chilled')?.name.da).to.equal('Chilled')
    expect(registry.offer('no-such-offer')).to.equal(undefined)
  })

  it('tells how far it is: file by file, read and then checked', async () => {
    const told: [number, number][] = []
    await loadRegistry(data, (done, of) => told.push([done, of]))
    const [, of = 0] = told.at(-1) ?? []
    expect(of).to.be.above(20)
    expect(told).to.deep.equal(Array.from({ length: of }, (_, i) => [i + 1, of]))
  })

  it('lists all faults at once, each with file, entry, field, what was expected and what to do', async () => {
    await edit(dir, 'offers/skive.json', ([offer]) => {
      offer.stepp = 2
      offer.themes.lonelines = 3
      offer.rules = [{ fact: 'hasACase', is: false }, { age: { from: 18, to: 12 } }]
      offer.municipality = 'skivee'
      delete offer.stepp
    })
    await edit(dir, 'offers/halsnaes.json', ([offer]) => {
      offer.stepp = 1
      delete offer.summary.en
      offer.status = 'open'
      offer.roles = []
      offer.themes.stress = 7
    })
    await edit(dir, 'offers/helplines.json', offers => {
      delete offers.find(({ id }) => id === 'sind').hours
      offers.find(({ id }) => id === 'livslinien').hours = 'livslinjen'
      offers.find(({ id }) => id === 'laegevagt-1818').contacts[0].value = '70 15 07 08'
    })
    await edit(dir, 'helplines.json', lines => {
      lines[0].checked = 'last week'
      lines[1].channels[0].always = true
      lines[1].channels[0].intervals = [{ days: [8], opens: '9', closes: '17:00' }]
    })
    await edit(dir, 'facts.json', facts => facts.push({ ...facts[0] }))
    await edit(dir, 'districts.json', districts => {
      districts[1].schools.push('Melby Skole')
      districts[0].municipality = 'halsnæs'
    })
    const faults = await faultsIn(dir)
    const where = faults.map(({ file, id, field }) => `${file} ${id} ${field}`.trim())
    expect(where).to.include.members([
      'offers/skive.json skive-tidlig-forebyggelse themes.lonelines',
      'offers/skive.json skive-tidlig-forebyggelse rules.0',
      'offers/skive.json skive-tidlig-forebyggelse rules.1',
      'offers/skive.json skive-tidlig-forebyggelse municipality',
      'offers/halsnaes.json halsnaes-boernedistrikt',
      'offers/halsnaes.json halsnaes-boernedistrikt summary.en',
      'offers/halsnaes.json halsnaes-boernedistrikt status',
      'offers/halsnaes.json halsnaes-boernedistrikt roles',
      'offers/halsnaes.json halsnaes-boernedistrikt themes.stress',
      'offers/helplines.json sind hours',
      'offers/helplines.json livslinien hours',
      'offers/helplines.json laegevagt-1818',
      'helplines.json akut-112 checked',
      'helplines.json laegevagt-1818 channels.0.intervals.0.days.0',
      'helplines.json laegevagt-1818 channels.0.intervals.0.opens',
      'facts.json hasCase id',
      'districts.json halsnaes-melby schools',
      'districts.json halsnaes-ny-frederiksvaerk municipality',
    ])
    for (const fault of faults) {
      expect(fault.expected, JSON.stringify(fault)).to.have.length.greaterThan(3)
      expect(fault.mend, JSON.stringify(fault)).to.match(/\.$/)
    }
  })

  it('does not blame an offer for a theme or a line whose own entry is faulty', async () => {
    await edit(dir, 'helplines.json', lines => {
      lines.find(({ id }) => id === 'livslinien').checked = 'long ago'
    })
    expect(await faultsIn(dir)).to.have.length(1)
  })

  it('tells of a file that is not JSON, is not a list, or is not there, and still reads the others', async () => {
    await writeFile(join(dir, 'themes.json'), '[{')
    await writeFile(join(dir, 'districts.json'), '{}')
    await rm(join(dir, 'municipalities.json'))
    const faults = await faultsIn(dir)
    expect(faults.map(({ file }) => file)).to.include.members(['themes.json', 'districts.json', 'municipalities.json'])
  })

  it('says so when the folder has no offers', async () => {
    await rm(join(dir, 'offers'), { recursive: true })
    expect((await faultsIn(dir)).map(({ file }) => file)).to.include('offers/')
  })

  it('writes one line a fault in its message', async () => {
    await edit(dir, 'offers/skive.json', ([offer]) => {
      delete offer.name
      offer.step = 9
    })
    const error = await loadRegistry(dir).then(() => undefined, identity)
    expect(error).to.be.instanceOf(RegistryFaults)
    expect(String(error)).to.include('The registry has 2 faults:')
    expect(String(error)).to.include('offers/skive.json › skive-tidlig-forebyggelse › step: expected at most 5')
  })
})

describe('checking the registry', () => {
  it('finds no fault in the real one', async () => {
    expect((await checkRegistry(data, new Date('2026-11-22'))).faults).to.deep.equal([])
  })

  it('warns of every line checked more than 90 days ago, and does not stop the start', async () => {
    const soon = await checkRegistry(data, new Date('2027-02-20'))
    const late = await checkRegistry(data, new Date('2027-02-21'))
    expect(soon.warnings.filter(({ field }) => field === 'checked')).to.deep.equal([])
    expect(late.warnings.filter(({ field }) => field === 'checked')).to.have.length((await loadRegistry(data)).helplines.length)
    expect(late.faults).to.deep.equal([])
  })
})

describe('changing an offer', () => {
  let dir: string
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'brobygger-registry-'))
    await cp(data, dir, { recursive: true })
  })
  afterEach(() => rm(dir, { recursive: true }))

  it('writes it to its file and leaves all others as they were', async () => {
    const before = await loadRegistry(dir)
    const changed = await changeOffer(dir, 'kalundborg-chilled', { groupSize: '10' })
    const after = await loadRegistry(dir)
    expect(changed.groupSize).to.equal('10')
    expect(after.offer('kalundborg-chilled')).to.deep.equal({ ...before.offer('kalundborg-chilled'), groupSize: '10' })
    expect(after.offers.filter(({ id }) => id !== 'kalundborg-chilled')).to.deep.equal(
      before.offers.filter(({ id }) => id !== 'kalundborg-chilled'),
    )
    expect((await readdir(join(dir, 'offers'))).filter(name => !name.endsWith('.json'))).to.deep.equal([])
  })

  it('writes nothing when the registry would be wrong with it', async () => {
    const before = await readFile(join(dir, 'offers/kalundborg.json'), 'utf8')
    for (const change of [{ step: 9 }, { themes: { noSuchTheme: 3 as const } }, { hours: 'no-such-line' }, { name: { da: '', en: 'x' } }]) {
      const error = await changeOffer(dir, 'kalundborg-chilled', change).then(() => undefined, identity)
      expect(error, JSON.stringify(change)).to.be.instanceOf(RegistryFaults)
    }
    expect(await changeOffer(dir, 'no-such-offer', {}).then(() => undefined, identity)).to.be.instanceOf(RegistryFaults)
    expect(await readFile(join(dir, 'offers/kalundborg.json'), 'utf8')).to.equal(before)
  })
})

const identity = (error: unknown) => error

async function faultsIn(dir: string) {
  const error = await loadRegistry(dir).then(() => undefined, identity)
  return error instanceof RegistryFaults ? error.faults : []
}

// biome-ignore lint/suspicious/noExplicitAny: what is broken on purpose has no type
async function edit(dir: string, file: string, change: (entries: any[]) => void): Promise<void> {
  const path = join(dir, file)
  const entries = JSON.parse(await readFile(path, 'utf8'))
  change(entries)
  await writeFile(path, JSON.stringify(entries))
}

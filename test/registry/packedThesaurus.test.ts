import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { loadRegistry } from '../../registry/load.ts'
import { createMatcher } from '../../registry/matcher.ts'
import { openThesaurus, packedFile } from '../../registry/openThesaurus.ts'
import { readThesaurus } from '../../registry/thesaurus.ts'

const data = fileURLToPath(new URL('../../data/', import.meta.url))

describe('the packed thesaurus', () => {
  let dir: string
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'brobygger-thesaurus-'))
    await cp(data, dir, { recursive: true })
  })
  afterEach(() => rm(dir, { recursive: true }))

  it('is what the lines are read to today: else `node test/eval/packThesaurus.ts`', async () => {
    const { themes, packed } = await loadRegistry(data)
    expect(packed, `data/${packedFile} was made from other files`).not.to.equal(undefined)
    expect(packed?.thesaurus).to.deep.equal(readThesaurus(themes))
  })

  it('is left aside as soon as a theme is changed, and the new line counts', async () => {
    const themes = JSON.parse(await readFile(join(dir, 'themes.json'), 'utf8'))
    themes.find(({ id }: { id: string }) => id === 'economy').young.push('kviklånsspiral')
    await writeFile(join(dir, 'themes.json'), JSON.stringify(themes))
    const registry = await loadRegistry(dir)
    expect(registry.packed).to.equal(undefined)
    expect(createMatcher(registry).understand('jeg er i en kviklånsspiral').themes[0]?.theme).to.equal('economy')
  })

  it('does not count for other themes than those it was read from', async () => {
    const registry = await loadRegistry(data)
    const other = {
      ...registry,
      themes: registry.themes.map(theme => (theme.id === 'economy' ? { ...theme, young: ['kviklånsspiral'] } : theme)),
    }
    expect(createMatcher(other).understand('jeg er i en kviklånsspiral').themes[0]?.theme).to.equal('economy')
  })

  it('is left aside where it is damaged or gone', async () => {
    const whole = await readFile(join(dir, packedFile))
    for (const damaged of [whole.subarray(0, 3), whole.subarray(0, 2000), Buffer.from('{"of":1}'), Buffer.alloc(100)]) {
      await writeFile(join(dir, packedFile), damaged)
      expect(await openThesaurus(dir)).to.equal(undefined)
    }
    await rm(join(dir, packedFile))
    expect(await openThesaurus(dir)).to.equal(undefined)
    expect((await loadRegistry(dir)).packed).to.equal(undefined)
  })
})

import { existsSync, readFileSync } from 'node:fs'
import { expect } from 'chai'
import { setting } from '../dialogs/setting.ts'

const root = new URL('../../', import.meta.url)
const mapped = readFileSync(new URL('docs/programmes.md', root), 'utf8')
const named = [...mapped.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)

describe('docs/programmes.md', () => {
  it('names only files that are there', () => {
    const files = named.filter(name => /^(bot|data|desk|dialogs|docs|locales|registry|test|web)\/.+\.\w+$/.test(name))
    expect(files).to.have.length.greaterThan(40)
    expect(files.filter(file => !existsSync(new URL(file, root)))).to.deep.equal([])
  })

  it('names only offers that are there, and every offer of the catalogue', () => {
    const { offers } = setting().registry
    const ids = new Set(offers.map(({ id }) => id))
    const ours = named.filter(name =>
      /^(kalundborg|holstebro|halsnaes|skive|headspace|laer|home-start|red-barnet|cafe)-[a-z-]+$/.test(name),
    )
    expect(ours.filter(id => !ids.has(id))).to.deep.equal([])
    const catalogue = offers.filter(({ verified }) => verified.source === 'sources/kalundborg-indsatskatalog.txt')
    expect(catalogue.map(({ id }) => id).filter(id => !named.includes(id))).to.deep.equal([])
  })
})

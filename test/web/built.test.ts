import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { buildWeb, closeBundler } from '../../web/build.ts'
import { builtWeb } from '../../web/built.ts'

describe('the built pages are kept', () => {
  const folder = mkdtempSync(join(tmpdir(), 'brobygger-pages-'))
  const kept = join(folder, 'deep', 'pages.json')
  const read = () => JSON.parse(readFileSync(kept, 'utf8'))
  const mark = () => {
    const { files, ...before } = read()
    const marked = files.map((file: { path: string }) => (file.path === '/widget.js' ? { ...file, body: btoa('mark') } : file))
    writeFileSync(kept, JSON.stringify({ ...before, files: marked }))
  }
  after(() => rmSync(folder, { recursive: true }))

  it('and are the same when they come from there', async () => {
    const { sources: _, ...fresh } = await buildWeb()
    await closeBundler()
    expect(await builtWeb(kept)).to.deep.equal(fresh)
    expect(await builtWeb(kept)).to.deep.equal(fresh)
  })

  it('and are taken from there while nothing of their sources has changed', async () => {
    mark()
    expect(String((await builtWeb(kept)).files.get('/widget.js')?.body)).to.equal('mark')
  })

  for (const [what, change] of [
    ['a source was another', (before: object) => JSON.stringify({ ...before, made: 'of another source' })],
    ['a source is gone', (before: object) => JSON.stringify({ ...before, sources: [join(folder, 'gone.ts')], made: '' })],
    ['half of it was written', (before: object) => JSON.stringify(before).slice(0, 2000)],
  ] as const) {
    it(`and are built anew where ${what}`, async () => {
      writeFileSync(kept, change(read()))
      expect(String((await builtWeb(kept)).files.get('/widget.js')?.body)).to.not.equal('mark')
      expect(read().made).to.match(/^[0-9a-f]{64}$/)
      mark()
    })
  }
})

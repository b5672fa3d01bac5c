import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { createErasedMarks, readErasedMarks } from '../../store/erasedMarks.ts'

const masterKey = Buffer.alloc(32, 7)
const november = new Date('2026-11-25T12:00:00Z')

describe('The marks of what was erased', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'brobygger-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))
  const at = (now: Date, key = masterKey) => createErasedMarks(join(folder, 'erased'), key, () => now)
  const read = (key = masterKey) => readErasedMarks(join(folder, 'erased'), key)

  it('are known again, also when many come at once and from several processes', async () => {
    const [here, there] = [at(november), at(november)]
    await Promise.all(Array.from({ length: 100 }, (_, i) => (i % 2 ? here : there).add(`talk-${i}`)))
    const isErased = await read()
    for (let i = 0; i < 100; i++) expect(isErased(`talk-${i}`)).to.equal(true)
    expect(isErased('talk-100')).to.equal(false)
  })

  it('hold no id, and say nothing to another key', async () => {
    await at(november).add('talk-a')
    const text = await readFile(join(folder, 'erased', '2026-11-25'), 'utf8')
    expect(text).not.to.include('talk-a')
    expect((await read(Buffer.alloc(32, 8)))('talk-a')).to.equal(false)
  })

  it('are none where nothing was erased', async () => {
    expect((await read())('talk-a')).to.equal(false)
  })

  it('outlive half a line that a crash left', async () => {
    await at(november).add('talk-a')
    const file = join(folder, 'erased', '2026-11-25')
    await writeFile(file, `${await readFile(file, 'utf8')}half of a ma`)
    await at(november).add('talk-b')
    const isErased = await read()
    expect([isErased('talk-a'), isErased('talk-b')]).to.deep.equal([true, true])
  })

  it('go a month later, when no backup may be so old', async () => {
    await at(november).add('talk-a')
    await at(new Date('2026-12-26T12:00:00Z')).add('talk-b')
    expect(await readdir(join(folder, 'erased'))).to.deep.equal(['2026-11-25', '2026-12-26'])
    await at(new Date('2026-12-27T12:00:00Z')).add('talk-c')
    expect(await readdir(join(folder, 'erased'))).to.deep.equal(['2026-12-26', '2026-12-27'])
    expect((await read())('talk-a')).to.equal(false)
  })
})

import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { openLowdbStore } from '../../store/lowdbStore.ts'
import type { Sealed } from '../../store/sealed.ts'
import { createSealed } from '../../store/sealedDocuments.ts'
import { createSealer } from '../../store/sealing.ts'
import { Conflict, type Store } from '../../store/store.ts'
import { until } from '../until.ts'

interface Note {
  words: string[]
}

const masterKey = randomBytes(32)
let folder: string
let store: Store
let notes: Sealed<Note>

describe('sealed documents', () => {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'brobygger-sealed-'))
    store = await openLowdbStore(folder)
    notes = createSealed<Note>(store, createSealer(masterKey), 'notes')
  })
  afterEach(async () => {
    await store.close()
    await rm(folder, { recursive: true })
  })

  it('are read back as they were, also by another who has the master key', async () => {
    await notes.create('a', { words: ['kanariefugl'] })
    expect((await notes.read('a'))?.value).to.deep.equal({ words: ['kanariefugl'] })
    expect((await another(masterKey).read('a'))?.value).to.deep.equal({ words: ['kanariefugl'] })
  })

  it('lie on the disk without a readable word', async () => {
    await notes.create('a', { words: ['kanariefugl'] })
    await notes.change('a', add('papegøje'))
    for (const file of await filesBelow(folder)) expect(await readFile(file, 'latin1')).not.to.match(/kanariefugl|papeg/)
  })

  it('cannot be read with another master key', async () => {
    await notes.create('a', { words: ['kanariefugl'] })
    await another(randomBytes(32))
      .read('a')
      .then(
        () => expect.fail('it was read'),
        () => undefined,
      )
  })

  it('cannot be put under another id', async () => {
    await notes.create('a', { words: ['en'] })
    await store.write('notes/b', (await store.read('notes/a'))?.value, 'absent')
    await store.write('notes-keys/b', (await store.read('notes-keys/a'))?.value, 'absent')
    await notes.read('b').then(
      () => expect.fail('it was read'),
      () => undefined,
    )
  })

  it('are created once', async () => {
    await notes.create('a', { words: [] })
    await notes.create('a', { words: ['anden'] }).then(
      () => expect.fail('created twice'),
      error => expect(error).to.be.instanceOf(Conflict),
    )
    expect((await notes.read('a'))?.value).to.deep.equal({ words: [] })
  })

  it('take a hundred changes at once, none lost, in order', async () => {
    await notes.create('a', { words: [] })
    await Promise.all(Array.from({ length: 100 }, (_, i) => notes.change('a', add(String(i)))))
    expect((await another(masterKey).read('a'))?.value.words).to.deep.equal(Array.from({ length: 100 }, (_, i) => String(i)))
  })

  it('decide anew when another node wrote in between', async () => {
    await notes.create('a', { words: [] })
    const node = another(masterKey)
    await Promise.all(Array.from({ length: 40 }, (_, i) => (i % 2 ? notes : node).change('a', add(String(i)))))
    expect(new Set((await notes.read('a'))?.value.words).size).to.equal(40)
  })

  it('write nothing when nothing is to be kept', async () => {
    await notes.create('a', { words: [] })
    const before = await store.read('notes/a')
    expect(await notes.change('a', () => ({ result: 'seen' }))).to.equal('seen')
    expect(await store.read('notes/a')).to.deep.equal(before)
  })

  it('are gone with their key when forgotten, for reading and for changing', async () => {
    await notes.create('a', { words: ['kanariefugl'] })
    await notes.forget('a')
    expect(await notes.read('a')).to.equal(undefined)
    expect(await notes.change('a', add('mere'))).to.equal(undefined)
    expect((await filesBelow(folder)).filter(file => file.endsWith('.json'))).to.deep.equal([])
  })

  it('are forgotten wholly when the process died between key and document', async () => {
    await notes.create('a', { words: ['kanariefugl'] })
    await store.forget('notes-keys/a')
    expect(await another(masterKey).read('a')).to.equal(undefined)
    expect(await store.read('notes/a')).to.equal(undefined)
  })

  it('leave no key behind when the process died before the document was written', async () => {
    await store.write('notes-keys/a', 'x', 'absent')
    await notes.create('b', { words: [] })
    expect(await listed(notes.ids())).to.deep.equal(['b'])
    expect(await store.read('notes-keys/a')).to.equal(undefined)
  })

  it('tell watchers of changes by themselves and by others, with the new value already there', async () => {
    const told: string[] = []
    notes.watch(id => void notes.read(id).then(read => told.push(`${id} ${read?.value.words.join(' ') ?? 'gone'}`)))
    await notes.create('a', { words: ['en'] })
    await until(() => told.length === 1)
    await another(masterKey).change('a', add('to'))
    await until(() => told.length === 2)
    await notes.forget('a')
    await until(() => told.length === 3)
    expect(told).to.deep.equal(['a en', 'a en to', 'a gone'])
  })
})

const add = (word: string) => (note: Note) => ({ value: { words: [...note.words, word] }, result: note.words.length })
const another = (key: Buffer) => createSealed<Note>(store, createSealer(key), 'notes')

async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
}

async function listed(ids: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = []
  for await (const id of ids) all.push(id)
  return all
}

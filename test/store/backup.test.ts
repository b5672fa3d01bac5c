import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { type BackupOrder, backUp, sealedBy } from '../../store/backup.ts'
import { type BackupRecord, BackupRefused, readBackup } from '../../store/backupFormat.ts'
import { openLowdbStore } from '../../store/lowdbStore.ts'
import { createSealed } from '../../store/sealedDocuments.ts'
import { createSealer } from '../../store/sealing.ts'
import type { Store } from '../../store/store.ts'

const masterKey = Buffer.alloc(32, 7)
const now = new Date('2026-11-25T12:00:00Z')
const everything: BackupOrder = { leavesOut: () => false, first: [], last: [] }

describe('A backup', () => {
  let folder: string
  let store: Store
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'brobygger-'))
    store = await openLowdbStore(folder)
  })
  afterEach(async () => {
    await store.close()
    await rm(folder, { recursive: true })
  })

  it('holds every document, and nothing of them in the clear', async () => {
    for (let i = 0; i < 50; i++) await store.write(`notes/${i}`, { words: `ærlige ord ${i}` }, 'absent')
    const backup = await written(backUp(store, masterKey, now, everything))
    const records = await read(backup)
    expect(records.map(({ value }) => value)).to.have.deep.members(Array.from({ length: 50 }, (_, i) => ({ words: `ærlige ord ${i}` })))
    expect(backup.includes('ærlige')).to.equal(false)
    expect(backup.includes('notes')).to.equal(false)
    expect(backup.toString('latin1')).to.match(/^brobygger-backup \{"format":1,"madeAt":"2026-11-25T12:00:00.000Z","documents":50,/)
  })

  it('may be empty, and is whole then too', async () => {
    expect(await read(await written(backUp(store, masterKey, now, everything)))).to.deep.equal([])
  })

  it('comes in pieces of any size', async () => {
    for (let i = 0; i < 5; i++) await store.write(`notes/${i}`, 'ord '.repeat(i * 100), 'absent')
    const backup = await written(backUp(store, masterKey, now, everything))
    for (const size of [1, 7, 1000]) expect(await read(backup, masterKey, size)).to.deep.equal(await read(backup))
  })

  it('is refused when it was cut off anywhere, and when anything in it was changed', async () => {
    for (let i = 0; i < 3; i++) await store.write(`notes/${i}`, `ord ${i}`, 'absent')
    const backup = await written(backUp(store, masterKey, now, everything))
    for (let length = 0; length < backup.length; length++) {
      expect(await why(read(backup.subarray(0, length))), `cut off at ${length}`).to.be.oneOf(['truncated', 'noBackup'])
    }
    for (let at = 0; at < backup.length; at++) {
      const altered = Buffer.from(backup)
      altered[at] = (altered[at] ?? 0) ^ 1
      expect(await why(read(altered)), `altered at ${at}`).to.be.oneOf(['altered', 'truncated', 'noBackup', 'newer'])
    }
  })

  it('is refused when records were turned round, taken out, put in twice, or added behind the end', async () => {
    for (let i = 0; i < 3; i++) await store.write(`notes/${i}`, `ord ${i}`, 'absent')
    const [head, a, b, c, end] = await all(backUp(store, masterKey, now, everything))
    const other = await all(backUp(store, masterKey, now, everything))
    const of = (...pieces: (Buffer | undefined)[]) => Buffer.concat(pieces.map(piece => piece ?? Buffer.alloc(0)))
    expect(await read(of(head, a, b, c, end))).to.have.length(3)
    const wrong = [
      of(head, b, a, c, end),
      of(head, a, c, end),
      of(head, a, a, b, c, end),
      of(head, a, b, c, end, end),
      of(head, other[1], b, c, end),
    ]
    for (const [i, backup] of wrong.entries()) expect(await why(read(backup)), String(i)).to.equal('altered')
    expect(await why(read(of(head, a, b, c)))).to.equal('truncated')
  })

  it('is refused with another key, by its name and not as damaged', async () => {
    await store.write('notes/a', 'ord', 'absent')
    const backup = await written(backUp(store, masterKey, now, everything))
    expect(await why(read(backup, Buffer.alloc(32, 8)))).to.equal('otherKey')
    expect(await why(read(Buffer.from('{"some":"file"}\n')))).to.equal('noBackup')
  })

  it('has wrapped keys last of all, so that what is forgotten while it is made cannot be read in it', async () => {
    const notes = createSealed<string>(store, createSealer(masterKey), 'notes')
    await notes.create('stays', 'bliver')
    await notes.create('erased', 'slettes')
    await store.write('accounts/a', 'konto', 'absent')
    const pieces: Buffer[] = []
    for await (const piece of backUp(store, masterKey, now, everything)) {
      pieces.push(piece)
      if (pieces.length === 4) await notes.forget('erased') // the head and three documents are written
    }
    const records = await read(Buffer.concat(pieces))
    expect(records.map(({ key }) => key)).to.include('notes/erased')
    expect(records.filter(({ key }) => sealedBy(key) !== undefined).map(({ key }) => key)).to.deep.equal(['notes-keys/stays'])
  })

  it('keeps the order that hangs together, and leaves out what it is told to', async () => {
    for (const key of ['links/1', 'b/head', 'b/entries/1', 'b/checkpoint', 'a/1']) await store.write(key, key, 'absent')
    const order: BackupOrder = { leavesOut: key => key.startsWith('links/'), first: ['b/head'], last: ['b/checkpoint'] }
    const keys = (await read(await written(backUp(store, masterKey, now, order)))).map(({ key }) => key)
    expect(keys[0]).to.equal('b/head')
    expect(keys.at(-1)).to.equal('b/checkpoint')
    expect([...keys].sort()).to.deep.equal(['a/1', 'b/checkpoint', 'b/entries/1', 'b/head'])
  })
})

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}

const written = async (pieces: AsyncIterable<Buffer>) => Buffer.concat(await all(pieces))

async function* inPieces(whole: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < whole.length; from += size) yield whole.subarray(from, from + size)
}

const read = (backup: Buffer, key = masterKey, size = 4096): Promise<BackupRecord[]> => all(readBackup(inPieces(backup, size), key))

async function why(reading: Promise<unknown>): Promise<string> {
  try {
    await reading
    return 'was read'
  } catch (error) {
    if (error instanceof BackupRefused) return error.why
    throw error
  }
}

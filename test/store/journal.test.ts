import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import fc from 'fast-check'
import { openLowdbStore } from '../../store/lowdbStore.ts'
import { NotKept, type Store } from '../../store/store.ts'
import { type Call, type FailingDisk, failingDisk } from './failingDisk.ts'

let folder: string
let disk: FailingDisk
let store: Store
let told: string[]

describe('the journal of the embedded store', () => {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'brobygger-journal-'))
    disk = failingDisk()
    told = []
    await open()
  })
  afterEach(async () => {
    await store.close()
    await rm(folder, { recursive: true })
  })

  describe('after a crash', () => {
    it('gives back what was acknowledged, before it has a file of its own', async () => {
      const etag = await store.write('talks/a', { words: ['æ', 'ø\n\t', '🌉'] }, 'absent')
      await store.write('talks/b', 1, await store.write('talks/b', 0, 'absent'))
      expect(await readdir(join(folder, 'store'))).not.to.include('talks')
      const after = await crashed()
      expect(await after.read('talks/a')).to.deep.equal({ value: { words: ['æ', 'ø\n\t', '🌉'] }, etag })
      expect((await after.read('talks/b'))?.value).to.equal(1)
      expect(await keys(after)).to.deep.equal(['talks/a', 'talks/b'])
      await after.close()
    })

    it('does not bring back what was forgotten, wherever it lay', async () => {
      await store.write('talks/a', 1, 'absent')
      await store.close()
      await open()
      await store.write('talks/b', 1, 'absent')
      await store.write('talks/a', 2, (await store.read('talks/a'))?.etag ?? 'absent')
      await store.forget('talks/a')
      await store.forget('talks/b')
      const after = await crashed()
      expect(await keys(after)).to.deep.equal([])
      expect(await after.read('talks/a')).to.equal(undefined)
      await after.write('talks/a', 3, 'absent')
      await after.close()
    })

    it('can crash again and again while it recovers, and writes on where it was', async () => {
      let etag = await store.write('talks/a', 0, 'absent')
      let copy = join(folder, 'store')
      for (let n = 1; n <= 5; n++) {
        const next = join(folder, `copy-${n}`)
        await cp(copy, next, { recursive: true, filter: withoutLock })
        const after = await openLowdbStore(next)
        expect((await after.read('talks/a'))?.value).to.equal(n - 1)
        etag = await after.write('talks/a', n, etag)
        await cp(next, `${next}-cut`, { recursive: true, filter: withoutLock })
        copy = `${next}-cut`
        await after.close()
      }
    })

    it('takes a power cut at every byte of the last change for a change that was never acknowledged', async () => {
      await store.write('talks/a', 'kept', 'absent')
      const before = await wholeBytes()
      await store.write('talks/b', 'lost', 'absent')
      const whole = await wholeBytes()
      for (const cut of [before.length, before.length + 1, before.length + 4, before.length + 13, whole.length - 1, whole.length]) {
        for (const filled of [0, 4096, 0xaa]) {
          const bytes = Buffer.concat([whole.subarray(0, cut), Buffer.alloc(filled === 0xaa ? 100 : filled, filled === 0xaa ? filled : 0)])
          const after = await crashed(bytes)
          expect((await after.read('talks/a'))?.value).to.equal('kept')
          expect((await after.read('talks/b'))?.value).to.equal(cut === whole.length ? 'lost' : undefined)
          await after.write('talks/b', 'again', (await after.read('talks/b'))?.etag ?? 'absent')
          await after.close()
        }
      }
    })

    it('says which file is damaged and where, when it is not the last change that cannot be read', async () => {
      await store.write('talks/a', 'first', 'absent')
      const first = await wholeBytes()
      await store.write('talks/b', 'second', 'absent')
      const whole = await wholeBytes()
      for (let at = 0; at < first.length; at += 3) {
        const bytes = Buffer.from(whole)
        bytes[at] = (bytes[at] ?? 0) ^ 0x10
        const message = await crashed(bytes).then(
          () => 'opened',
          (error: Error) => error.message,
        )
        expect(message, `byte ${at}`).to.match(/\d{9}\.journal is damaged at byte \d+/)
      }
    })
  })

  describe('at work', () => {
    it('lets what waits go to the disk together', async () => {
      await store.write('talks/first', 0, 'absent')
      disk.calls.length = 0
      await Promise.all(Array.from({ length: 200 }, (_, i) => store.write(`talks/${i}`, i, 'absent')))
      expect(disk.calls.filter(({ call }) => call === 'sync').length).to.be.at.most(3)
    })

    it('writes the file of a document once, however often it changed', async () => {
      let etag = await store.write('talks/a', 0, 'absent')
      for (let n = 1; n <= 50; n++) etag = await store.write('talks/a', n, etag)
      await store.close()
      expect(disk.calls.filter(({ call, path }) => call === 'open' && path.endsWith('a.json.writing'))).to.have.length(1)
      expect(JSON.parse(await readFile(join(folder, 'store/talks/a.json'), 'utf8'))).to.deep.equal({ etag, value: 50 })
      expect(await readdir(join(folder, 'store/.journal'))).to.deep.equal([])
    })

    it('never holds a wrapped key: that has its own file only, gone with it', async () => {
      await store.write('talks-keys/a', 'wrapped-key-of-a', 'absent')
      await store.write('talks/a', 'document-of-a', 'absent')
      expect((await wholeBytes()).toString('latin1'))
        .to.include('document-of-a')
        .and.not.to.include('wrapped-key-of-a')
      await store.forget('talks-keys/a')
      expect(await readdir(join(folder, 'store/talks-keys'))).to.deep.equal([])
    })
  })

  for (const [call, code] of [
    ['write', 'ENOSPC'],
    ['write', 'EIO'],
    ['sync', 'EIO'],
    ['open', 'EMFILE'],
    ['open', 'EROFS'],
  ] as const) {
    it(`acknowledges nothing that the disk does not take (${call}: ${code}), tells it once, and goes on when it does`, async () => {
      if (call !== 'open') await store.write('talks/b', 'before', 'absent')
      disk.fails = called => (called === call ? code : undefined)
      for (const key of ['talks/a', 'talks-keys/a', 'talks/a']) await expectNotKept(store.write(key, page(1), 'absent'), code)
      expect(told).to.deep.equal([code])
      disk.fails = () => undefined
      expect(await store.read('talks/a')).to.equal(undefined)
      await store.write('talks/a', page(2), 'absent')
      await store.write('talks-keys/a', 'key', 'absent')
      expect(told).to.deep.equal([code, 'over'])
      // Nobody knows what a file that failed holds behind its last whole frame: it gets nothing more.
      expect(await segments()).to.have.length(call === 'open' ? 1 : 2)
      const after = await crashed()
      expect((await after.read<number[]>('talks/a'))?.value).to.deep.equal(page(2))
      expect((await after.read('talks/b'))?.value).to.equal(call === 'open' ? undefined : 'before')
      await after.close()
    })
  }

  it('forgets on a full disk, too, also what has no file of its own yet, and a change that fails changes nothing', async () => {
    const etag = await store.write('talks/a', 'text', 'absent')
    disk.room = 200_000
    await fill()
    await expectNotKept(store.write('talks/a', page(2), etag), 'ENOSPC')
    expect(await store.read('talks/a')).to.deep.equal({ value: 'text', etag })
    await store.forget('talks/a')
    const after = await crashed()
    expect(await after.read('talks/a')).to.equal(undefined)
    await after.close()

    disk.room = Number.POSITIVE_INFINITY
    await store.write('talks/a', 'anew', 'absent')
    expect(told).to.deep.equal(['ENOSPC', 'over'])
  })

  it('keeps its documents where their files cannot be written, and writes them when they can', async () => {
    await store.write('talks/a', 1, 'absent')
    disk.fails = (_, path) => (path.includes('/talks/') ? 'ENOSPC' : undefined)
    await store.close()
    expect(told).to.deep.equal(['ENOSPC'])
    disk.fails = () => undefined
    await open()
    expect((await store.read('talks/a'))?.value).to.equal(1)
    await store.close()
    expect(await readdir(join(folder, 'store/talks'))).to.deep.equal(['a.json'])
  })

  it('takes a file that was overwritten, and then not removed, for forgotten', async () => {
    await store.write('talks-keys/a', 'key', 'absent')
    await store.close()
    await writeFile(join(folder, 'store/talks-keys/a.json'), Buffer.alloc(60))
    await open()
    expect(await store.read('talks-keys/a')).to.equal(undefined)
    await store.write('talks-keys/a', 'anew', 'absent')
  })

  it('holds through any order of changes, failures, crashes and starts', () =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), steps => new Life().lead(steps)),
      { numRuns: 60 },
    )).timeout(60_000)
})

const keysUsed = ['talks/a', 'talks/b', 'talks-keys/a']
type Step = { do: 'write' | 'forget'; key: string } | { do: 'fail'; at: Call; after: number } | { do: 'crash' | 'reopen' }
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('write' as const), key: fc.constantFrom(...keysUsed) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('forget' as const), key: fc.constantFrom(...keysUsed) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('fail' as const),
      at: fc.constantFrom<Call>('open', 'write', 'sync'),
      after: fc.nat(3),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('crash' as const, 'reopen' as const) }) },
)

/** A store that lives through the steps; what was acknowledged must always be there, what failed may turn up after a crash. */
class Life {
  readonly disk = failingDisk()
  /** What each key may hold: the acknowledged value first. */
  readonly may = new Map<string, unknown[]>(keysUsed.map(key => [key, [undefined]]))
  folder = ''
  store: Store | undefined
  count = 0

  async lead(steps: Step[]): Promise<void> {
    this.folder = await mkdtemp(join(tmpdir(), 'brobygger-life-'))
    await this.open()
    try {
      for (const one of steps) {
        if (one.do === 'write' || one.do === 'forget') await this.change(one)
        else if (one.do === 'fail') this.failAfter(one.at, one.after)
        else await this.again(one.do)
        for (const key of keysUsed) await this.look(key)
      }
    } finally {
      this.disk.fails = () => undefined
      await this.store?.close()
      await rm(this.folder, { recursive: true })
    }
  }

  /** A checkpoint begins with nearly every change. */
  async open(): Promise<void> {
    this.store = await openLowdbStore(this.folder, { disk: this.disk, pace: { everyMilliseconds: 1, segmentBytes: 150 } })
  }

  async change({ do: what, key }: { do: 'write' | 'forget'; key: string }): Promise<void> {
    if (!this.store) return
    const value = what === 'write' ? ++this.count : undefined
    try {
      const etag = (await this.store.read(key))?.etag ?? 'absent'
      if (value === undefined) await this.store.forget(key)
      else await this.store.write(key, value, etag)
      this.may.set(key, [value])
    } catch (error) {
      if (error instanceof NotKept) this.may.get(key)?.push(value)
      else expect(String(error)).to.include('as the test wants it') // a read that failed
    }
  }

  /** The disk fails once, some calls from now. */
  failAfter(at: Call, after: number): void {
    let left = after
    this.disk.fails = call => {
      if (call !== at || left-- > 0) return undefined
      this.disk.fails = () => undefined
      return 'EIO'
    }
  }

  async again(how: 'crash' | 'reopen'): Promise<void> {
    // Killed: nothing more gets to the disk, whatever was under way.
    this.disk.fails = () => (how === 'crash' ? 'EIO' : undefined)
    await this.store?.close()
    this.disk.fails = () => undefined
    await this.open()
    for (const key of keysUsed) this.may.set(key, [await this.look(key)])
  }

  async look(key: string): Promise<unknown> {
    const fails = this.disk.fails
    this.disk.fails = () => undefined
    const value = (await this.store?.read(key))?.value
    this.disk.fails = fails
    expect(this.may.get(key), key).to.include(value)
    return value
  }
}

const page = (n: number) => Array.from({ length: 5000 }, () => n)

async function open(): Promise<void> {
  store = await openLowdbStore(join(folder, 'store'), {
    disk,
    report: trouble => told.push(trouble === 'over' ? 'over' : trouble.code),
  })
}

/** The store as another process finds it that starts after this one was killed now; `journal`: with these bytes in its journal. */
async function crashed(journal?: Buffer): Promise<Store> {
  const copy = await mkdtemp(join(folder, 'crashed-'))
  await cp(join(folder, 'store'), copy, { recursive: true, filter: withoutLock })
  if (journal) await writeFile(join(copy, '.journal', (await segments()).at(-1) ?? ''), journal)
  return openLowdbStore(copy)
}

const withoutLock = (path: string) => !path.includes('.lock-')

const segments = async () => (await readdir(join(folder, 'store/.journal'))).sort()

/** The newest segment without the room it took in advance. */
async function wholeBytes(): Promise<Buffer> {
  const bytes = await readFile(join(folder, 'store/.journal', (await segments()).at(-1) ?? ''))
  return bytes.subarray(0, bytes.findLastIndex(byte => byte !== 0) + 1)
}

/** Until nothing more goes in, however small. */
async function fill(): Promise<void> {
  for (const size of [5000, 500, 1]) {
    for (let took = true; took; ) {
      took = await store.write(`talks/${crypto.randomUUID()}`, page(1).slice(0, size), 'absent').then(
        () => true,
        () => false,
      )
    }
  }
}

async function keys(of: Store): Promise<string[]> {
  const all: string[] = []
  for await (const key of of.keys('')) all.push(key)
  return all.sort()
}

async function expectNotKept(change: Promise<unknown>, code: string): Promise<void> {
  await change.then(
    () => expect.fail('it was acknowledged'),
    error => {
      expect(error).to.be.instanceOf(NotKept)
      expect(error.code).to.equal(code)
    },
  )
}

import { expect } from 'chai'
import { Conflict, type Store } from '../../store/store.ts'
import { until } from '../until.ts'

/** What every store must hold. `open` gives an empty one, and the same one again after `reopen`. */
export function storeContract(name: string, world: { open(): Promise<Store>; reopen(): Promise<Store>; end(): Promise<void> }) {
  describe(`${name} as a store`, () => {
    let store: Store
    beforeEach(async () => {
      store = await world.open()
    })
    afterEach(() => world.end())

    it('gives back what was written, with its etag', async () => {
      const etag = await store.write('talks/a', { words: ['æ', 'ø', '🌉'] }, 'absent')
      expect(await store.read('talks/a')).to.deep.equal({ value: { words: ['æ', 'ø', '🌉'] }, etag })
    })

    it('has nothing under a key that was never written', async () => {
      expect(await store.read('talks/none')).to.equal(undefined)
    })

    it('refuses to write over what is there when nothing was expected', async () => {
      await store.write('talks/a', 1, 'absent')
      await expectConflict(store.write('talks/a', 2, 'absent'))
      expect((await store.read('talks/a'))?.value).to.equal(1)
    })

    it('refuses an etag that is old, and one of a document that is gone', async () => {
      const first = await store.write('talks/a', 1, 'absent')
      await store.write('talks/a', 2, first)
      await expectConflict(store.write('talks/a', 3, first))
      await store.forget('talks/a')
      await expectConflict(store.write('talks/a', 4, first))
      expect(await store.read('talks/a')).to.equal(undefined)
    })

    it('gives a new etag to a document that was forgotten and written again', async () => {
      const first = await store.write('talks/a', 1, 'absent')
      await store.forget('talks/a')
      expect(await store.write('talks/a', 1, 'absent')).not.to.equal(first)
    })

    it('lets exactly one of fifty writers win', async () => {
      const etag = await store.write('talks/a', 0, 'absent')
      const outcomes = await Promise.allSettled(Array.from({ length: 50 }, (_, i) => store.write('talks/a', i + 1, etag)))
      expect(outcomes.filter(outcome => outcome.status === 'fulfilled')).to.have.length(1)
      const winner = outcomes.findIndex(outcome => outcome.status === 'fulfilled') + 1
      expect((await store.read('talks/a'))?.value).to.equal(winner)
    })

    it('forgets, and forgetting twice is harmless', async () => {
      await store.write('talks/a', 1, 'absent')
      await store.forget('talks/a')
      await store.forget('talks/a')
      expect(await store.read('talks/a')).to.equal(undefined)
    })

    it('lists keys by prefix', async () => {
      for (const key of ['talks/a', 'talks/b', 'talks-keys/a', 'accounts/a']) await store.write(key, 1, 'absent')
      expect(await listed(store, 'talks/')).to.deep.equal(['talks/a', 'talks/b'])
      expect(await listed(store, 'talks')).to.deep.equal(['talks-keys/a', 'talks/a', 'talks/b'])
      expect(await listed(store, '')).to.have.length(4)
      expect(await listed(store, 'none/')).to.deep.equal([])
    })

    it('tells watchers of every change once it is durable, until they stop', async () => {
      const told: string[] = []
      const stop = store.watch(key => told.push(key))
      const etag = await store.write('talks/a', 1, 'absent')
      await store.write('talks/a', 2, etag)
      await store.forget('talks/a')
      await until(() => told.length === 3)
      stop()
      await store.write('talks/b', 1, 'absent')
      expect(told).to.deep.equal(['talks/a', 'talks/a', 'talks/a'])
    })

    it('keeps everything when it is closed and opened again', async () => {
      const etag = await store.write('talks/a', { n: 1 }, 'absent')
      store = await world.reopen()
      expect(await store.read('talks/a')).to.deep.equal({ value: { n: 1 }, etag })
      await store.write('talks/a', { n: 2 }, etag)
    })

    it('never shows a document half written', async () => {
      let etag = await store.write('talks/a', page(0), 'absent')
      const reads: Promise<unknown>[] = []
      for (let n = 1; n <= 20; n++) {
        const written = store.write('talks/a', page(n), etag)
        reads.push(store.read<number[]>('talks/a').then(read => expect(new Set(read?.value).size).to.equal(1)))
        etag = await written
      }
      await Promise.all(reads)
    })

    it('refuses a key that could leave its place', async () => {
      for (const key of ['../a', 'talks/../../a', '/etc/a', 'talks//a', 'tal ks', '']) {
        await store.write(key, 1, 'absent').then(
          () => expect.fail(`accepted ${key}`),
          (error: Error) => expect(error.message).to.contain('a key is'),
        )
      }
    })
  })
}

const page = (n: number) => Array.from({ length: 5000 }, () => n)

async function listed(store: Store, prefix: string): Promise<string[]> {
  const keys: string[] = []
  for await (const key of store.keys(prefix)) keys.push(key)
  return keys.sort()
}

async function expectConflict(write: Promise<unknown>): Promise<void> {
  await write.then(
    () => expect.fail('it was written'),
    (error: unknown) => expect(error).to.be.instanceOf(Conflict),
  )
}

import { expect } from 'chai'
import { type Lease, seekLease } from '../../store/leases.ts'
import type { Store } from '../../store/store.ts'
import { until } from '../until.ts'

/** What a lease must hold on every store. */
export function leaseContract(name: string, world: { open(): Promise<Store>; end(): Promise<void> }) {
  describe(`a lease on ${name}`, () => {
    let store: Store
    let leases: Lease[]
    const seek = (milliseconds = 400, at = store) => {
      const lease = seekLease(at, 'sweeper', milliseconds)
      leases.push(lease)
      return lease
    }
    beforeEach(async () => {
      leases = []
      store = await world.open()
    })
    afterEach(async () => {
      await Promise.all(leases.map(lease => lease.close()))
      await world.end()
    })

    it('is held by exactly one of those who seek it, and goes on being held', async () => {
      for (let i = 0; i < 5; i++) seek()
      const counts: number[] = []
      await until(() => {
        counts.push(leases.filter(lease => lease.held()).length)
        return counts.filter(count => count === 1).length > 60
      })
      expect(Math.max(...counts)).to.equal(1)
    })

    it('goes on to another at once when it is given back', async () => {
      const first = seek(60_000)
      await until(() => first.held())
      const second = seek(60_000)
      await first.close()
      expect(first.held()).to.equal(false)
      await until(() => second.held())
    })

    it('goes on to another when its holder dies, and not before its time is over', async () => {
      let dead = false
      const first = seek(
        400,
        silentWhen(store, () => dead),
      )
      await until(() => first.held())
      const second = seek(400)
      dead = true
      await until(() => {
        expect(first.held() && second.held()).to.equal(false)
        return second.held()
      })
    })

    it('is told of when it begins and when it ends', async () => {
      let dead = false
      const told: boolean[] = []
      seek(
        200,
        silentWhen(store, () => dead),
      ).listen(held => told.push(held))
      await until(() => told.at(-1) === true)
      dead = true
      await until(() => told.at(-1) === false)
      // A machine that stands still for the lease's time loses it and takes it again.
      expect(told).to.deep.equal(told.map((_, i) => i % 2 === 0))
    })

    it('is told of its end in whatever part of a millisecond it falls', async () => {
      let dead = false
      const away = silentWhen(store, () => dead)
      const held = new Map<number, boolean>()
      for (let i = 0; i < 100; i++) {
        const lease = seekLease(away, `work-${i}`, 300 + i / 100)
        leases.push(lease)
        lease.listen(now => held.set(i, now))
      }
      await until(() => held.size === 100)
      dead = true
      await until(() => ![...held.values()].includes(true))
    })
  })
}

/** A store that the network was cut off from. */
const silentWhen = (store: Store, silent: () => boolean): Store => ({
  ...store,
  write: (key, value, expected) => (silent() ? Promise.reject(new Error('away')) : store.write(key, value, expected)),
})

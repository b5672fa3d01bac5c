import { Writable } from 'node:stream'
import { expect } from 'chai'
import { pino } from 'pino'
import { startUpkeep } from '../../bot/upkeep/upkeep.ts'
import { openPostgresStore, type PostgresStore } from '../../store/postgresStore.ts'
import { openTestDatabase } from '../postgres.ts'
import { until } from '../until.ts'

describe('The upkeep of the database', () => {
  it('is done by one node of several, by another when that one stops, and says once what was left undone', async () => {
    const database = await openTestDatabase()
    const done: number[] = []
    const lines: string[] = []
    const log = pino(
      new Writable({
        write(chunk, _encoding, then) {
          lines.push(String(chunk))
          then()
        },
      }),
    )
    const node = async (which: number) => {
      const store = await openPostgresStore({ url: database.url })
      const counted: PostgresStore = {
        ...store,
        async upkeep() {
          done.push(which)
          return ['wal_recycle']
        },
      }
      return { store, ...startUpkeep(counted, log, { first: 10, every: 10 }) }
    }
    const nodes = [await node(0), await node(1), await node(2)]
    await until(() => done.length >= 5)
    expect(new Set(done).size).to.equal(1)
    const [holder] = done
    await nodes[holder ?? 0]?.close()
    await until(() => done.at(-1) !== holder)
    for (const one of nodes) await one.close()
    expect(lines.filter(line => line.includes('wal_recycle')).length).to.equal(new Set(done).size)
    for (const { store } of nodes) await store.close()
    await database.drop()
  })
})

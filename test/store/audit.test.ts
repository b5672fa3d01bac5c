import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLowdbStore } from '../../store/lowdbStore.ts'
import { openPostgresStore } from '../../store/postgresStore.ts'
import { auditContract } from '../contract/audit.ts'
import { openTestDatabase } from '../postgres.ts'

auditContract('the embedded store', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'brobygger-audit-'))
  const store = await openLowdbStore(folder)
  return {
    stores: [store, store],
    async close() {
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
})

auditContract('PostgreSQL with two nodes', async () => {
  const database = await openTestDatabase()
  const stores = [await openPostgresStore({ url: database.url }), await openPostgresStore({ url: database.url })] as const
  return {
    stores: [...stores],
    async close() {
      await Promise.all(stores.map(store => store.close()))
      await database.drop()
    },
  }
})

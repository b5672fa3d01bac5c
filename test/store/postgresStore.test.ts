import { openPostgresStore } from '../../store/postgresStore.ts'
import type { Store } from '../../store/store.ts'
import { storeContract } from '../contract/store.ts'
import { openTestDatabase } from '../postgres.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
let store: Store

storeContract('PostgreSQL', {
  async open() {
    database = await openTestDatabase()
    store = await openPostgresStore({ url: database.url })
    return store
  },
  async reopen() {
    await store.close()
    store = await openPostgresStore({ url: database.url })
    return store
  },
  async end() {
    await store.close()
    await database.drop()
  },
})

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLowdbStore } from '../../store/lowdbStore.ts'
import type { Store } from '../../store/store.ts'
import { leaseContract } from '../contract/leases.ts'

let folder: string
let store: Store

leaseContract('the embedded store (lowdb)', {
  async open() {
    folder = await mkdtemp(join(tmpdir(), 'brobygger-leases-'))
    store = await openLowdbStore(folder)
    return store
  },
  async end() {
    await store.close()
    await rm(folder, { recursive: true })
  },
})

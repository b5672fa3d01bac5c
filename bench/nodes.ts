import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeAccount } from '../desk/accounts.ts'
import { createSessions } from '../desk/sessions.ts'
import type { Conversation } from '../dialogs/conversation.ts'
import { openLowdbStore } from '../store/lowdbStore.ts'
import { openPostgresStore } from '../store/postgresStore.ts'
import type { Sealed } from '../store/sealed.ts'
import { createSealed } from '../store/sealedDocuments.ts'
import { createSealer } from '../store/sealing.ts'
import type { Store } from '../store/store.ts'
import { startPostgres } from '../test/postgres.ts'
import { type Server, startOurs } from './servers.ts'

export interface Nodes {
  servers: Server[]
  /** Of each counsellor, a cookie that every node knows. */
  cookies: string[]
  close(): Promise<void>
}

/**
 * Nodes of ours as processes on one store, which is as durable as in production: the embedded one (one node), or a PostgreSQL of their own.
 * `prepare` may put conversations there before they start.
 */
export async function openNodes(wanted: {
  store: 'embedded' | 'postgres'
  nodes: number
  counsellors: number
  prepare?(conversations: Sealed<Conversation>): Promise<void>
}): Promise<Nodes> {
  const folder = mkdtempSync(join(tmpdir(), 'brobygger-bench-'))
  const postgres = wanted.store === 'postgres' ? await startPostgres({ fsync: 'on', shared_buffers: '128MB' }) : undefined
  const key = randomBytes(32)
  const store = postgres ? await openPostgresStore({ url: postgres.url() }) : await openLowdbStore(join(folder, 'store'))
  const cookies = await Promise.all(Array.from({ length: wanted.counsellors }, (_, i) => hire(store, i)))
  await wanted.prepare?.(createSealed<Conversation>(store, createSealer(key), 'conversations'))
  await store.close()

  const settings = { BROBYGGER_KEY: key.toString('base64'), BROBYGGER_DATA: folder, ...(postgres && { DATABASE_URL: postgres.url() }) }
  const servers = await Promise.all(Array.from({ length: wanted.nodes }, () => startOurs(settings)))
  return {
    servers,
    cookies,
    async close() {
      await Promise.all(servers.map(server => server.kill()))
      await postgres?.remove()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Someone with an account and a session. */
async function hire(store: Store, i: number): Promise<string> {
  const id = randomBytes(18).toString('base64url')
  const account = { id, email: `maaler${i}@kommune.dk`, roles: ['counsellor' as const], name: `Måler ${i}`, municipalities: [] }
  await writeAccount(store, account, 'absent')
  return `brobygger_desk=${await createSessions(store).open(account, new Date())}`
}

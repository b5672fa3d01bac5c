import { randomBytes } from 'node:crypto'
import { type Account, writeAccount } from '../../desk/accounts.ts'
import { createSessions } from '../../desk/sessions.ts'
import type { Conversation } from '../../dialogs/conversation.ts'
import { openPostgresStore } from '../../store/postgresStore.ts'
import type { Sealed } from '../../store/sealed.ts'
import { createSealed } from '../../store/sealedDocuments.ts'
import { createSealer, type Sealer } from '../../store/sealing.ts'
import type { Store } from '../../store/store.ts'
import { openTestDatabase } from '../postgres.ts'
import { type ServerProcess, serverProcess } from './serverProcess.ts'

/** Several nodes on one database, each a process of its own; and the store they share, as the test sees it. */
export interface Nodes {
  nodes: ServerProcess[]
  store: Store
  masterKey: Buffer
  sealer: Sealer
  conversations: Sealed<Conversation>
  /** Someone with an account and a session that all nodes know. */
  hire(email: string): Promise<{ id: string; cookie: string }>
  remove(): Promise<void>
}

interface Wanted {
  /** The port of a network between them and the database. */
  through?(databasePort: number): Promise<number>
  settings?: Record<string, string>
}

/** Not started yet. */
export async function openNodes(count: number, { through, settings: more = {} }: Wanted = {}): Promise<Nodes> {
  const database = await openTestDatabase()
  const masterKey = randomBytes(32)
  const theirs = new URL(database.url)
  if (through) theirs.port = String(await through(Number(theirs.port)))
  const settings = { DATABASE_URL: theirs.href, BROBYGGER_KEY: masterKey.toString('base64'), ...more }
  const nodes = await Promise.all(Array.from({ length: count }, () => serverProcess(settings)))
  const store = await openPostgresStore({ url: database.url, connections: 2, patience: 60_000 })
  const sealer = createSealer(masterKey)
  return {
    nodes,
    store,
    masterKey,
    sealer,
    conversations: createSealed<Conversation>(store, sealer, 'conversations'),
    async hire(email) {
      const id = randomBytes(18).toString('base64url')
      const account: Account = { id, email, roles: ['counsellor'], name: `${email.split('@')[0]}, rådgiver`, municipalities: [] }
      await writeAccount(store, account, 'absent')
      return { id, cookie: `brobygger_desk=${await createSessions(store).open(account, new Date())}` }
    },
    async remove() {
      await Promise.all(nodes.map(node => node.remove()))
      await store.close()
      await database.drop()
    },
  }
}

import { giveAccess } from '../../desk/access.ts'
import { openAuditLog } from '../../desk/auditLog.ts'
import { type DeskRole, deskRoles } from '../../desk/roles.ts'
import { createSessions } from '../../desk/sessions.ts'
import { FolderInUse } from '../../store/folderLock.ts'
import { type Config, readConfig } from '../config.ts'
import { createLog } from '../log.ts'
import { masterKey } from '../opening/masterKey.ts'
import { openStore } from '../opening/openStore.ts'
import { terminalWords } from '../terminal.ts'
import { readArguments, WrongArguments } from './arguments.ts'
import { askServer } from './serverDoor.ts'

/** `brobygger counsellor add EMAIL [--role ROLE]... [--municipality ID]...`: prints a one-time link. Works while the server runs, too. */
export async function counsellorCommand(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    role: { type: 'string', multiple: true },
    municipality: { type: 'string', multiple: true },
  })
  const [verb, email, ...rest] = positionals
  const wanted = values.role ?? ['counsellor']
  const roles = deskRoles.filter(role => wanted.includes(role))
  if (verb !== 'add' || email === undefined || rest.length > 0) throw new WrongArguments('brobygger counsellor add EMAIL [--role ROLE]')
  if (roles.length < new Set(wanted).size) throw new WrongArguments(`--role: one of ${deskRoles.join(', ')}; give it again for another`)
  const config = readConfig(process.env)
  const link = await addHere(config, { email, roles, ...(values.municipality && { municipalities: values.municipality }) })
  process.stderr.write(`${terminalWords()('cli.counsellor.added', { email, role: roles.join(', ') })}\n`)
  process.stdout.write(`${link}\n`)
  return 0
}

interface Wanted {
  email: string
  roles: DeskRole[]
  municipalities?: string[]
}

/** The embedded store belongs to one process: where the server has it, the server is asked. */
async function addHere(config: Config, { email, roles, municipalities }: Wanted): Promise<string> {
  try {
    const store = await openStore(config, createLog(config))
    try {
      const now = () => new Date()
      const access = { store, audit: openAuditLog(store, await masterKey(config), now), sessions: createSessions(store), now }
      const baseUrl = `http://localhost:${config.port}`
      return await giveAccess(access, { id: 'terminal' }, { email, roles, municipalities, baseUrl })
    } finally {
      await store.close()
    }
  } catch (error) {
    if (error instanceof RangeError) throw new WrongArguments(error.message)
    if (!(error instanceof FolderInUse)) throw error
    return askServer(config.data, { email, roles, ...(municipalities && { municipalities }) })
  }
}

import { join } from 'node:path'
import { addCounsellor } from '../desk/signInLink.ts'
import { FolderInUse } from '../store/folderLock.ts'
import { openLowdbStore } from '../store/lowdbStore.ts'
import { readArguments, WrongArguments } from './arguments.ts'
import { readConfig } from './config.ts'
import { askServer } from './serverDoor.ts'
import { terminalWords } from './terminal.ts'

const roles = ['counsellor', 'coordinator', 'admin'] as const

/** `brobygger counsellor add EMAIL [--role counsellor|coordinator|admin]`: prints a one-time link. Works while the server runs, too. */
export async function counsellorCommand(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { role: { type: 'string' }, municipality: { type: 'string', multiple: true } })
  const [verb, email, ...rest] = positionals
  const role = roles.find(one => one === (values.role ?? 'counsellor'))
  if (verb !== 'add' || email === undefined || rest.length > 0) throw new WrongArguments('brobygger counsellor add EMAIL [--role ROLE]')
  if (role === undefined) throw new WrongArguments(`--role: one of ${roles.join(', ')}`)
  const config = readConfig(process.env)
  const wanted = { email, role, ...(values.municipality && { municipalities: values.municipality }) }
  const link = await addHere(config.data, config.port, wanted)
  process.stderr.write(`${terminalWords()('cli.counsellor.added', { email, role })}\n`)
  process.stdout.write(`${link}\n`)
  return 0
}

interface Wanted {
  email: string
  role: (typeof roles)[number]
  municipalities?: string[]
}

/** The embedded store belongs to one process: where the server has it, the server is asked. */
async function addHere(data: string, port: number, { email, role, municipalities }: Wanted): Promise<string> {
  try {
    const store = await openLowdbStore(join(data, 'store'))
    try {
      return await addCounsellor(store, email, role, { baseUrl: `http://localhost:${port}`, municipalities })
    } finally {
      await store.close()
    }
  } catch (error) {
    if (error instanceof RangeError) throw new WrongArguments(error.message)
    if (!(error instanceof FolderInUse)) throw error
    return askServer(data, { email, role, ...(municipalities && { municipalities }) })
  }
}

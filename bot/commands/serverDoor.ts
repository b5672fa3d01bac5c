import { once } from 'node:events'
import { chmodSync, unlinkSync } from 'node:fs'
import { createConnection, createServer } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { giveAccess } from '../../desk/access.ts'
import { deskRoles } from '../../desk/roles.ts'
import { backUp } from '../../store/backup.ts'
import { backupOrder } from '../opening/storedKinds.ts'
import type { Services } from '../services.ts'
import { WrongArguments } from './arguments.ts'
import { type AuditAnswer, type AuditQuestion, answerAudit, auditQuestion } from './auditQuestion.ts'

const wanted = z.strictObject({
  email: z.string(),
  roles: z.array(z.enum(deskRoles)),
  municipalities: z.array(z.string()).optional(),
})
type Wanted = z.infer<typeof wanted>
const wantedBackup = z.strictObject({ backup: z.literal(true) })
const question = z.union([wanted, auditQuestion])
const answered = z.union([
  z.strictObject({ link: z.string() }),
  z.strictObject({ audit: z.custom<AuditAnswer>(told => typeof told === 'object') }),
  z.strictObject({ wrong: z.string() }),
])

const doorOf = (data: string) => join(data, 'server.sock')

/**
 * A door for `brobygger counsellor add`, `brobygger audit` and `brobygger backup` while the server has the store: a socket in the data folder that only
 * the folder's owner may open.
 */
export function openServerDoor(
  { config, store, masterKey, audit, desk, now }: Pick<Services, 'config' | 'store' | 'masterKey' | 'audit' | 'desk' | 'now'>,
  baseUrl: string,
): () => void {
  const path = doorOf(config.data)
  const away = () => {
    try {
      unlinkSync(path)
    } catch {} // none there
  }
  away()
  const door = createServer({ allowHalfOpen: true }, async peer => {
    peer.on('error', () => peer.destroy())
    try {
      const request: unknown = JSON.parse(await text(peer))
      if (wantedBackup.safeParse(request).success) {
        return await pipeline(Readable.from(backUp(store, masterKey, now(), backupOrder)), peer)
      }
      const asked = question.parse(request)
      if ('audit' in asked) return peer.end(JSON.stringify({ audit: await answerAudit(audit, asked) }))
      const access = { store, audit, sessions: desk.sessions, now }
      peer.end(JSON.stringify({ link: await giveAccess(access, { id: 'terminal' }, { ...asked, baseUrl }) }))
    } catch (error) {
      peer.end(JSON.stringify({ wrong: error instanceof RangeError ? error.message : 'the server could not do it' }))
    }
  })
  door.on('error', () => undefined) // a path too long for a socket: the command then says to stop the server first
  door.listen(path, () => chmodSync(path, 0o600))
  door.unref()
  return () => {
    door.close()
    away()
  }
}

/** Has the running server add a counsellor; resolves to the link. Throws where it does not answer. */
export async function askServer(data: string, request: Wanted): Promise<string> {
  const answer = await ask(data, request)
  if (!('link' in answer)) throw new Error('the server answered something else')
  return answer.link
}

/** Has the running server look at the audit log. Throws where it does not answer. */
export async function askServerForAudit(data: string, request: AuditQuestion): Promise<AuditAnswer> {
  const answer = await ask(data, request)
  if (!('audit' in answer)) throw new Error('the server answered something else')
  return answer.audit
}

/** The backup of the running server, as it comes; one that breaks off ends early. Throws where it does not answer. */
export async function* askForBackup(data: string): AsyncGenerator<Buffer> {
  const { socket, failed } = knock(data)
  socket.end(JSON.stringify({ backup: true }))
  await Promise.race([once(socket, 'readable'), failed])
  yield* socket
}

async function ask(data: string, request: z.infer<typeof question>) {
  const { socket, failed } = knock(data)
  socket.end(JSON.stringify(request))
  const answer = answered.parse(JSON.parse(await Promise.race([text(socket), failed])))
  if ('wrong' in answer) throw new WrongArguments(answer.wrong)
  return answer
}

function knock(data: string) {
  const socket = createConnection(doorOf(data))
  const failed = new Promise<never>((_, reject) =>
    socket.once('error', () =>
      reject(new Error('the server that has the data folder does not answer; stop it, run this again, and start it')),
    ),
  )
  failed.catch(() => undefined) // whoever is past waiting for it hears of it from the socket
  return { socket, failed }
}

import { chmodSync, unlinkSync } from 'node:fs'
import { createConnection, createServer } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { addCounsellor } from '../desk/signInLink.ts'
import { WrongArguments } from './arguments.ts'
import type { Services } from './services.ts'

const wanted = z.strictObject({
  email: z.string(),
  role: z.enum(['counsellor', 'coordinator', 'admin']),
  municipalities: z.array(z.string()).optional(),
})
type Wanted = z.infer<typeof wanted>
const answered = z.union([z.strictObject({ link: z.string() }), z.strictObject({ wrong: z.string() })])

const doorOf = (data: string) => join(data, 'server.sock')

/** A door for `brobygger counsellor add` while the server has the store: a socket in the data folder that only the folder's owner may open. */
export function openServerDoor({ config, store, now }: Pick<Services, 'config' | 'store' | 'now'>, baseUrl: string): () => void {
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
      const { email, role, municipalities } = wanted.parse(JSON.parse(await text(peer)))
      peer.end(JSON.stringify({ link: await addCounsellor(store, email, role, { now: now(), baseUrl, municipalities }) }))
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

/** Asks the running server. Throws where it does not answer. */
export async function askServer(data: string, request: Wanted): Promise<string> {
  const socket = createConnection(doorOf(data))
  const failed = new Promise<never>((_, reject) =>
    socket.once('error', () =>
      reject(new Error('the server that has the data folder does not answer; stop it, run this again, and start it')),
    ),
  )
  socket.end(JSON.stringify(request))
  const answer = answered.parse(JSON.parse(await Promise.race([text(socket), failed])))
  if ('wrong' in answer) throw new WrongArguments(answer.wrong)
  return answer.link
}

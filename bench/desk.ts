import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { ToPage } from '../desk/wire.ts'
import { post } from './http.ts'

/** A counsellor's page at one node. */
export interface Seat {
  take(id: string): Promise<{ holderNumber: number }>
  /** undefined: nobody waits. */
  takeNext(): Promise<string | undefined>
  say(id: string, holderNumber: number, text: string, clientId: string): Promise<unknown>
  close(): void
}

/** Sits down and is told everything; `onFrame` hears what comes then. */
export async function sitDown(port: number, cookie: string, onFrame: (frame: ToPage) => void = () => undefined): Promise<Seat> {
  const origin = `http://localhost:${port}`
  const headers = { cookie, origin, host: `localhost:${port}`, 'x-brobygger': 'desk' }
  const socket = new WebSocket(`ws://127.0.0.1:${port}/desk/socket`, { headers })
  await once(socket, 'open')
  const told = new Promise<void>(resolve => {
    socket.on('message', data => {
      const frame = JSON.parse(String(data)) as ToPage // our own server's
      if (frame.type === 'state') resolve()
      else onFrame(frame)
    })
  })
  socket.send(JSON.stringify({ type: 'hello', presence: 'available' }))
  await told
  const at = (path: string, body: unknown) => post(port, `/desk/api${path}`, body, headers)
  const conversationIn = ({ conversation }: Record<string, unknown>) => conversation as { id: string; holderNumber: number } | undefined // desk/wire.ts
  return {
    async take(id) {
      const taken = conversationIn(await at(`/conversations/${id}/take`, {}))
      if (!taken) throw new Error('a conversation that waits was not given')
      return taken
    },
    takeNext: async () => conversationIn(await at('/take-next', {}))?.id,
    say: (id, holderNumber, text, clientId) => at(`/conversations/${id}/say`, { text, holderNumber, clientId }),
    close: () => socket.terminate(),
  }
}

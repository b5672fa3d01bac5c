import type { FromPage, ToPage } from '../../desk/wire.ts'
import { backoff, pause, wake } from '../widget/pause.ts'

export interface Connection {
  send(frame: FromPage): void
  close(): void
}

const pingEvery = 15_000
/** Nothing heard for so long: the line is dead, though it looks alive. */
const deafAfter = 35_000

/** Keeps the desk's socket open: says hello first, comes back by itself, and notices a line that only looks alive. */
export function connect(on: { hello(): FromPage; frame(frame: ToPage): void; online(online: boolean): void }): Connection {
  let socket: WebSocket | undefined
  let closed = false
  let heardAt = 0
  void keepOpen()
  const pings = setInterval(check, pingEvery)
  addEventListener('online', wake)
  document.addEventListener('visibilitychange', look)

  return {
    send,
    close() {
      closed = true
      clearInterval(pings)
      removeEventListener('online', wake)
      document.removeEventListener('visibilitychange', look)
      socket?.close(1000)
      wake()
    },
  }

  async function keepOpen(): Promise<void> {
    for (let tries = 0; !closed; tries++) {
      if (await openOnce()) tries = 0
      if (closed) return
      on.online(false)
      await pause(backoff(tries))
    }
  }

  /** Ends when the line does; whether it ever was open. */
  function openOnce(): Promise<boolean> {
    return new Promise(resolve => {
      let opened = false
      const line = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/desk/socket`)
      socket = line
      line.onopen = () => {
        opened = true
        heardAt = Date.now()
        line.send(JSON.stringify(on.hello()))
      }
      line.onmessage = ({ data }) => {
        if (closed || socket !== line) return
        heardAt = Date.now()
        const frame = JSON.parse(String(data)) as ToPage // our own server, as desk/wire.ts says
        if (frame.type === 'state') on.online(true)
        on.frame(frame)
      }
      line.onclose = () => {
        if (socket === line) socket = undefined
        resolve(opened)
      }
    })
  }

  function send(frame: FromPage): void {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
  }

  function check(): void {
    const line = socket
    if (line?.readyState === WebSocket.OPEN && Date.now() - heardAt > deafAfter) {
      line.close()
      line.onclose?.(new CloseEvent('close')) // its own may take minutes to come when the network is gone
    } else send({ type: 'ping' })
  }

  function look(): void {
    if (document.hidden) return
    wake()
    send({ type: 'ping' })
  }
}

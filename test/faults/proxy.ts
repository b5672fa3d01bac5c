import { connect, createServer, type Socket } from 'node:net'
import { until } from '../until.ts'

/** A reverse proxy as operators put before several nodes: each new connection goes to the next node that says it is ready. */
export interface NodesProxy {
  url: string
  /** Resolves when it has seen this node ready. */
  sees(node: string): Promise<void>
  close(): Promise<void>
}

const askEvery = 200

/** `nodes`: their addresses, http://127.0.0.1:port. */
export async function openProxy(nodes: string[]): Promise<NodesProxy> {
  const ready = new Set<string>()
  const sockets = new Set<Socket>()
  let turn = 0
  const look = () =>
    Promise.all(
      nodes.map(async node => {
        const answer = await fetch(`${node}/readyz`, { signal: AbortSignal.timeout(2000) }).catch(() => undefined)
        await answer?.body?.cancel()
        if (answer?.ok) ready.add(node)
        else ready.delete(node)
      }),
    )
  await look()
  const rounds = setInterval(look, askEvery)

  const server = createServer(client => {
    sockets.add(client)
    client.on('error', () => client.destroy())
    client.on('close', () => sockets.delete(client))
    pass(client, ready.size)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()

  return {
    url: `http://127.0.0.1:${address !== null && typeof address !== 'string' ? address.port : 0}`,
    async sees(node) {
      await until(`${node} is ready`, () => ready.has(node))
    },
    async close() {
      clearInterval(rounds)
      for (const socket of sockets) socket.destroy()
      await new Promise(resolve => server.close(resolve))
    },
  }

  /** A node that does not take the connection is passed over. */
  function pass(client: Socket, tries: number) {
    const node = [...ready][turn++ % Math.max(1, ready.size)]
    if (node === undefined || tries === 0) return client.destroy()
    const upstream = connect(Number(new URL(node).port), '127.0.0.1')
    let connected = false
    upstream.once('connect', () => {
      connected = true
      client.pipe(upstream).pipe(client)
    })
    upstream.on('error', () => (connected ? client.destroy() : pass(client, tries - 1)))
    upstream.on('close', () => connected && client.destroy())
    client.on('close', () => upstream.destroy())
  }
}

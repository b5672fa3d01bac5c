import { connect, createServer, type Socket } from 'node:net'

/** Lies between a client and a server on this machine, and behaves as bad networks do. */
export interface Network {
  port: number
  /**
   * `pass`; `lost answers`: what the server says is swallowed from now on; `lost questions`: what the client says is; `silent`: nothing passes either
   * way and nothing is closed; `refused`.
   */
  mode: 'pass' | 'lost answers' | 'lost questions' | 'silent' | 'refused'
  /** Breaks every connection there is. */
  cut(): void
  /** As where the server is not running. */
  goAway(): void
  /** Resolves when the server has next answered something that was swallowed. */
  swallowed(): Promise<void>
  close(): Promise<void>
}

export async function openNetwork(to: number): Promise<Network> {
  const sockets = new Set<Socket>()
  let onSwallowed: () => void = () => undefined
  const server = createServer(client => {
    if (network.mode === 'refused') return client.destroy()
    const upstream = connect(to, '127.0.0.1')
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
    client.on('data', data => {
      if (network.mode === 'pass' || network.mode === 'lost answers') upstream.write(data)
    })
    upstream.on('data', data => {
      if (network.mode === 'lost answers') onSwallowed()
      if (network.mode === 'pass' || network.mode === 'lost questions') client.write(data)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const network: Network = {
    port: address !== null && typeof address !== 'string' ? address.port : 0,
    mode: 'pass',
    cut() {
      for (const socket of sockets) socket.destroy()
    },
    goAway() {
      this.mode = 'refused'
      this.cut()
    },
    swallowed: () =>
      new Promise(resolve => {
        onSwallowed = resolve
      }),
    async close() {
      this.cut()
      await new Promise(resolve => server.close(resolve))
    },
  }
  return network
}

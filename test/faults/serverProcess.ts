import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** `brobygger start` as a process of its own, on a folder and port that outlive it. */
export interface ServerProcess {
  url: string
  folder: string
  start(): Promise<void>
  /** kill -9, and gone when it returns. */
  kill(): Promise<void>
  /** As an operator stops it; resolves to the exit code. */
  stop(): Promise<number | null>
  /** All it ever wrote. */
  written(): string
  remove(): Promise<void>
}

const main = fileURLToPath(new URL('../../bot/main.ts', import.meta.url))

export async function serverProcess(environment: Record<string, string> = {}): Promise<ServerProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'brobygger-'))
  const port = await freePort()
  let child: ChildProcess | undefined
  let written = ''

  return { url: `http://127.0.0.1:${port}`, folder, start, kill, stop, written: () => written, remove }

  async function start() {
    const env = { ...process.env, NODE_ENV: '', PORT: String(port), BROBYGGER_DATA: folder, LANG: 'da', ...environment }
    const begun = spawn(process.execPath, [...process.execArgv, main, 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    child = begun
    const from = written.length
    await new Promise<void>((resolve, reject) => {
      const read = (chunk: Buffer) => {
        written += chunk.toString()
        if (written.slice(from).includes(`localhost:${port}/desk`)) resolve()
      }
      begun.stdout.on('data', read)
      begun.stderr.on('data', read)
      begun.once('exit', code => reject(new Error(`the server ended with ${code}: ${written.slice(from)}`)))
    })
  }

  async function kill() {
    await ended('SIGKILL')
  }

  function stop() {
    return ended('SIGTERM')
  }

  async function ended(signal: NodeJS.Signals): Promise<number | null> {
    const begun = child
    if (begun === undefined || begun.exitCode !== null || begun.signalCode !== null) return begun?.exitCode ?? null
    const code = new Promise<number | null>(resolve => begun.once('exit', resolve))
    begun.kill(signal)
    return code
  }

  async function remove() {
    await kill()
    await rm(folder, { recursive: true, force: true })
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise(resolve => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port was free')
  return address.port
}

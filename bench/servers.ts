import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A server in a process of its own. */
export interface Server {
  port: number
  /** Milliseconds from the start to the first answer it could give. */
  startup: number
  /** Milliseconds of processor time so far; NaN where the system does not tell. */
  processor(): number
  /** Bytes in memory; NaN where the system does not tell. */
  resident(): number
  /** kill -9, and gone when it returns. */
  kill(): Promise<void>
  /** As an operator stops it. */
  stop(): Promise<void>
}

/** `brobygger start` with these settings, on a port of its own. */
export async function startOurs(settings: Record<string, string>): Promise<Server> {
  const env = { ...process.env, NODE_ENV: '', PORT: '0', BROBYGGER_LOG: 'error', ...settings }
  const server = await started('../bot/main.ts', ['start'], env, /localhost:(\d+)\/desk/)
  return { ...server, port: Number(server.said[1]) }
}

/** The peer (bench/echoBot.ts); `args` and settings are for it. */
export async function startEcho(args: string[] = [], settings: Record<string, string> = {}): Promise<Server> {
  const server = await started('./echoBot.ts', args, { ...process.env, NODE_ENV: '', ...settings }, /"port":(\d+)/)
  return { ...server, port: Number(server.said[1]) }
}

function started(file: string, args: string[], env: NodeJS.ProcessEnv, ready: RegExp) {
  const begun = performance.now()
  const child = spawn(process.execPath, [...process.execArgv, fileURLToPath(new URL(file, import.meta.url)), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  process.once('exit', () => child.kill('SIGKILL'))
  return new Promise<Omit<Server, 'port'> & { said: RegExpExecArray }>((resolve, reject) => {
    let text = ''
    child.stdout.on('data', chunk => {
      text += chunk
      const said = ready.exec(text)
      if (said) resolve({ startup: performance.now() - begun, said, ...controls(child) })
    })
    child.once('exit', code => reject(new Error(`${file} ended with ${code}`)))
  })
}

function controls(child: ChildProcess) {
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    await once(child, 'exit')
  }
  return {
    processor: () => processorMilliseconds(child.pid),
    resident: () => residentBytes(child.pid),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  }
}

/** Linux counts in hundredths of a second. */
function processorMilliseconds(pid = 0): number {
  if (process.platform !== 'linux') return Number.NaN
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

function residentBytes(pid = 0): number {
  if (process.platform !== 'linux') return Number.NaN
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024
}

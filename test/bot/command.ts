import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface Ended {
  code: number | null
  out: string
  err: string
}

const main = fileURLToPath(new URL('../../bot/main.ts', import.meta.url))

/** `brobygger …` as an operator calls it, in Danish; `onStart` gets the process, to do something to it. */
export async function command(
  args: string[],
  environment: Record<string, string>,
  onStart: (child: ChildProcess) => void = () => undefined,
): Promise<Ended> {
  const env = { ...process.env, NODE_ENV: '', DATABASE_URL: '', LANG: 'da_DK.UTF-8', LC_ALL: '', LC_MESSAGES: '', ...environment }
  const child = spawn(process.execPath, [...process.execArgv, main, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const told = { out: '', err: '' }
  child.stdout.on('data', chunk => {
    told.out += chunk
  })
  child.stderr.on('data', chunk => {
    told.err += chunk
  })
  onStart(child)
  const code = await new Promise<number | null>(resolve => child.once('close', resolve))
  return { code, ...told }
}

import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

/** A real PostgreSQL of its own: own folder, own free port on loopback, own user of the machine. */
export interface PostgresServer {
  port: number
  /** Where all its files lie, the write-ahead log among them. */
  dataFolder: string
  /** As its superuser, or whom you say. */
  url(database?: string, user?: string, password?: string): string
  start(): Promise<void>
  /** `fast` ends sessions and writes all down; `kill` is a crash. Gone when it returns. */
  stop(how: 'fast' | 'kill'): Promise<void>
  /** Stops it and removes its folder. */
  remove(): Promise<void>
}

/** Finds PostgreSQL (14 or newer), or, as root on Debian, installs it from Debian's own packages. Says in one line what it does, or how to mend it. */
export function bringPostgres(say: (line: string) => void): boolean {
  if (findPostgres() !== undefined) return true
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    say('PostgreSQL is not here; installing it from Debian’s packages (a minute) ...')
    const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const
    spawnSync('apt-get', ['update'], options)
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'postgresql'], options)
  }
  if (findPostgres() !== undefined) return true
  say(howToGetPostgres)
  return false
}

const howToGetPostgres =
  'These tests need PostgreSQL 14 or newer: apt-get install postgresql, or set PG_BIN to the folder with initdb and postgres.'

/** The folder with initdb and postgres; the newest where there are several. */
export function findPostgres(): string | undefined {
  const debian = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : []
  const newestFirst = debian.filter(version => Number(version) >= 14).sort((a, b) => Number(b) - Number(a))
  const places = [process.env.PG_BIN, ...newestFirst.map(version => `/usr/lib/postgresql/${version}/bin`), '/usr/local/bin', '/usr/bin']
  return places.find(place => place !== undefined && existsSync(join(place, 'initdb')) && existsSync(join(place, 'postgres')))
}

const superuser = 'brobygger'
const superPassword = 'kun til prøve'

/** `settings` as in postgresql.conf. Nothing is synced unless asked for: a crash of the server loses nothing by that, only one of the machine would. */
export async function startPostgres(settings: Record<string, string> = {}): Promise<PostgresServer> {
  if (!bringPostgres(line => process.stderr.write(`${line}\n`))) throw new Error(howToGetPostgres)
  const programs = findPostgres() ?? ''
  const folder = mkdtempSync(join(tmpdir(), 'brobygger-pg-'))
  const owner = whoMayRunIt()
  if (owner) chownSync(folder, owner.uid, owner.gid)
  const dataFolder = join(folder, 'data')
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, superPassword)
  if (owner) chownSync(passwordFile, owner.uid, owner.gid)
  const asOwner = { cwd: folder, ...(owner && { uid: owner.uid, gid: owner.gid }), env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' } }

  const made = spawnSync(
    join(programs, 'initdb'),
    ['-D', dataFolder, '-U', superuser, '-E', 'UTF8', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-sync', '--no-instructions'],
    { ...asOwner, encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`)

  const port = await freePort()
  const given = { fsync: 'off', max_connections: '200', shared_buffers: '32MB', ...settings }
  const flags = Object.entries({ ...given, listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: folder })
  const url = (database = 'postgres', user = superuser, password = superPassword) =>
    `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
  let running: ChildProcess | undefined
  const atExit = () => running?.kill('SIGQUIT')

  await start()
  return { port, dataFolder, url, start, stop, remove }

  async function start() {
    const args = ['-D', dataFolder, ...flags.flatMap(([name, value]) => ['-c', `${name}=${value}`])]
    // Goes down with whoever started it, even where that one is killed.
    const program = owner && existsSync('/usr/bin/setpriv') ? '/usr/bin/setpriv' : join(programs, 'postgres')
    const began = program.endsWith('setpriv')
      ? spawn(program, [...asUser(owner), '--pdeathsig', 'QUIT', join(programs, 'postgres'), ...args], {
          ...asOwner,
          uid: 0,
          gid: 0,
          stdio: ['ignore', 'ignore', 'pipe'],
        })
      : spawn(program, args, { ...asOwner, stdio: ['ignore', 'ignore', 'pipe'] })
    running = began
    process.once('exit', atExit)
    let told = ''
    began.stderr?.on('data', chunk => {
      told = `${told}${chunk}`.slice(-4000)
    })
    while (!(await answers(url()))) {
      if (began.exitCode !== null || began.signalCode !== null) throw new Error(`postgres ended: ${told}`)
      await new Promise(resolve => setTimeout(resolve, 50))
    }
  }

  async function stop(how: 'fast' | 'kill') {
    const ending = running
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
    const ended = new Promise(resolve => ending.once('exit', resolve))
    ending.kill(how === 'fast' ? 'SIGINT' : 'SIGQUIT') // the latter: every process ends at once and writes nothing down
    await ended
    process.off('exit', atExit)
  }

  async function remove() {
    await stop('kill')
    rmSync(folder, { recursive: true, force: true })
  }
}

let shared: Promise<PostgresServer> | undefined

/** Emptied and free to be used again: making one takes a second on a busy machine. */
const empty: string[] = []

/**
 * An empty database on the one server of the test run: test/run.ts's (TEST_DATABASE_URL), else one that this process starts and stops at its end.
 * `drop` ends every connection to it.
 */
export async function openTestDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const url = empty.pop() ?? (await createDatabase())
  return {
    url,
    async drop() {
      await inDatabase(
        url,
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      )
      await inDatabase(url, 'drop schema public cascade; create schema public')
      empty.push(url)
    },
  }
}

async function createDatabase(): Promise<string> {
  const url = new URL(process.env.TEST_DATABASE_URL ?? (await ownServer()).url())
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await inDatabase(url.href, `create database ${name}`)
  url.pathname = `/${name}`
  return url.href
}

async function inDatabase(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(sql)
  await client.end()
}

function ownServer(): Promise<PostgresServer> {
  shared ??= startPostgres()
  return shared
}

// Mocha's root hook; under any other program whoever opens a database ends its process, and the server goes with it.
if (typeof after === 'function') {
  after(async () => {
    await (await shared)?.remove()
  })
}

/** PostgreSQL refuses root. */
function whoMayRunIt(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'))
  const found = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody')
  if (!found) throw new Error('PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody')
  return { uid: Number(found[2]), gid: Number(found[3]) }
}

const asUser = (owner: { uid: number; gid: number } | undefined) =>
  owner ? ['--reuid', String(owner.uid), '--regid', String(owner.gid), '--clear-groups'] : []

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
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

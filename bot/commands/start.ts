import { once } from 'node:events'
import type { Server } from 'restify'
import { allAccounts } from '../../desk/accounts.ts'
import { firstSignInLink } from '../../desk/signInLink.ts'
import { NotKept } from '../../store/store.ts'
import { ConfigFaults, readConfig } from '../config.ts'
import { kindOf } from '../kindOf.ts'
import { createServer } from '../server.ts'
import { openServices, type Services } from '../services.ts'
import { terminalWords } from '../terminal.ts'
import { startAuditUpkeep } from '../upkeep/auditUpkeep.ts'
import { startSweeper } from '../upkeep/sweeper.ts'
import { readArguments, WrongArguments } from './arguments.ts'
import { openServerDoor } from './serverDoor.ts'

/** `brobygger start`: serves until it is asked to stop (SIGTERM, SIGINT), then lets what is under way end. Resolves to the exit code. */
export async function start(args: string[]): Promise<number> {
  if (readArguments(args, {}).positionals.length > 0)
    throw new WrongArguments('brobygger start, and nothing more; settings stand in .env.example')
  const stopped = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])
  const config = readConfig(process.env)
  // Whoever still waits for the database can be stopped, too.
  const services = await Promise.race([openServices(config), stopped.then(() => undefined)])
  if (services === undefined) return 0
  speakOfFailures(services)
  const { server, leave, close } = createServer(services)
  const sweeper = startSweeper(services)
  const auditUpkeep = startAuditUpkeep(services)
  server.listen(config.port)
  await listening(server, config.port)
  const baseUrl = `http://localhost:${server.address().port}`
  const closeDoor = openServerDoor(services, baseUrl)
  await greet(baseUrl, services)

  await stopped
  setTimeout(() => process.exit(0), longestStop) // whatever hangs; all that was acknowledged is durable
  services.readiness.leave()
  closeDoor()
  auditUpkeep.close()
  await Promise.race([sweeper.close().then(() => services.leave()), pause(2000)])
  leave()
  if (config.databaseUrl !== undefined) await pause(proxyNotices)
  await close()
  await services.close()
  return 0
}

/** Milliseconds. */
const longestStop = 9000
/** Other nodes are there: until the proxy has seen /readyz, what it still sends here is answered. */
const proxyNotices = 1500

const pause = (milliseconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, milliseconds))

/** Node would print the message of what nobody caught, and it might hold someone's words. */
function speakOfFailures({ log }: Services): void {
  process.on('unhandledRejection', error => log.error({ kind: kindOf(error) }, 'something failed that nobody waited for'))
  process.on('uncaughtException', error => {
    log.fatal({ kind: kindOf(error) }, 'something failed that nobody caught; start again')
    process.exit(1)
  })
}

async function listening(server: Server, port: number): Promise<void> {
  try {
    await once(server, 'listening')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    throw new ConfigFaults([`PORT: ${port} is in use by another program. Stop that one, or give another number.`])
  }
}

async function greet(baseUrl: string, { config, store, now }: Services): Promise<void> {
  const t = terminalWords()
  const lines = [
    t('cli.start.page', { url: `${baseUrl}/` }),
    t('cli.start.desk', { url: `${baseUrl}/desk` }),
    await signIn(),
    config.teams ? t('cli.start.teams', { url: `${baseUrl}/api/messages` }) : t('cli.start.teamsOff'),
    ...(config.production ? [] : [t('cli.start.demonstration', { folder: config.data })]),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)

  /** In production nobody gets in by what a start prints. */
  async function signIn(): Promise<string> {
    if (!config.localSignIn) return t('cli.start.provider', { name: config.oidc?.name })
    if (config.production) return t((await allAccounts(store)).length > 0 ? 'cli.start.signIn' : 'cli.start.noCounsellor')
    const link = await firstSignInLink(store, { now: now(), baseUrl }).catch(unlessNotKept)
    return link === undefined ? t('cli.start.signIn') : t('cli.start.firstSignIn', { url: link })
  }
}

/** On a full disk there is no new link, and everyone who is there already is served. */
function unlessNotKept(error: unknown): undefined {
  if (!(error instanceof NotKept)) throw error
}

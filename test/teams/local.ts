import { readArguments, WrongArguments } from '../../bot/commands/arguments.ts'
import { openLocalTeams } from './local/place.ts'

/** `npm run teams:local`: Teams without Teams, on this machine alone, until Ctrl-C. Nothing of it is kept. */
process.exitCode = await teamsLocal(process.argv.slice(2)).catch(complain)
process.exit()

async function teamsLocal(args: string[]): Promise<number> {
  const port = portOf(args)
  // On again and again: npm passes on what the terminal has already sent.
  const stopped = new Promise<void>(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve())
  })
  const place = await openLocalTeams(port)
  console.log(`${place.greeting}\n\nTeams without Teams: ${place.url}\nEverything is forgotten when you stop it: Ctrl-C.`)
  await stopped
  await place.close()
  return 0
}

function portOf(args: string[]): number {
  const { values, positionals } = readArguments(args, { port: { type: 'string', default: '3979' } })
  const port = Number(values.port)
  if (positionals.length > 0 || !Number.isInteger(port) || port < 0 || port > 65_535)
    throw new WrongArguments('npm run teams:local, or npm run teams:local -- --port NUMBER (0 to 65535; 0: any that is free)')
  return port
}

function complain(error: unknown): number {
  if (!(error instanceof Error)) throw error
  const inUse = 'code' in error && error.code === 'EADDRINUSE'
  const words = inUse
    ? 'The port of the page is in use. Stop what uses it, or give another: npm run teams:local -- --port 4000'
    : error.message
  console.error(`teams:local: ${words}`)
  return inUse || error instanceof WrongArguments ? 2 : 1
}

import { writeFile } from 'node:fs/promises'
import { strToU8, zipSync } from 'fflate'
import { z } from 'zod'
import { colourIcon, outlineIcon } from '../teams/icons.ts'
import { englishTexts, manifest, type PackageAbout } from '../teams/manifest.ts'
import { terminalWords } from '../terminal.ts'
import { readArguments, WrongArguments } from './arguments.ts'

const usage =
  'brobygger teams package --publisher "Kalundborg Kommune" [--host chat.kommune.dk] [--website URL] [--privacy URL] [--terms URL] [--version 1.0.0] [--app-id ID] [--out FILE]'

/** `brobygger teams package`: the zip that an administrator uploads to Teams. Resolves to the exit code. */
export async function teamsCommand(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    publisher: { type: 'string' },
    host: { type: 'string' },
    website: { type: 'string' },
    privacy: { type: 'string' },
    terms: { type: 'string' },
    version: { type: 'string' },
    'app-id': { type: 'string' },
    out: { type: 'string' },
  })
  if (positionals.length !== 1 || positionals[0] !== 'package') throw new WrongArguments(usage)
  const {
    'app-id': appId = process.env.MicrosoftAppId || undefined,
    website = process.env.BROBYGGER_TEAMS_WEBSITE || undefined,
    out = 'brobygger-teams.zip',
  } = values
  const { host, ...about } = read({ privacy: website, terms: website, version: '1.0.0', ...values, website, appId })
  const domains = [new URL(about.website).host, ...(host === undefined ? [] : [host])]
  await write(out, teamsPackage({ ...about, domains }))
  process.stderr.write(`${terminalWords()('cli.teams.done', { path: out })}\n`)
  return 0
}

export function teamsPackage(about: PackageAbout): Uint8Array {
  const json = (value: object) => strToU8(`${JSON.stringify(value, undefined, 2)}\n`)
  return zipSync({
    'manifest.json': json(manifest(about)),
    'en.json': json(englishTexts()),
    'color.png': new Uint8Array(colourIcon()),
    'outline.png': new Uint8Array(outlineIcon()),
  })
}

function read(given: Record<string, string | undefined>) {
  const { data, error } = shape.safeParse(given)
  if (data) return data
  const [issue] = error.issues
  throw new WrongArguments(`${option(String(issue?.path[0]))}: ${issue?.message}. ${usage}`)
}

const option = (name: string) =>
  ({ appId: '--app-id (or MicrosoftAppId)', website: '--website (or BROBYGGER_TEAMS_WEBSITE)' })[name] ?? `--${name}`

const page = z.string('missing').regex(/^https:\/\/[^\s/]+\S*$/, 'a whole address that begins with https://')
const shape = z.object({
  appId: z.string('missing').regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'the id of the app registration'),
  publisher: z.string('missing').min(1, 'missing').max(32, 'Teams shows 32 letters at most'),
  website: page,
  privacy: page,
  terms: page,
  host: z
    .string()
    .regex(/^[a-z0-9.-]+$/, 'the name of the server, without https://')
    .optional(),
  version: z.string().regex(/^[1-9]\d*\.\d+\.\d+$/, 'three numbers, the first at least 1: 1.0.0'),
})

async function write(path: string, content: Uint8Array): Promise<void> {
  try {
    await writeFile(path, content)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : 'unknown'
    throw new WrongArguments(`--out: ${path} cannot be written (${code}); give a name in a folder that is there and may be written to`)
  }
}

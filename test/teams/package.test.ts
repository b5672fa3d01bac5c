import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { inflateSync } from 'node:zlib'
import Ajv from 'ajv-draft-04'
import { expect } from 'chai'
import { strFromU8, unzipSync } from 'fflate'
import { WrongArguments } from '../../bot/commands/arguments.ts'
import { teamsCommand } from '../../bot/commands/teams.ts'

const run = promisify(execFile)
const main = fileURLToPath(new URL('../../bot/main.ts', import.meta.url))
const schemas = new URL('../../node_modules/@microsoft/app-manifest/build/json-schemas/teams/v1.23/', import.meta.url)
const appId = 'b0b0b0b0-1111-4222-8333-444444444444'
const good = [
  '--publisher',
  'Kalundborg Kommune',
  '--host',
  'chat.kommune.dk',
  '--website',
  'https://www.kommune.dk/hjaelp',
  '--app-id',
  appId,
]

describe('The Teams app package', () => {
  let folder: string
  let files: Record<string, Uint8Array>
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'brobygger-package-'))
    const out = join(folder, 'app.zip')
    await run(process.execPath, [main, 'teams', 'package', ...good, '--out', out])
    files = unzipSync(await readFile(out))
  })
  after(() => rm(folder, { recursive: true }))

  it('holds manifest, texts and two icons, flat', () => {
    expect(Object.keys(files).sort()).to.deep.equal(['color.png', 'en.json', 'manifest.json', 'outline.png'])
  })

  for (const [file, schema] of [
    ['manifest.json', 'MicrosoftTeams.schema.json'],
    ['en.json', 'MicrosoftTeams.Localization.schema.json'],
  ] as const) {
    it(`holds to Microsoft's own schema: ${file}`, async () => {
      const definition = JSON.parse(await readFile(new URL(schema, schemas), 'utf8'))
      const holds = new Ajv.default({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(definition)
      expect(holds(json(file)), JSON.stringify(holds.errors)).to.equal(true)
    })
  }

  it('is a bot for one at a time that asks for nothing', () => {
    const manifest = json('manifest.json')
    expect(manifest).to.not.have.any.keys('permissions', 'authorization', 'webApplicationInfo', 'composeExtensions', 'staticTabs')
    expect(manifest.bots).to.have.length(1)
    expect(manifest.bots[0]).to.deep.include({ botId: appId, scopes: ['personal'], supportsFiles: false })
    expect(manifest.validDomains).to.deep.equal(['www.kommune.dk', 'chat.kommune.dk'])
  })

  it('has its words in Danish and in English', () => {
    expect(json('manifest.json').description.short).to.match(/hjælp/)
    const english = json('en.json')
    expect(english['description.short']).to.match(/help/i)
    const commands: unknown[] = json('manifest.json').bots[0].commandLists[0].commands
    for (const [i] of commands.entries()) expect(english[`bots[0].commandLists[0].commands[${i}].title`]).to.be.a('string')
  })

  it('has icons of the sizes and kinds that Teams asks for', () => {
    const colour = readPng(files['color.png']!)
    expect(colour.size).to.equal(192)
    expect(
      colour.pixels.every(([, , , alpha]) => alpha === 255),
      'a full square',
    ).to.equal(true)
    const outline = readPng(files['outline.png']!)
    expect(outline.size).to.equal(32)
    expect(
      outline.pixels.every(([red, green, blue]) => red === 255 && green === 255 && blue === 255),
      'white only',
    ).to.equal(true)
    const drawn = outline.pixels.filter(([, , , alpha]) => alpha > 0).length
    expect(drawn).to.be.within(100, 600)
  })

  for (const [what, args, said] of [
    ['no publisher', ['--website', 'https://x.dk', '--app-id', appId], '--publisher: missing'],
    ['a page without https', [...good, '--website', 'http://x.dk'], '--website'],
    ['no app id', ['--publisher', 'X', '--website', 'https://x.dk'], '--app-id (or MicrosoftAppId): missing'],
    ['another command', [], 'brobygger teams package'],
    ['a folder that is not there', [...good, '--out', '/nowhere/x.zip'], '/nowhere/x.zip cannot be written'],
  ] as const) {
    it(`says how to mend it: ${what}`, async () => {
      const error = await teamsCommand(what === 'another command' ? ['publish'] : ['package', ...args]).catch(thrown => thrown)
      expect(error).to.be.instanceOf(WrongArguments)
      expect(error.message).to.include(said)
    })
  }

  // biome-ignore lint/suspicious/noExplicitAny: the schema says what it is
  const json = (name: string): any => JSON.parse(strFromU8(files[name]!))
})

/** Eight bits of red, green, blue and alpha, no filter: as we write it. */
function readPng(file: Uint8Array): { size: number; pixels: [number, number, number, number][] } {
  const bytes = Buffer.from(file)
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  if (width !== height || bytes[24] !== 8 || bytes[25] !== 6) throw new Error('not the PNG we write')
  const rows = inflateSync(bytes.subarray(41, 41 + bytes.readUInt32BE(33)))
  const pixels: [number, number, number, number][] = []
  for (let y = 0; y < height; y++) {
    const row = rows.subarray(y * (width * 4 + 1) + 1, (y + 1) * (width * 4 + 1))
    for (let x = 0; x < width; x++) pixels.push([row[x * 4]!, row[x * 4 + 1]!, row[x * 4 + 2]!, row[x * 4 + 3]!])
  }
  return { size: width, pixels }
}

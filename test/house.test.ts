import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'

const root = fileURLToPath(new URL('..', import.meta.url))
const floors: Record<string, number> = { bot: 4, desk: 3, dialogs: 2, registry: 1, store: 1, locales: 0, web: 0 }
/** The rooms' own doors to the disk; everything else in them is pure. */
const doors = [
  'registry/load.ts',
  'registry/loadRisk.ts',
  'registry/openRisk.ts',
  'registry/openThesaurus.ts',
  'registry/openVoice.ts',
  'registry/check.ts',
  'registry/changeOffer.ts',
]
const onlyInBot = /^(botbuilder|botframework-|restify)/

describe('the house', () => {
  const files = Object.keys(floors).flatMap(filesOf)

  it('has rooms with files in them', () => {
    expect(files.length).to.be.greaterThan(20)
  })

  it('imports nothing upwards', () => {
    const upwards = files.flatMap(file =>
      importsOf(file)
        .filter(({ to, typeOnly }) => to.startsWith('.') && !(typeOnly && roomOf(file) === 'web'))
        .map(({ to }) => relative(root, resolve(root, dirname(file), to)))
        .filter(target => !target.startsWith('data/') && floorOf(target) > floorOf(file))
        .map(target => `${file} imports ${target}`),
    )
    expect(upwards).to.deep.equal([])
  })

  it('lets registry and store not know each other', () => {
    const pairs = files.flatMap(file =>
      importsOf(file).map(({ to }) => [roomOf(file), relative(root, resolve(root, dirname(file), to)), file]),
    )
    expect(
      pairs.filter(([room, to]) => (room === 'registry' && to?.startsWith('store/')) || (room === 'store' && to?.startsWith('registry/'))),
    ).to.deep.equal([])
  })

  it('keeps botbuilder and restify in bot/', () => {
    const strays = files.filter(file => roomOf(file) !== 'bot' && importsOf(file).some(({ to }) => onlyInBot.test(to)))
    expect(strays).to.deep.equal([])
  })

  it('keeps dialogs/ and registry/ pure: no disk, no network, no clock, no chance', () => {
    const impure = [...filesOf('dialogs'), ...filesOf('registry')]
      .filter(file => !doors.includes(file))
      .flatMap(file => {
        const code = withoutComments(readFileSync(join(root, file), 'utf8'))
        const found = [
          ...importsOf(file)
            .filter(({ to, typeOnly }) => to.startsWith('node:') && !typeOnly)
            .map(({ to }) => to),
          ...(code.match(
            /\bnew Date\(\)|Date\.now\(|Math\.random\(|\bprocess\.|\bfetch\(|\bconsole\.|performance\.now|setTimeout\(|randomUUID/g,
          ) ?? []),
        ]
        return found.map(what => `${file}: ${what}`)
      })
    expect(impure).to.deep.equal([])
  })

  it('starts nothing outside bot/main.ts', () => {
    const starters = filesOf('bot').filter(
      file => file !== 'bot/main.ts' && /^\S.*\.listen\(/m.test(withoutComments(readFileSync(join(root, file), 'utf8'))),
    )
    expect(starters).to.deep.equal([])
  })
})

const roomOf = (file: string) => file.split('/')[0] ?? ''
const floorOf = (file: string) => floors[roomOf(file)] ?? 0

function filesOf(room: string): string[] {
  return readdirSync(join(root, room), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map(entry => relative(root, join(entry.parentPath, entry.name)))
}

function importsOf(file: string): { to: string; typeOnly: boolean }[] {
  const code = withoutComments(readFileSync(join(root, file), 'utf8'))
  const found = code.matchAll(/\b(?:import|export)\s+(type\s)?(?:[^'"();]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g)
  return [...found].map(([, type, from, dynamic]) => ({ to: from ?? dynamic ?? '', typeOnly: type !== undefined }))
}

const withoutComments = (code: string) => code.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')

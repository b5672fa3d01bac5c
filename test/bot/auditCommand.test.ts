import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { type AuditEntry, entryKey } from '../../desk/auditEntry.ts'
import { openAuditLog } from '../../desk/auditLog.ts'
import { openLowdbStore } from '../../store/lowdbStore.ts'
import { serverProcess } from '../faults/serverProcess.ts'

const main = fileURLToPath(new URL('../../bot/main.ts', import.meta.url))

describe('brobygger audit', () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'brobygger-'))
    await brobygger('counsellor', 'add', 'maja@kommune.dk', '--municipality', 'skive')
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('says that the log holds and what to keep of it, and ends with 0', async () => {
    const { code, out } = await brobygger('audit', 'verify')
    expect([code, out]).to.deep.equal([
      0,
      `Loggen holder: 1 linjer. Gem dette et andet sted, og giv det med --known næste gang: ${known(out)}\n`,
    ])
    await brobygger('counsellor', 'add', 'ole@kommune.dk')
    expect(await brobygger('audit', 'verify', '--known', known(out))).to.include({ code: 0 })
  })

  it('says where it breaks, and ends with 1', async () => {
    await brobygger('counsellor', 'add', 'ole@kommune.dk')
    const kept = known((await brobygger('audit', 'verify')).out)
    const store = await openLowdbStore(join(folder, 'store'))
    const second = await store.read<AuditEntry>(entryKey(2))
    await store.write(entryKey(2), { ...second?.value, account: 'nobody' }, second?.etag ?? 'absent')
    await store.close()
    const { code, out } = await brobygger('audit', 'verify')
    expect(code).to.equal(1)
    expect(out).to.equal('Loggen holder ikke. Brud ved linje 2: linjen er ændret, eller lavet med en anden nøgle\n')
    expect(await brobygger('audit', 'verify', '--known', kept)).to.include({ code: 1 })
  })

  it('lists what was done from day to day, for people and as JSON lines', async () => {
    const masterKey = Buffer.from(await readFile(join(folder, 'demonstration.key'), 'utf8'), 'base64')
    const store = await openLowdbStore(join(folder, 'store'))
    // In Copenhagen the second is a quarter to midnight, the third a quarter past.
    for (const at of ['2026-12-01T12:00:00Z', '2026-12-02T22:45:00Z', '2026-12-02T23:15:00Z']) {
      const log = openAuditLog(store, masterKey, () => new Date(at))
      await log.append({ who: { id: 'x', email: 'maja@kommune.dk' }, did: 'closed', conversation: 'c', municipality: 'skive' })
    }
    await store.close()
    const { code, out } = await brobygger('audit', 'list', '--from', '2026-12-02', '--to', '2026-12-02')
    expect([code, out]).to.deep.equal([0, `2026-12-02T22:45:00.000Z\tmaja@kommune.dk\tafsluttede samtale\tskive #${mark(out)}\n`])
    const lines = (await brobygger('audit', 'list', '--jsonl')).out.trim().split('\n')
    expect(lines.map(line => JSON.parse(line).did)).to.deep.equal(['accountAdded', 'closed', 'closed', 'closed'])
  })

  it('works beside the running server, which has the folder', async () => {
    const server = await serverProcess()
    await server.start()
    const environment = { BROBYGGER_DATA: server.folder }
    await brobyggerWith(environment, 'counsellor', 'add', 'bo@kommune.dk', '--role', 'admin')
    const { code, out } = await brobyggerWith(environment, 'audit', 'verify')
    expect(code).to.equal(0)
    expect(out).to.include('Loggen holder: 1 linjer')
    expect((await brobyggerWith(environment, 'audit', 'list')).out).to.match(/\tterminal\tgav adgang\t\S+ bo@kommune\.dk admin \*\n$/)
    await server.remove()
  })

  it('says in one line what is wrong with the arguments, and ends with 2', async () => {
    const wrong = [
      [],
      ['look'],
      ['verify', 'x'],
      ['verify', '--known', '7'],
      ['list', '--from', 'i går'],
      ['list', '--to', '2026-02-30'],
      ['verify', '--from', '2026-01-01'],
    ]
    for (const args of wrong) {
      const { code, out, err } = await brobygger('audit', ...args)
      expect([code, out, err.trim().split('\n').length], args.join(' ')).to.deep.equal([2, '', 1])
    }
  })

  const brobygger = (...args: string[]) => brobyggerWith({ BROBYGGER_DATA: folder }, ...args)
})

async function brobyggerWith(environment: Record<string, string>, ...args: string[]) {
  const child = spawn(process.execPath, [main, ...args], { env: { PATH: process.env.PATH, LANG: 'da_DK.UTF-8', ...environment } })
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), new Promise(resolve => child.on('close', resolve))])
  return { out, err, code }
}

const known = (out: string) => /\d+:[0-9a-f]{64}/.exec(out)?.[0] ?? ''
const mark = (out: string) => /#([0-9a-f]{24})/.exec(out)?.[1] ?? ''

import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { createSealer } from '../../store/sealing.ts'
import { command } from '../bot/command.ts'
import { ask, beginTalk } from '../bot/house.ts'
import { type ServerProcess, serverProcess } from './serverProcess.ts'

const canaries = ['kanariefuglen', 'papegøjen', 'isfuglen']

describe('An erased conversation', function () {
  this.timeout(180_000)
  const masterKey = randomBytes(32)
  let server: ServerProcess
  let talk: Awaited<ReturnType<typeof beginTalk>>
  /** Its sealed document in every state that lay in the folder before it was erased. */
  let sealed: string[]
  let kept: typeof talk
  let elsewhere: string
  const environment = () => ({ BROBYGGER_DATA: server.folder, BROBYGGER_KEY: masterKey.toString('base64') })

  before(async () => {
    elsewhere = await mkdtemp(join(tmpdir(), 'brobygger-'))
    server = await serverProcess({ BROBYGGER_KEY: masterKey.toString('base64') })
    await server.start()
    talk = await beginTalk(server.url)
    for (const canary of canaries) expect((await talk.say(`jeg hører ${canary} synge`)).status).to.equal(200)
    kept = await beginTalk(server.url)
    expect((await command(['backup', join(elsewhere, 'before.backup')], environment())).code).to.equal(0)
  })
  after(async () => {
    await server.remove()
    await rm(elsewhere, { recursive: true, force: true })
  })

  it('lay nowhere in clear, and could be read by whoever had the master key', async () => {
    const bytes = await allBytes(server.folder)
    expectNoCanary(bytes)
    const [key] = await keysFor(talk.id, masterKey, bytes)
    expect(key).not.to.equal(undefined)
    sealed = texts(bytes).filter(text => text.length > 200 && opens(masterKey, key ?? '', text, talk.id) !== undefined)
    expect(sealed.some(text => opens(masterKey, key ?? '', text, talk.id)?.includes(canaries[2] ?? ''))).to.equal(true)
  })

  for (const when of ['at once', 'after kill -9 and a new start', 'after a stop in peace']) {
    it(`can be read by nobody, with the master key and all bytes of the folder: ${when}`, async () => {
      if (when === 'at once') expect((await talk.post({ type: 'event', name: 'erase' })).status).to.equal(200)
      else if (when.includes('kill')) {
        await server.kill()
        await server.start()
      } else expect(await server.stop()).to.equal(0)
      const bytes = await allBytes(server.folder)
      expectNoCanary(bytes)
      expect(await keysFor(talk.id, masterKey, bytes)).to.deep.equal([])
      const others = texts(bytes).filter(text => text.length === wrappedLength)
      for (const text of sealed) for (const key of others) expect(opens(masterKey, key, text, talk.id)).to.equal(undefined)
      if (!when.includes('stop')) {
        expect((await ask(server.url, 'GET', `${talk.path}/activities`, { token: talk.token })).status).to.equal(404)
        await beginTalk(server.url)
      }
    })
  }

  it('does not come back with a backup from before, where it was erased; what was not erased does', async () => {
    await rename(join(server.folder, 'store'), join(elsewhere, 'old'))
    const restored = await command(['restore', join(elsewhere, 'before.backup')], environment())
    expect(restored, restored.err).to.deep.include({ code: 0 })
    const bytes = await allBytes(server.folder)
    expect(await keysFor(talk.id, masterKey, bytes)).to.deep.equal([])
    expect(await keysFor(kept.id, masterKey, bytes)).to.have.length(1)
    const text = bytes.toString('latin1')
    for (const one of sealed.filter(one => one.length > 1000)) expect(text).not.to.include(one.slice(0, 100))
    await rm(join(server.folder, 'store'), { recursive: true })
    await rename(join(elsewhere, 'old'), join(server.folder, 'store'))
  })

  it('has left no byte of its sealed text when the server was stopped in peace', async () => {
    const bytes = (await allBytes(server.folder)).toString('latin1')
    for (const text of sealed.filter(text => text.length > 1000)) expect(bytes).not.to.include(text.slice(0, 100))
  })
})

/** A wrapped key is 60 bytes: nonce, tag and key. In base64: */
const wrappedLength = 80

const texts = (bytes: Buffer): string[] => bytes.toString('latin1').match(/[A-Za-z0-9+/]{60,}={0,2}/g) ?? []

/** Every stretch of the bytes that unwraps as the key of this conversation, wherever it begins. */
async function keysFor(id: string, masterKey: Buffer, bytes: Buffer): Promise<string[]> {
  const sealer = createSealer(masterKey)
  const found: string[] = []
  for (const text of texts(bytes)) {
    for (let at = 0; at + wrappedLength <= text.length; at++) {
      const candidate = text.slice(at, at + wrappedLength)
      try {
        sealer.unwrap(candidate, id)
        found.push(candidate)
      } catch {} // it is not one
    }
  }
  return found
}

function opens(masterKey: Buffer, wrapped: string, sealed: string, id: string): string | undefined {
  const sealer = createSealer(masterKey)
  try {
    return sealer.open(sealer.unwrap(wrapped, id), sealed, id)
  } catch {
    return undefined
  }
}

function expectNoCanary(bytes: Buffer): void {
  for (const canary of canaries) {
    for (const encoding of ['utf8', 'latin1', 'utf16le'] as const) expect(bytes.includes(Buffer.from(canary, encoding))).to.equal(false)
  }
}

async function allBytes(folder: string): Promise<Buffer> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile())
  return Buffer.concat(await Promise.all(files.map(entry => readFile(join(entry.parentPath, entry.name)))))
}

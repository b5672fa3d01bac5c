import { spawn } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { openLowdbStore } from '../../store/lowdbStore.ts'
import type { Store } from '../../store/store.ts'
import { storeContract } from '../contract/store.ts'
import { pause } from '../until.ts'

let folder: string
let store: Store

storeContract('the embedded store (lowdb)', {
  async open() {
    folder = await mkdtemp(join(tmpdir(), 'brobygger-store-'))
    store = await openLowdbStore(folder)
    return store
  },
  async reopen() {
    await store.close()
    store = await openLowdbStore(folder)
    return store
  },
  async end() {
    await store.close()
    await rm(folder, { recursive: true })
  },
})

describe('the folder of the embedded store', () => {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'brobygger-store-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('refuses a second process with one line that says who has it', async () => {
    const other = await writerProcess(folder)
    const refused = await openLowdbStore(folder).then(
      () => 'opened',
      (error: Error) => error.message,
    )
    other.kill('SIGKILL')
    expect(refused).to.contain(`in use by process ${other.pid}`).and.to.contain('BROBYGGER_DATA')
  })

  it('holds every acknowledged document whole after the writer is killed in the middle of its work', async () => {
    for (let round = 0; round < 5; round++) {
      const writer = await writerProcess(folder)
      const acknowledged = await killedAfter(writer, 40 + round * 35)
      store = await openLowdbStore(folder)
      const kept = await store.read<number[]>('talks/a')
      expect(kept?.value[0]).to.be.at.least(acknowledged)
      expect(new Set(kept?.value).size).to.equal(1)
      expect((await readdir(folder, { recursive: true })).filter(name => name.endsWith('.writing'))).to.deep.equal([])
      await store.close()
    }
  })

  it('clears away what a crash left half written', async () => {
    await writeFile(join(folder, 'a.json.writing'), '{"etag":')
    store = await openLowdbStore(folder)
    expect(await store.read('a')).to.equal(undefined)
    expect(await readdir(folder)).not.to.include('a.json.writing')
    await store.close()
    expect(await readdir(folder)).to.deep.equal([])
  })
})

/** Writes ever higher numbers to talks/a and prints each when it is acknowledged. */
async function writerProcess(data: string) {
  const program = `
    import { openLowdbStore } from ${JSON.stringify(new URL('../../store/lowdbStore.ts', import.meta.url).href)}
    const store = await openLowdbStore(${JSON.stringify(data)})
    const before = await store.read('talks/a')
    let etag = before?.etag ?? 'absent'
    for (let n = (before?.value[0] ?? 0) + 1; ; n++) {
      etag = await store.write('talks/a', Array.from({ length: 20000 }, () => n), etag)
      process.stdout.write(n + '\\n')
    }`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise(resolve => child.stdout.once('readable', resolve))
  return child
}

async function killedAfter(writer: Awaited<ReturnType<typeof writerProcess>>, milliseconds: number): Promise<number> {
  let printed = ''
  writer.stdout.on('data', chunk => {
    printed += chunk
  })
  await pause(milliseconds)
  const ended = new Promise(resolve => writer.once('close', resolve))
  writer.kill('SIGKILL')
  await ended
  return Number(printed.slice(0, printed.lastIndexOf('\n')).split('\n').at(-1))
}

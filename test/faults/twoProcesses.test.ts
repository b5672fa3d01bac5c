import { spawn } from 'node:child_process'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { type ServerProcess, serverProcess } from './serverProcess.ts'

describe('A second server on the same data folder', function () {
  this.timeout(180_000)
  let server: ServerProcess
  before(async () => {
    server = await serverProcess()
    await server.start()
  })
  after(() => server.remove())

  it('is refused with one clear line that says who has it, and disturbs nothing', async () => {
    const { code, written } = await started(server.folder)
    expect(code).to.equal(1)
    expect(written.trim().split('\n')).to.have.length(1)
    expect(written).to.match(/is in use by process \d+\. .*BROBYGGER_DATA/)
    expect((await fetch(`${server.url}/readyz`)).status).to.equal(200)
  })

  it('starts after the first was killed (kill -9), also when another process has its number by now', async () => {
    await server.kill()
    const [left = ''] = await locks(server.folder)
    expect(left).to.match(/^\.lock-/)
    // The number of a process that lives, this one, and the start of one that does not.
    await writeFile(join(server.folder, 'store', left.replace(/^\.lock-\d+-/, `.lock-${process.pid}-`)), '')
    await server.start()
    const now = await locks(server.folder)
    expect(now).to.have.length(1)
    expect(now).not.to.include(left)
  })

  it('is not let in by starting at the same moment: of two at most one goes on', async () => {
    await server.kill()
    const open = `
      import { openLowdbStore } from ${JSON.stringify(new URL('../../store/lowdbStore.ts', import.meta.url).href)}
      process.stdin.once('data', async () => {
        try {
          await openLowdbStore(${JSON.stringify(join(server.folder, 'store'))})
          process.stdout.write('open')
        } catch (error) {
          process.stdout.write(error.name)
        }
      })
      process.stdout.write('ready ')
      setTimeout(() => process.exit(), 5000).unref()`
    for (let round = 0; round < 3; round++) {
      const rivals = [1, 2, 3].map(() =>
        spawn(process.execPath, ['--input-type=module', '-e', open], { stdio: ['pipe', 'pipe', 'inherit'] }),
      )
      await Promise.all(rivals.map(rival => new Promise(resolve => rival.stdout.once('data', resolve))))
      const told = rivals.map(rival => new Promise<string>(resolve => rival.stdout.once('data', data => resolve(String(data)))))
      for (const rival of rivals) rival.stdin.write('go')
      const outcomes = await Promise.all(told)
      for (const rival of rivals) rival.kill('SIGKILL')
      expect(outcomes.filter(outcome => outcome === 'open').length).to.be.at.most(1)
      expect(outcomes.filter(outcome => outcome !== 'open')).to.satisfy((names: string[]) => names.every(name => name === 'FolderInUse'))
    }
    await server.start()
  })
})

const main = fileURLToPath(new URL('../../bot/main.ts', import.meta.url))
const locks = async (folder: string) => (await readdir(join(folder, 'store'))).filter(name => name.startsWith('.lock'))

async function started(folder: string): Promise<{ code: number | null; written: string }> {
  const env = { ...process.env, NODE_ENV: '', PORT: '0', BROBYGGER_DATA: folder, LANG: 'da' }
  const child = spawn(process.execPath, [main, 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const code = new Promise<number | null>(resolve => child.once('exit', resolve))
  const [out, wrong] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await code, written: `${out}${wrong}` }
}

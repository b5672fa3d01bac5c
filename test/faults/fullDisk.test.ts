import { expect } from 'chai'
import { ask, beginTalk } from '../bot/house.ts'
import { type ServerProcess, serverProcess } from './serverProcess.ts'
import { type SmallDisk, smallDisk } from './smallDisk.ts'

const secret = 'kanariefuglen-synger'
const longText = `${secret} ${'æøå '.repeat(450)}`

describe('A server whose disk runs full', function () {
  this.timeout(180_000)
  let disk: SmallDisk | undefined
  let server: ServerProcess
  let talks: Talk[]
  const acknowledged = new Map<string, string[]>()
  let refused: { talk: Talk; id: string }
  let notBegun: string

  before(async function () {
    disk = await smallDisk(12)
    if (disk === undefined) {
      console.log('note: no right to mount a small file system here; the full disk was only simulated (test/store/journal.test.ts)')
      return this.skip()
    }
    server = await serverProcess({ BROBYGGER_DATA: disk.folder })
    await server.start()
    talks = await Promise.all(Array.from({ length: 12 }, () => beginTalk(server.url)))
  })
  after(async () => {
    await server?.remove()
    await disk?.remove()
  })

  it('acknowledges no message that was not kept, and shows nothing of it', async () => {
    await disk?.fill()
    refused = await sayUntilRefused(talks, acknowledged)
    const { status, body, headers } = await refused.talk.say(longText, refused.id)
    expect(status).to.equal(503)
    expect(body.error?.code).to.equal('NotKept')
    expect(headers.get('retry-after')).to.equal('5')
    await expectLogs(talks, acknowledged)
  })

  it('begins no talk that could not be kept', async () => {
    const { body: generated } = await ask(server.url, 'POST', '/v3/directline/tokens/generate', { body: {} })
    notBegun = generated.token ?? ''
    const { status } = await ask(server.url, 'POST', '/v3/directline/conversations', { token: notBegun, body: {} })
    expect(status).to.equal(503)
  })

  it('erases all the same', async () => {
    const [gone] = talks.splice(
      talks.findIndex(talk => talk !== refused.talk),
      1,
    ) as [Talk]
    acknowledged.delete(gone.id)
    expect((await gone.post({ type: 'event', name: 'erase' })).status).to.equal(200)
    expect((await ask(server.url, 'GET', `${gone.path}/activities`, { token: gone.token })).status).to.equal(404)
  })

  it('says what is wrong in one line by its kind, with nobody’s words', () => {
    const lines = server
      .written()
      .split('\n')
      .filter(line => line.includes('"level":50'))
    expect(lines).to.have.length(1)
    expect(JSON.parse(lines[0] ?? '')).to.include({ kind: 'ENOSPC' })
    expect(server.written()).not.to.include(secret)
    for (const { id, token } of talks) expect(server.written()).not.to.include(id).and.not.to.include(token)
  })

  it('has all that was acknowledged when it is killed (kill -9) and started on the full disk', async () => {
    await disk?.fill()
    await server.kill()
    await server.start()
    await expectLogs(talks, acknowledged)
    expect((await refused.talk.say(longText, refused.id)).status).to.equal(503)
  })

  it('goes on by itself when there is room again; what is sent again counts once', async () => {
    await disk?.free()
    const [first, second] = [await refused.talk.say(longText, refused.id), await refused.talk.say(longText, refused.id)]
    expect([first.status, second.status]).to.deep.equal([200, 200])
    expect(second.body.id).to.equal(first.body.id)
    // The disk may have run full at the first message of this talk.
    acknowledged.set(refused.talk.id, [...(acknowledged.get(refused.talk.id) ?? []), first.body.id ?? ''])
    await expectLogs(talks, acknowledged)
    expect((await ask(server.url, 'POST', '/v3/directline/conversations', { token: notBegun, body: {} })).status).to.equal(201)
    expect(server.written().match(/keeps everything again/g)).to.have.length(1)
    expect(await server.stop()).to.equal(0)
    await server.start()
    await expectLogs(talks, acknowledged)
  })
})

type Talk = Awaited<ReturnType<typeof beginTalk>>

/** In turn, so that nobody is held back for writing much at once. */
async function sayUntilRefused(talks: Talk[], acknowledged: Map<string, string[]>): Promise<{ talk: Talk; id: string }> {
  for (let n = 0; n < 30; n++) {
    for (const talk of talks) {
      const { status, body } = await talk.say(longText, `m${n}`)
      if (status !== 200) return { talk, id: `m${n}` }
      acknowledged.set(talk.id, [...(acknowledged.get(talk.id) ?? []), body.id ?? ''])
    }
  }
  throw new Error('the disk never ran full')
}

async function expectLogs(talks: Talk[], acknowledged: Map<string, string[]>): Promise<void> {
  for (const talk of talks) {
    const log = await talk.log()
    expect(log.map(({ channelData }) => channelData.number)).to.deep.equal(log.map((_, i) => i + 1))
    const mine = log.filter(({ channelData }) => channelData.brobygger.who === 'citizen')
    expect(mine.map(({ id }) => id)).to.deep.equal(acknowledged.get(talk.id) ?? [])
  }
}

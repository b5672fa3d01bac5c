import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { serverProcess } from '../faults/serverProcess.ts'

describe('The command line', () => {
  it('matches lines of JSON, one for one, with reasons in Danish', async () => {
    const { out, code } = await brobygger(['match', '--jsonl'], {
      input: lines(
        { id: 'a', text: 'min søn på 9 vil ikke i skole', role: 'parent', age: 9, municipality: 'kalundborg' },
        { id: 2, text: 'jeg vil ikke leve mere', role: 'young', age: 15, municipality: 'kalundborg', source: 'not ours to mind' },
        { id: 'c', text: 'min nabo er ensom', role: 'other', age: null, municipality: null },
        { id: 'd', text: '', role: null, age: null, municipality: 'holstebro' },
        { id: 'e', text: '🙂🙂', age: 8.5 },
      ),
    })
    expect(code).to.equal(0)
    const answers = out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(answers.map(({ id }) => id)).to.deep.equal(['a', 2, 'c', 'd', 'e'])
    for (const { urgency, offers } of answers) {
      expect(['none', 'concern', 'acute']).to.include(urgency)
      expect(offers.length).to.be.within(0, 3)
      for (const { id, score, reasons } of offers) {
        expect(id).to.match(/^[a-z0-9-]+$/)
        expect(score).to.be.a('number')
        expect(reasons.every((reason: unknown) => typeof reason === 'string' && reason !== '')).to.equal(true)
      }
    }
    expect(answers[0].offers).to.have.length.above(0)
    expect(answers[1].urgency).to.equal('acute')
  })

  it('assesses lines of JSON', async () => {
    const { out, code } = await brobygger(['assess', '--jsonl'], {
      input: lines({ id: 1, text: 'jeg vil ikke leve mere' }, { id: 2, text: 'jeg dør af grin' }),
    })
    expect(code).to.equal(0)
    expect(
      out
        .trim()
        .split('\n')
        .map(line => JSON.parse(line)),
    ).to.deep.equal([
      { id: 1, level: 'acute', kinds: ['suicide'] },
      { id: 2, level: 'none', kinds: [] },
    ])
  })

  it('tells a line that does not hold by its number and what was expected, never by its words, and goes on', async () => {
    const secret = 'min hemmelighed'
    for (const command of ['match', 'assess']) {
      const { out, err, code } = await brobygger([command, '--jsonl'], {
        input: `{"id":1,"text":"hej"}\nnot json ${secret}\n\n{"id":3,"text":5}\n{"text":"${secret}"}\n["${secret}"]\n{"id":6,"text":"hej"}`,
      })
      expect(code).to.equal(1)
      expect(
        out
          .trim()
          .split('\n')
          .map(line => JSON.parse(line).id),
      ).to.deep.equal([1, 6])
      expect(err.match(/^line \d+: /gm)).to.deep.equal(['line 2: ', 'line 4: ', 'line 5: ', 'line 6: '])
      expect(err).to.include('text: a text is missing')
      expect(err).not.to.include(secret)
      expect(err).not.to.match(/\bat \w+ \(/)
    }
  })

  it('answers while the lines still come', async () => {
    const child = start(['assess', '--jsonl'])
    const first = new Promise<string>(resolve => child.stdout.once('data', chunk => resolve(String(chunk))))
    child.stdin.write('{"id":1,"text":"hej"}\n')
    expect(JSON.parse(await first).id).to.equal(1)
    child.stdin.end('{"id":2,"text":"hej igen"}\n')
    expect(await new Promise(resolve => child.once('exit', resolve))).to.equal(0)
  })

  it('takes a thousand lines, a long one and a broken byte among them', async () => {
    const many = Array.from({ length: 1000 }, (_, i) => ({ id: i, text: i === 500 ? 'jeg er ked af det '.repeat(600) : `besked ${i}` }))
    const input = Buffer.concat([
      Buffer.from(lines(...many)),
      Buffer.from('{"id":"b","text":"h'),
      Buffer.from([0xff, 0xc3]),
      Buffer.from('j"}'),
    ])
    const { out, code } = await brobygger(['assess', '--jsonl'], { input })
    expect(code).to.equal(0)
    expect(out.trim().split('\n')).to.have.length(1001)
  })

  it('prints matches for people', async () => {
    const { out, code } = await brobygger([
      'match',
      '--municipality',
      'kalundborg',
      '--age',
      '15',
      '--role',
      'young',
      'har ondt i maven og vil ikke i skole',
    ])
    expect(code).to.equal(0)
    expect(out).to.match(/^1\. .+/m)
    expect(out).to.match(/^ {3}• .+/m)
    expect(out).not.to.match(/undefined|null|\[object/)
  })

  it('explains which words led to what', async () => {
    const { out, code } = await brobygger(['explain', 'min datter på 14 skærer i sig selv'])
    expect(code).to.equal(0)
    expect(out).to.match(/^Fare: (concern|acute)/m)
    expect(out).to.include('parent, 14')
    expect((await brobygger(['explain', 'jeg er 15 og har ingen venner i skolen'])).out, 'who writes is heard as in the talk').to.include(
      'young, 15',
    )
  })

  it('checks the registry', async () => {
    expect(await brobygger(['registry', 'check'])).to.deep.include({ code: 0, out: '' })
    const { code, err } = await brobygger(['registry', 'check', '/tmp/no-such-registry'])
    expect(code).to.equal(1)
    expect(err).not.to.match(/\bat \w+ \(/)
  })

  it('says in one line what is wrong with the arguments, and ends with 2', async () => {
    const wrong = [
      ['nothing'],
      ['match'],
      ['match', '--age', 'old', 'hej'],
      ['match', '--role', 'chef', 'hej'],
      ['match', '--jsonl', 'hej'],
      ['match', '--colour', 'red', 'hej'],
      ['assess'],
      ['assess', '--jsonl', 'hej'],
      ['explain'],
      ['registry'],
      ['registry', 'export'],
      ['counsellor', 'add'],
      ['counsellor', 'add', 'no-address'],
      ['counsellor', 'add', 'a@b.dk', '--role', 'king'],
      ['start', 'now'],
      ['start', '--fast'],
    ]
    for (const args of wrong) {
      const { out, err, code } = await brobygger(args)
      expect(code, args.join(' ')).to.equal(2)
      expect(out, args.join(' ')).to.equal('')
      expect(err.trim().split('\n'), `${args.join(' ')}: ${err}`).to.have.length(1)
    }
  })

  it('tells how it is used', async () => {
    expect((await brobygger(['help'])).out).to.include('brobygger match --jsonl')
    expect((await brobygger([])).code).to.equal(0)
  })

  it('refuses to start where settings do not hold, listing all of them', async () => {
    const { err, code } = await brobygger(['start'], { environment: { NODE_ENV: 'production', PORT: 'x' } })
    expect(code).to.equal(2)
    expect(err).to.include('PORT').and.to.include('BROBYGGER_KEY')
    expect(err).not.to.match(/\bat \w+ \(/)
  })

  it('says so when the port is in use', async () => {
    const taken = createServer()
    await new Promise<void>(resolve => taken.listen(0, () => resolve()))
    const address = taken.address()
    const PORT = String(typeof address === 'object' ? address?.port : '')
    const folder = await mkdtemp(join(tmpdir(), 'brobygger-'))
    const { err, code } = await brobygger(['start'], { environment: { PORT, BROBYGGER_DATA: folder } })
    expect(code).to.equal(2)
    expect(err).to.include(`PORT: ${PORT} is in use`)
    taken.close()
    await rm(folder, { recursive: true })
  })

  it('adds a counsellor, with the server stopped and with it running, and refuses a second server on one folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'brobygger-'))
    const stopped = await brobygger(['counsellor', 'add', 'maja@kommune.dk'], { environment: { BROBYGGER_DATA: folder } })
    expect(stopped).to.deep.include({ code: 0 })
    expect(stopped.out).to.match(/^http:\/\/localhost:3978\/desk#link=\S+\n$/)
    await rm(folder, { recursive: true })

    const server = await serverProcess()
    await server.start()
    const environment = { BROBYGGER_DATA: server.folder }
    const running = await brobygger(['counsellor', 'add', 'bo@kommune.dk', '--role', 'coordinator'], { environment })
    expect(running).to.deep.include({ code: 0 })
    expect(running.out).to.match(/\/desk#link=\S+\n$/)
    expect(await brobygger(['counsellor', 'add', 'no-address'], { environment })).to.deep.include({ code: 2 })
    const second = await brobygger(['start'], { environment: { ...environment, PORT: '0' } })
    expect(second.code).to.equal(1)
    expect(second.err).to.include('in use')
    await server.remove()
  })
})

const main = fileURLToPath(new URL('../../bot/main.ts', import.meta.url))

function start(args: string[], environment: Record<string, string> = {}) {
  const env = { ...process.env, NODE_ENV: '', LANG: 'da_DK.UTF-8', LC_ALL: '', LC_MESSAGES: '', ...environment }
  return spawn(process.execPath, [...process.execArgv, main, ...args], { env, stdio: 'pipe' })
}

async function brobygger(
  args: string[],
  { input = '', environment = {} }: { input?: string | Buffer; environment?: Record<string, string> } = {},
) {
  const child = start(args, environment)
  let [out, err] = ['', '']
  child.stdout.on('data', chunk => {
    out += chunk
  })
  child.stderr.on('data', chunk => {
    err += chunk
  })
  child.stdin.on('error', () => undefined) // a command that reads nothing may be gone before we wrote
  child.stdin.end(input)
  const code = await new Promise<number | null>(resolve => child.once('close', resolve))
  return { out, err, code }
}

const lines = (...all: object[]) => all.map(line => `${JSON.stringify(line)}\n`).join('')

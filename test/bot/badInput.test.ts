import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'

/** Each command is run once, with all that is odd in one stream: what goes wrong in one line must not touch the next. */
describe('Bad input on the command line', function () {
  this.timeout(60_000)

  for (const command of ['match', 'assess'])
    describe(`${command} --jsonl`, () => {
      let ended: Ended
      let answers: Map<unknown, Answer>

      before(async () => {
        ended = await brobygger([command, '--jsonl'], stream(command))
        answers = new Map(
          ended.out
            .trimEnd()
            .split('\n')
            .map(line => JSON.parse(line))
            .map(answer => [answer.id, answer]),
        )
      })

      it('has an answer of its own for each odd text, in its place', () => {
        expect([...answers.keys()]).to.deep.equal([...odd.map(([what]) => what), 'broken bytes', 'last'])
        for (const [what, { level, urgency, offers }] of answers) {
          expect(level ?? urgency, String(what)).to.be.oneOf(['none', 'concern', 'acute'])
          // Nothing understood is no reason to send someone away: who takes anything stands there.
          if (command === 'match') expect(offers, String(what)).to.have.length.above(0)
        }
      })

      it('hears no danger where no words are', () => {
        const calm = ['an empty text', 'blanks', 'a CPR number', 'brackets', 'a template']
        expect(calm.filter(what => (answers.get(what)?.level ?? answers.get(what)?.urgency) !== 'none')).to.deep.equal([])
      })

      it('tells each line that does not hold by its number, answers the rest, and ends with 1', () => {
        expect(ended.code).to.equal(1)
        const first = odd.length + 1
        expect(ended.err.match(/^line \d+: /gm)).to.deep.equal(badFor(command).map((_, nth) => `line ${first + nth}: `))
        expect(ended.err).not.to.match(/\bat \w+ \(/)
        expect(ended.err).not.to.include(secret)
      })

      if (command === 'match')
        it('names the field that does not hold', () => {
          expect(ended.err)
            .to.match(/: age: /)
            .and.to.match(/: role: /)
        })
    })

  it('a single odd text is answered for people, too', async () => {
    const { out, code } = await brobygger(['match', '--role', 'young', `010203-1234 ${'x'.repeat(10_000)} 💀`])
    expect(code).to.equal(0)
    expect(out).to.match(/^1\. .+/m)
    expect(out).not.to.include('010203-1234')
  })

  it('explain says step by step what each word led to', async () => {
    const { out, code } = await brobygger(['explain', '--role', 'parent', 'min søn på 9 vil ikk i skole og min mand har slået op'])
    expect(code).to.equal(0)
    expect(out).to.match(/^Fare: none/m)
    expect(out).to.match(/^ {2}\d\.\d\d {2}"vil ikk skole" → vil ikke i skole → skolefravær \(som skrevet\)$/m)
    expect(out).to.match(/^ {2}0\.00 .*et andet udsagnsord/m)
    expect(out).to.match(/^ {9}\+ \d\.\d\d hørt: skolefravær ← vil ikk i skole$/m)
    expect(out).to.match(/^ {9}[+-] \d\.\d\d lært af eksempler: /m)
    expect(out).to.match(/^Vises: kalundborg-/m)
    expect(out).not.to.match(/undefined|\[object|cli\./)
  })
})

interface Answer {
  id: unknown
  level?: string
  urgency?: string
  offers?: unknown[]
}

const odd: [what: string, text: string][] = [
  ['an empty text', ''],
  ['blanks', '   \t '],
  ['only emoji', '💀🙂‍↔️🏳️‍🌈'],
  ['10 kB in one word', 'a'.repeat(10_000)],
  ['10 kB of words', 'jeg er ked af det og kan ikke sove '.repeat(300)],
  ['another script', '你好，我需要帮助'],
  ['Arabic', 'أنا وحيد'],
  ['a CPR number', '010203-1234'],
  ['half a character', '\ud800 hej'],
  ['signs that steer the terminal', '\u001b[31mhej\u0000\u202e'],
  ['brackets', '(((((((((([[[[{{{{'],
  ['a template', '{{theme}} $t(cli.usage)'],
]
const secret = 'min hemmelighed'
const bad = [`{"id":2,"text":"${secret}"`, `["${secret}"]`, '{"id":3}', '{"text":"hej"}', '{"id":{},"text":"hej"}']
const badFor = (command: string) => [
  ...bad,
  ...(command === 'match' ? ['{"id":3,"text":"hej","age":-4}', '{"id":4,"text":"hej","role":"chef"}'] : []),
]
const jsonLines = (all: readonly (readonly [string, string])[]) =>
  all.map(([id, text]) => JSON.stringify({ id, text, municipality: 'kalundborg' }))

/** All that is odd, line by line; then what does not parse, bytes that are no UTF-8, and one line that holds. */
const stream = (command: string) =>
  Buffer.concat([
    Buffer.from(`${[...jsonLines(odd), ...badFor(command)].join('\n')}\n{"id":"broken bytes","text":"h`),
    Buffer.from([0xff, 0xc3, 0x28]),
    Buffer.from('j, jeg er ensom"}\n{"id":"last","text":"hej"}'),
  ])

const main = fileURLToPath(new URL('../../bot/main.ts', import.meta.url))

interface Ended {
  out: string
  err: string
  code: number | null
}

async function brobygger(args: string[], input: Buffer = Buffer.alloc(0)): Promise<Ended> {
  const env = { ...process.env, NODE_ENV: '', LANG: 'da_DK.UTF-8', LC_ALL: '', LC_MESSAGES: '' }
  const child = spawn(process.execPath, [...process.execArgv, main, ...args], { env, stdio: 'pipe' })
  let [out, err] = ['', '']
  child.stdout.on('data', chunk => {
    out += chunk
  })
  child.stderr.on('data', chunk => {
    err += chunk
  })
  child.stdin.end(input)
  const code = await new Promise<number | null>(resolve => child.once('close', resolve))
  return { out, err, code }
}

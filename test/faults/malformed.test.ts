import { readdir, readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { expect } from 'chai'
import { beginTalk } from '../bot/house.ts'
import { type ServerProcess, serverProcess } from './serverProcess.ts'

const secret = 'kanariefuglen-synger-om-natten'

describe('1,000 malformed requests', () => {
  let server: ServerProcess
  before(async () => {
    server = await serverProcess({ BROBYGGER_LOG: 'debug' })
    await server.start()
  })
  after(() => server.remove())

  it('get 4xx with one clear sentence each, change nothing, and leave no word in any log', async function () {
    this.timeout(180_000)
    const [mine, yours] = [await beginTalk(server.url), await beginTalk(server.url)]
    await mine.say(secret)
    const before = JSON.stringify([await mine.log(), await yours.log()])
    const requests = malformed(mine, yours)
    expect(requests.length).to.be.at.least(1000)

    for (let i = 0; i < requests.length; i += 20) {
      const answers = await Promise.all(requests.slice(i, i + 20).map(async request => ({ request, ...(await send(server.url, request)) })))
      for (const { request, status, text } of answers) {
        const which = `${request.method} ${request.path} ${String(request.body).slice(0, 120)}`
        expect(status, which).to.be.within(400, 499)
        expect(status, which).not.to.equal(429)
        const { error } = JSON.parse(text)
        expect(Object.keys(error), which).to.deep.equal(['code', 'message'])
        expect(error.message, which).to.match(/^[A-ZÆØÅ].{8,120}[.]$/)
        expect(text, which).not.to.match(/\bat \w+ \(|node_modules|\.ts:\d|SyntaxError|ZodError/)
        expect(text, which).not.to.include(secret)
      }
    }

    expect(JSON.stringify([await mine.log(), await yours.log()])).to.equal(before)
    expect((await mine.say('stadig her')).status).to.equal(200)
    expect(Object.hasOwn(Object.prototype, 'polluted')).to.equal(false)
    expect(server.written()).not.to.include(secret)
    expect(server.written()).not.to.match(/node_modules|"stack"/)
    for (const id of [mine.id, yours.id, mine.token]) expect(server.written()).not.to.include(id)
  })

  it('that ask for a live connection and break off at once do not end the server', async () => {
    const { port } = new URL(server.url)
    for (const path of ['/desk/socketX', '/desk/socket', '/desk/socket/', '/v3/directline/conversations/x/stream', '/nowhere']) {
      for (let nth = 0; nth < 5; nth++) {
        await new Promise<void>(resolve => {
          const socket = connect(Number(port), '127.0.0.1', () => {
            socket.write(
              `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
              () => setTimeout(() => socket.resetAndDestroy(), nth * 10),
            )
          })
          socket.on('error', () => undefined)
          socket.on('close', () => resolve())
        })
      }
    }
    expect((await fetch(`${server.url}/healthz`)).status).to.equal(200)
  })

  it('that are not even HTTP are turned away, and the server goes on', async () => {
    const { port } = new URL(server.url)
    for (const bytes of [
      '\u0000\u0001\u0002\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      `GET /${'x'.repeat(70_000)} HTTP/1.1\r\n\r\n`,
      'POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n',
    ]) {
      const answer = await new Promise<string>(resolve => {
        let read = ''
        const socket = connect(Number(port), '127.0.0.1', () => socket.write(bytes))
        socket.on('data', chunk => {
          read += chunk
        })
        socket.on('close', () => resolve(read))
        socket.on('error', () => resolve(read))
      })
      expect(answer).to.match(/^HTTP\/1\.1 4\d\d /)
    }
    expect((await beginTalk(server.url)).status).to.equal(201)
  })

  it('the data folder holds no word of anyone in clear', async () => {
    for (const file of await readdir(server.folder, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue
      expect(await readFile(`${file.parentPath}/${file.name}`, 'latin1'), file.name).not.to.include(secret)
    }
  })
})

interface Malformed {
  method: string
  path: string
  token?: string
  body?: string | Buffer
  headers?: Record<string, string>
}

type Talk = Awaited<ReturnType<typeof beginTalk>>

function malformed(mine: Talk, yours: Talk): Malformed[] {
  const post = (body: string | Buffer): Malformed => ({ method: 'POST', path: `${mine.path}/activities`, token: mine.token, body })
  const message = (more: object) => post(JSON.stringify({ type: 'message', text: secret, ...more }))
  return [
    ...brokenJson.map(post),
    ...wrongMessages.map(message),
    ...wrongBodies.map(body => post(JSON.stringify(body))),
    ...pollution.map(post),
    ...sizes.map(size => message({ text: 'x'.repeat(size) })),
    ...depths.map(depth => post(`{"type":"message","text":"${secret}","value":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`)),
    ...foreignTokens(mine).map(token => ({ ...message({}), token })),
    ...foreignTokens(mine).map(token => ({ method: 'GET', path: `${mine.path}/activities`, token })),
    ...['GET', 'POST'].map(method => ({ method, path: `${mine.path}/activities`, ...(method === 'POST' && { body: '{}' }) })),
    ...otherConversations(yours).flatMap(path => [
      { ...message({}), path: `${path}/activities` },
      { method: 'GET', path: `${path}/activities`, token: mine.token },
      { method: 'GET', path, token: mine.token },
      { method: 'POST', path: `${path}/upload?userId=x`, token: mine.token, body: secret },
    ]),
    ...['PUT', 'DELETE', 'PATCH'].flatMap(method =>
      ['', '/conversations', '/tokens/generate', '/tokens/refresh'].map(path => ({
        method,
        path: `/v3/directline${path}`,
        token: mine.token,
      })),
    ),
    ...strayPaths.map(path => ({ method: 'GET', path, token: mine.token })),
    ...[...brokenJson, ...wrongStarts.map(body => JSON.stringify(body))].flatMap(body =>
      ['/v3/directline/conversations', '/v3/directline/tokens/generate'].map(path => ({ method: 'POST', path, token: mine.token, body })),
    ),
    ...fuzz(700).map(post),
  ]
}

const brokenJson: (string | Buffer)[] = [
  '{',
  '}',
  '[',
  '{"type"',
  `{"type":"message","text":"${secret}"`,
  `{"type":"message","text":"${secret}",}`,
  `{'type':'message'}`,
  `${secret}`,
  'undefined',
  'NaN',
  '{"a":1}{"b":2}',
  '\u0000',
  '{"type":"message","text":"\u0001"}',
  '<?xml version="1.0"?><a/>',
  'type=message&text=hej',
  Buffer.from([0xff, 0xfe, 0x00, 0x7b]),
  Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]),
]

const wrongMessages = [
  { text: 5 },
  { text: null },
  { text: ['a'] },
  { text: { $gt: '' } },
  { text: true },
  { text: '' },
  { text: '   ' },
  { type: 'mess' },
  { type: 1 },
  { type: null },
  { type: ['message'] },
  { type: 'conversationUpdate' },
  { type: 'endOfConversation' },
  { type: 'invoke', name: 'x' },
  { type: 'event' },
  { type: 'event', name: 5 },
  { type: 'event', name: 'x'.repeat(201) },
  { channelData: 'x' },
  { channelData: 7 },
  { channelData: { clientActivityID: 5 } },
  { channelData: { clientActivityID: 'x'.repeat(201) } },
  { id: 7 },
  { id: { $ne: null } },
  { from: 'x' },
  { unknown: 1 },
  { $where: '1' },
  { attachments: [{ contentType: 'image/png', contentUrl: 'http://169.254.169.254/' }] },
  { attachments: 'x' },
]

const wrongBodies: unknown[] = [
  null,
  5,
  'tekst',
  true,
  [],
  [[]],
  [{ type: 'message', text: 'x' }],
  {},
  { text: secret },
  { activities: [] },
]

/** For the start and the token, where an empty body is right. */
const wrongStarts: unknown[] = [5, 'tekst', true, [1], { locale: 5 }, { locale: 'x'.repeat(40) }]

const pollution = ['__proto__', 'constructor', 'prototype'].flatMap(key => [
  `{"type":"message","text":"${secret}","${key}":{"polluted":true}}`,
  `{"type":"message","text":"${secret}","value":{"${key}":{"polluted":true}}}`,
  `{"type":"message","text":"${secret}","channelData":{"a":[{"${key}":{"polluted":true}}]}}`,
  `{"${key}":{"type":"message","text":"${secret}"}}`,
])

const sizes = [2001, 5000, 16_000, 16_384, 20_000, 100_000, 1_000_000]
const depths = [11, 50, 400, 1500]

function foreignTokens({ token }: Talk): string[] {
  const [head = '', body = '', mark = ''] = token.split('.')
  const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')
  const flipped = [...Array(40).keys()].map(i => `${head}.${body}.${flip(mark, i)}`)
  const changed = [...Array(40).keys()].map(i => `${head}.${flip(body, i)}.${mark}`)
  return ['x', '..', 'null', `${none}.${body}.`, `${none}.${body}.${mark}`, `${head}.${body}`, 'x'.repeat(5000), ...flipped, ...changed]
}

const flip = (text: string, at: number) => `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`

const otherConversations = ({ path }: Talk) => [
  path,
  ...['x', '1', 'never', '..%2f..%2fetc', '%00', 'a'.repeat(300), '__proto__', 'constructor', '%F0%9F%99%82', '$ne'].map(
    id => `/v3/directline/conversations/${id}`,
  ),
]

const strayPaths = [
  '/v3',
  '/v3/directline',
  '/v3/directline/nothing',
  '/v3/directline/conversations/',
  '/v3/directline/%E0%A4%A',
  '/v3/directline/../../etc/passwd',
  '/..%2f..%2fetc/passwd',
  '/.env',
  '/var/demonstration.key',
  '/data/offers/national.json',
  '/desk/api/nothing',
  '/api/nothing',
  '/%',
  '/%c0%ae%c0%ae/',
]

/** A right message with bytes knocked out of it, the same every time: only what is no JSON any more, or names no type. */
function fuzz(count: number): string[] {
  let seed = 20251122
  const chance = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed % below
  }
  const right = JSON.stringify({ type: 'message', text: secret, channelData: { clientActivityID: 'f' }, value: { choice: 'human' } })
  const noise = '{}[]",:\\\u0000\u2028eE+-0n$'
  const spoilt: string[] = []
  while (spoilt.length < count) {
    const characters = [...right]
    for (let i = 0; i < 1 + chance(6); i++) characters[chance(characters.length)] = noise[chance(noise.length)] ?? '{'
    const body = characters.join('')
    if (!isJson(body)) spoilt.push(body)
  }
  return spoilt
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

async function send(url: string, { method, path, token, body, headers }: Malformed): Promise<{ status: number; text: string }> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      origin: url,
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body !== undefined && { body: new Uint8Array(Buffer.from(body as string)) }), // Buffer.from takes both
  })
  return { status: response.status, text: await response.text() }
}

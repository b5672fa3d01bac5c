import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { expect } from 'chai'
import type { JWTPayload } from 'jose'
import { readConfig } from '../../bot/config.ts'
import { createFence } from '../../bot/teams/fence.ts'
import { openKeys } from '../../bot/teams/keys.ts'
import type { NotLetIn } from '../../bot/teams/notLetIn.ts'
import { type House, openHouse } from '../bot/house.ts'
import { until } from '../until.ts'
import { type Connector, openConnector } from './connector.ts'
import { openParent, type Parent } from './parent.ts'

const now = () => Math.floor(Date.now() / 1000)

describe('The fence of the Teams endpoint', () => {
  let connector: Connector
  let house: House
  let parent: Parent
  before(async () => {
    connector = await openConnector()
    house = await openHouse(connector.environment)
    parent = openParent(connector, () => house.url)
  })
  after(async () => {
    await house.close()
    await connector.close()
  })

  interface Attempt {
    claims?: JWTPayload
    header?: Record<string, unknown>
    key?: (connector: Connector) => KeyObject | Uint8Array
    /** The whole token, made by hand. */
    token?: (connector: Connector) => string | Promise<string>
    /** The whole header. */
    authorization?: (token: string) => string | undefined
    activity?: Record<string, unknown>
  }

  const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const payload = ({ serviceUrl, appId }: Connector) => ({
    serviceurl: serviceUrl,
    nbf: now() - 5,
    exp: now() + 3600,
    iss: 'https://api.botframework.com',
    aud: appId,
  })

  /** By the reason for which each is refused, which only the one who runs it hears: so that none is refused for another's fault. */
  /** What has a time in it is made when it is tried: this is read long before. */
  const refused: Record<string, [what: string, attempt: Attempt | (() => Attempt)][]> = {
    'no token': [
      ['no Authorization header', { authorization: () => undefined }],
      ['an empty one', { authorization: () => '' }],
      ['Bearer with nothing after it', { authorization: () => 'Bearer ' }],
      ['a token without Bearer', { authorization: token => token }],
      ['Basic', { authorization: token => `Basic ${token}` }],
      ['two tokens in one header', { authorization: token => `Bearer ${token} ${token}` }],
      ['a token of two parts', { authorization: token => `Bearer ${token.split('.').slice(0, 2).join('.')}` }],
      ['a token without its signature', { authorization: token => `Bearer ${token.replace(/[^.]+$/, '')}` }],
      ['a token of ten thousand letters', { claims: { padding: 'x'.repeat(10_000) } }],
    ],
    'token does not hold': [
      ['a token whose words were changed', { authorization: token => `Bearer ${changed(token)}` }],
      ['a key of their own under a known kid', { key: () => foreign }],
      ['another issuer', { claims: { iss: 'https://evil.example' } }],
      ["the Emulator's issuer", { claims: { iss: 'https://sts.windows.net/f8cdef31-a31e-4b4a-93e4-5f571e91255a/', ver: '1.0' } }],
      ["another bot's token (a skill's)", { claims: { iss: 'https://login.microsoftonline.com/x/v2.0', ver: '2.0', azp: 'someone' } }],
      ['no issuer', { claims: { iss: undefined as never } }],
      ['another audience', { claims: { aud: '00000000-0000-4000-8000-000000000000' } }],
      ['several audiences', { claims: { aud: ['b0b0b0b0-1111-4222-8333-444444444444', 'other'] } }],
      ['no audience', { claims: { aud: undefined as never } }],
      ['expired beyond what clocks differ', () => ({ claims: { exp: now() - 400 } })],
      ['no expiry', { claims: { exp: undefined as never } }],
      ['not yet valid', () => ({ claims: { nbf: now() + 400 } })],
      ['no serviceUrl', { claims: { serviceurl: undefined } }],
    ],
    'header does not hold': [
      ['a header that is no JSON', { token: () => `${Buffer.from('{').toString('base64url')}.e30.AA` }],
      ['alg none', { token: from => `${encoded({ alg: 'none', kid: 'endorsed', typ: 'JWT' })}.${encoded(payload(from))}.AA` }],
      ['HS256 with the public key as the secret', { token: from => hmacOfPublicKey(from) }],
      ['HS256 with a secret of its own', { header: { alg: 'HS256' }, key: () => Buffer.alloc(32, 1) }],
      ['RS512', { header: { alg: 'RS512' } }],
      ['PS256', { header: { alg: 'PS256' } }],
      ['ES256', { header: { alg: 'ES256' }, key: () => elliptic }],
      ['no kid', { header: { kid: undefined } }],
      ['jku', { header: { jku: 'https://evil.example/keys' }, key: () => foreign }],
      ['x5u', { header: { x5u: 'https://evil.example/certificate' } }],
      ['a key brought along in the header', { header: { jwk: foreign.export({ format: 'jwk' }) }, key: () => foreign }],
      ['a crit header', { header: { crit: ['exp'], exp: 1 } }],
    ],
    'unknown key': [
      ['a kid that nobody has', { header: { kid: 'nobody' } }],
      ['a kid that is a path', { header: { kid: '../../../etc/passwd' } }],
    ],
    'key not endorsed for Teams': [
      ['a key endorsed for other channels only', { header: { kid: 'not-endorsed' }, key: ({ keys }) => keys.notEndorsed }],
      ['a key without endorsements', { header: { kid: 'without-endorsements' }, key: ({ keys }) => keys.notEndorsed }],
    ],
    'token lives too long': [['an expiry in a year', { claims: { exp: now() + 365 * 86_400 } }]],
    'token for another service': [
      ['another serviceUrl than the activity', { claims: { serviceurl: 'https://smba.trafficmanager.net/emea/x/' } }],
      ['a serviceUrl that differs by a slash', { activity: { serviceUrl: 'no slash' } }],
    ],
    'service not on the list': [
      ['a host that is not on the list', bothSay('https://evil.example/emea/')],
      ['a host that begins like one on the list', bothSay('https://smba.trafficmanager.net.evil.example/emea/')],
      ['a host behind an @', bothSay('https://smba.trafficmanager.net@evil.example/emea/')],
      ['http to a host on the list', bothSay('http://smba.trafficmanager.net/emea/')],
      ['an inner address', bothSay('http://169.254.169.254/metadata/')],
    ],
    'no activity of Teams': [
      ['another channel', { activity: { channelId: 'webchat' } }],
      ["the Emulator's channel", { activity: { channelId: 'emulator' } }],
      ['an ASE channel', { activity: { channelId: 'AseChannel' } }],
      ['no channel', { activity: { channelId: undefined } }],
      ['no time', { activity: { timestamp: undefined } }],
      ['from nobody', { activity: { from: undefined } }],
      ['in no conversation', { activity: { conversation: undefined } }],
      ['with no type', { activity: { type: undefined } }],
    ],
    'foreign tenant': [
      ['a foreign tenant', { activity: tenants('99999999-0000-4000-8000-000000000000') }],
      ['no tenant', { activity: tenants(undefined) }],
      ['two tenants', { activity: { channelData: { tenant: { id: '99999999-0000-4000-8000-000000000000' } } } }],
    ],
    'for another bot': [['for another bot', { activity: { recipient: { id: '28:other' } } }]],
    replayed: [
      [
        'taken down and played again after twenty minutes',
        () => ({ activity: { timestamp: new Date(Date.now() - 20 * 60_000).toISOString() } }),
      ],
      ['from the future', () => ({ activity: { timestamp: new Date(Date.now() + 20 * 60_000).toISOString() } })],
    ],
  }

  for (const [reason, attempts] of Object.entries(refused)) {
    for (const [what, attempt] of attempts) {
      it(`refuses: ${what} (${reason})`, async () => {
        const before = await refusals(reason)
        const { status, body } = await post(typeof attempt === 'function' ? attempt() : attempt)
        expect(status).to.be.oneOf([401, 403])
        expect(body, 'no reason for whoever tries').to.equal('')
        expect(await refusals(reason)).to.equal(before + 1)
      })
    }
  }

  it('refuses more than thirty kinds, and has let nobody in by them', async () => {
    expect(Object.values(refused).flat().length).to.be.greaterThan(30)
    expect(connector.calls).to.deep.equal([])
    let talks = 0
    for await (const _ of house.services.conversations.ids()) talks++
    expect(talks).to.equal(0)
  })

  it('refuses other words under an id that was used', async () => {
    const first = parent.activity({ type: 'message', id: '1', text: 'hej' })
    expect((await post({ activity: first })).status).to.equal(200)
    expect((await post({ activity: first })).status, 'Teams delivers again').to.equal(200)
    const { status, body } = await post({ activity: { ...first, text: 'noget andet' } })
    expect({ status, body }).to.deep.equal({ status: 403, body: '' })
  })

  it('lets in what Teams sends, and clocks that differ by minutes', async () => {
    for (const claims of [{}, { exp: now() - 200 }, { nbf: now() + 200 }]) {
      expect((await post({ claims, activity: { type: 'messageReaction', replyToId: 'x', reactionsAdded: [] } })).status).to.equal(200)
    }
  })

  it('answers 400 or 413 to what is let in and cannot be read', async () => {
    const token = await connector.token()
    const send = (body: string) =>
      fetch(`${house.url}/api/messages`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body })
    expect((await send('{"type":')).status).to.equal(400)
    expect((await send(JSON.stringify({ __proto__: 1, text: 'x'.repeat(300_000) }))).status).to.equal(413)
    expect((await send('[]')).status).to.equal(403)
  })

  it('is not there where Teams is off', async () => {
    const off = await openHouse()
    expect((await fetch(`${off.url}/api/messages`, { method: 'POST', body: '{}' })).status).to.equal(404)
    await off.close()
  })

  describe('looks at a token once', () => {
    let passed = 0
    const time = () => Date.now() + passed
    const fence = () => {
      passed = 0
      const { teams } = readConfig(connector.environment)
      if (teams === undefined) throw new Error('Teams is on with these settings')
      return createFence(teams, openKeys(teams.cloud.openIdMetadata, time), time)
    }
    const signed = async (claims: JWTPayload) => `Bearer ${await connector.token(claims)}`

    it('while it holds', async () => {
      const { identify } = fence()
      const token = await signed({ exp: now() + 60 })
      const first = await identify(token)
      expect(await identify(token)).to.equal(first)
      passed = (60 + 301) * 1000
      expect(await identify(token).catch(({ reason }: NotLetIn) => reason)).to.equal('token does not hold')
    })

    it('and again when the keys were fetched anew', async () => {
      const { identify } = fence()
      const token = await signed({ exp: now() + 24 * 3600 })
      const first = await identify(token)
      passed = 13 * 3_600_000
      await identify(token) // asks for the keys, and is let in by the old ones meanwhile
      await until('the keys are new', async () => (await identify(token)) !== first)
    })

    it('and lets nobody in by one that differs', async () => {
      const { identify } = fence()
      const token = await signed({})
      await identify(token)
      expect(await identify(token.slice(0, -6)).catch(({ reason }: NotLetIn) => reason)).to.equal('token does not hold')
    })
  })

  async function refusals(reason: string): Promise<number> {
    const { values } = await house.services.metrics.teamsRefused.get()
    return values.find(({ labels }) => labels.reason === reason)?.value ?? 0
  }

  async function post({ claims, header, key, token, authorization = one => `Bearer ${one}`, activity = {} }: Attempt) {
    const made = await (token?.(connector) ?? connector.token(claims, header, key?.(connector)))
    const said = authorization(made)
    const response = await fetch(`${house.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(said !== undefined && { authorization: said }) },
      body: JSON.stringify(parent.activity({ type: 'message', id: 'm', text: 'hej', ...activity })),
    })
    return { status: response.status, body: response.status >= 400 ? await response.text() : '' }
  }

  function changed(token: string): string {
    const [head, body = '', signature] = token.split('.')
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString())
    return [head, encoded({ ...claims, exp: claims.exp + 1 }), signature].join('.')
  }

  function hmacOfPublicKey(from: Connector): string {
    const signed = `${encoded({ alg: 'HS256', kid: 'endorsed', typ: 'JWT' })}.${encoded(payload(from))}`
    const secret = from.publicKey.export({ format: 'pem', type: 'spki' })
    return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
  }
})

function bothSay(serviceUrl: string) {
  return { claims: { serviceurl: serviceUrl }, activity: { serviceUrl } }
}

function tenants(id: string | undefined) {
  return { channelData: { tenant: { id } }, conversation: { id: 'a:x', conversationType: 'personal', tenantId: id } }
}

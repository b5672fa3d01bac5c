import { expect } from 'chai'
import { decodeJwt, generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from 'jose'
import { allAccounts } from '../../desk/accounts.ts'
import type { AuditEntry } from '../../desk/auditEntry.ts'
import type { House } from '../bot/house.ts'
import { until } from '../until.ts'
import { createBrowser, type IdentityProvider, openBoth } from './identityProvider.ts'
import { password, request } from './office.ts'

describe('Signing in at an identity provider', () => {
  let idp: IdentityProvider
  let house: House
  let browser: ReturnType<typeof createBrowser>

  beforeEach(async () => {
    ;({ idp, house } = await openBoth())
    await found()
    browser = createBrowser()
  })
  afterEach(() => idp.close())

  it('makes an account with the roles and municipalities that the provider says, and lets them in', async () => {
    expect(await enter()).to.equal(`${house.url}/desk`)
    const { me } = await whoAmI()
    expect(me).to.deep.include({ name: 'Maja', email: 'maja@kommune.dk', roles: ['counsellor'], municipalities: ['skive'] })
    expect(await didWhat()).to.deep.equal(['provider accountAdded', 'maja@kommune.dk signedIn'])
    for await (const key of house.services.store.keys('')) {
      const stored = `${key} ${JSON.stringify((await house.services.store.read(key))?.value)}`
      expect(stored, 'what the provider calls her, its token').not.to.match(/maja-1|eyJ[\w-]+\.[\w-]+\.[\w-]/)
    }
  })

  it('asks for a code with PKCE (S256), state and nonce, and keeps nothing here until someone comes back', async () => {
    const before = await keys()
    const url = new URL(await browser.go(`${house.url}/desk/oidc/start`, next => next.startsWith(idp.issuer)))
    expect(Object.fromEntries(url.searchParams)).to.include({
      response_type: 'code',
      code_challenge_method: 'S256',
      client_id: 'brobygger',
    })
    for (const name of ['state', 'nonce', 'code_challenge']) expect(url.searchParams.get(name), name).to.match(/^[\w-]{43}$/)
    expect(await keys()).to.deep.equal(before)
  })

  it('gives a cookie for the way that another site cannot read, bound to the host behind https', async () => {
    const [plain, https] = await Promise.all(
      [{}, { 'x-forwarded-proto': 'https' }].map(headers => fetch(`${house.url}/desk/oidc/start`, { headers, redirect: 'manual' })),
    )
    expect(plain?.headers.get('set-cookie')).to.match(/^brobygger_flow=[\w-]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(https?.headers.get('set-cookie')).to.match(
      /^__Host-brobygger-flow=[\w-]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    )
  })

  it('knows the same person again by issuer and subject, whatever their name and address, and renews what they may', async () => {
    await enter()
    const { me: before } = await whoAmI()
    idp.people.set('maja-1', { given_name: 'Maja', email: 'ny@kommune.dk', roles: ['IT', 'noget andet'], municipality: ['alle'] })
    await enter(createBrowser())
    const { me: after } = await whoAmI()
    expect(after).to.deep.include({ id: before.id, email: 'ny@kommune.dk', roles: ['admin'], municipalities: [] })
    expect(await allAccounts(house.services.store)).to.have.length(1)
    expect((await ask('POST', '/take-next')).status, 'what is open counts by the new roles').to.equal(403)
    expect(await didWhat()).to.include('provider accountChanged')
  })

  it('never takes over a local account with the same address', async () => {
    await house.services.store.write(
      'accounts/of-old',
      { id: 'old', email: 'maja@kommune.dk', roles: ['admin'], municipalities: [] },
      'absent',
    )
    await enter()
    expect((await whoAmI()).me.roles).to.deep.equal(['counsellor'])
  })

  for (const [what, claims] of Object.entries({
    'without a role': { given_name: 'Ole', municipality: '0779' },
    'with roles that mean nothing here': { given_name: 'Ole', roles: ['Kok', 'counsellor'], municipality: '0779' },
    'with a role of which only a part means something': { given_name: 'Ole', roles: 'Raadgiver afdeling', municipality: '0779' },
    'of a municipality that is not here': { given_name: 'Ole', roles: ['Raadgiver'], municipality: '9999' },
    'whose municipality is not said': { given_name: 'Ole', roles: ['Raadgiver'] },
    'who calls their municipality *': { given_name: 'Ole', roles: ['Raadgiver'], municipality: ['skive-ikke'] },
  })) {
    it(`lets nobody in ${what}, and says so`, async () => {
      idp.people.set('maja-1', claims)
      expect(await enter()).to.equal(`${house.url}/desk#sign-in=noRole`)
      expect(await whoAmI()).to.deep.equal({})
      expect(await allAccounts(house.services.store)).to.deep.equal([])
      expect((await ask('GET', '/sign-in')).body).to.deep.equal({ local: false, provider: 'Kommunen', contact: 'it@kommune.dk' })
    })
  }

  it('ends at once, on every device, for someone who comes back without a role', async () => {
    await enter()
    idp.people.set('maja-1', { given_name: 'Maja' })
    expect(await enter(createBrowser())).to.include('noRole')
    expect(await whoAmI()).to.deep.equal({})
    expect(await allAccounts(house.services.store)).to.deep.equal([])
  })

  describe('is refused, with no details, where', () => {
    it('the state is another one', async () => {
      const url = await backWith()
      await refused(url.replace(/state=[\w-]+/, `state=${'A'.repeat(43)}`))
    })

    it('somebody else began it', async () => {
      const url = await backWith(createBrowser())
      await browser.go(`${house.url}/desk/oidc/start`, next => next.startsWith(idp.issuer))
      await refused(url)
    })

    it('nobody began it', async () => {
      const url = await backWith(createBrowser())
      await refused(url)
    })

    it('the nonce is another one', async () => {
      const url = await browser.go(`${house.url}/desk/oidc/start`, next => next.startsWith(idp.issuer))
      await refused(await browser.go(url.replace(/nonce=[\w-]+/, `nonce=${'A'.repeat(43)}`), next => next.startsWith(house.url)))
    })

    it('the code was used before', async () => {
      const url = await backWith()
      const kept = browser.cookie(house.url)
      expect(await browser.go(url)).to.equal(`${house.url}/desk`)
      await ask('POST', '/sign-out')
      const again = await fetch(url, { redirect: 'manual', headers: { cookie: kept } })
      expect([again.headers.get('location'), again.headers.get('set-cookie')?.includes('brobygger_desk')]).to.deep.equal([
        '/desk#sign-in=failed',
        false,
      ])
    })

    it('it took more than ten minutes', async () => {
      const url = await backWith()
      house.later(10.1)
      await refused(url)
    })

    it('the provider says no, in whatever words', async () => {
      const { searchParams } = new URL(await backWith())
      await refused(`${house.url}/desk/oidc/callback?error=access_denied&error_description=%3Cscript%3E&state=${searchParams.get('state')}`)
    })

    const forgeries: [string, (token: string) => string | Promise<string>][] = [
      ['has another signature', token => token.replace(/[^.]{8}$/, 'AAAAAAAA')],
      [
        'has other words under the old signature',
        token => token.replace(/\.[^.]+\./, `.${base64({ ...decodeJwt(token), sub: 'admin-1' })}.`),
      ],
      ['is not signed', token => new UnsecuredJWT(decodeJwt(token)).encode()],
      ['is signed with another key', token => signed(decodeJwt(token))],
      ['is signed with the secret of the client', token => signedWithSecret(decodeJwt(token))],
    ]
    for (const [what, forge] of forgeries) {
      it(`the ID token ${what}`, async () => {
        idp.forge = forge
        await refused(await backWith())
      })
    }
  })

  it('ends at both ends: out here, and at the provider, which then asks anew', async () => {
    await enter()
    const { goTo } = (await ask('POST', '/sign-out')).body
    const url = new URL(goTo)
    expect(url.origin).to.equal(idp.issuer)
    expect(url.searchParams.get('post_logout_redirect_uri')).to.equal(`${house.url}/desk`)
    expect(url.searchParams.get('id_token_hint')).to.match(/^eyJ/)
    expect(await whoAmI()).to.deep.equal({})
    await signOutThere(goTo)
    const before = idp.signedIn
    await enter()
    expect(idp.signedIn).to.equal(before + 1)
  })

  it('needs no new proof while the provider knows them, but does after the desk was locked', async () => {
    await enter()
    await ask('POST', '/sign-out')
    await enter()
    expect(idp.signedIn).to.equal(1)
    house.later(10.1)
    expect(await whoAmI()).to.deep.equal({})
    expect(await enter()).to.equal(`${house.url}/desk#sign-in=inAgain`)
    expect(idp.signedIn).to.equal(2)
    expect((await whoAmI()).me.name).to.equal('Maja')
  })

  it('is not unlocked by someone who leaves out of the address that they must show who they are', async () => {
    await enter()
    // They were there half an hour ago by the provider's clock, and the desk was locked since.
    const shown = Date.now
    Date.now = () => shown() + 30 * 60_000
    try {
      house.later(-30 + 10.1)
      const url = await browser.go(`${house.url}/desk/oidc/start`, next => next.startsWith(idp.issuer))
      expect(url).to.include('prompt=login')
      expect(await browser.go(url.replace('&prompt=login', ''))).to.equal(`${house.url}/desk#sign-in=failed`)
    } finally {
      Date.now = shown
    }
    expect(await whoAmI()).to.deep.equal({})
  })

  it('ends here when they sign out at the provider', async () => {
    await enter()
    const elsewhere = createBrowser()
    await enter(elsewhere)
    const ended = new Promise(resolve => house.services.desk.sessions.listen(resolve))
    await signOutThere(`${idp.issuer}/session/end?client_id=brobygger&post_logout_redirect_uri=${house.url}/desk`, elsewhere)
    await ended
    expect((await whoAmI()).me.name, 'the session of another browser stays').to.equal('Maja')
    expect(await whoAmI(elsewhere)).to.deep.equal({})
  })

  it('is not ended by a sign-out that the provider did not send', async () => {
    await enter()
    const fit = {
      iss: idp.issuer,
      aud: 'brobygger',
      sub: 'maja-1',
      jti: 'x',
      iat: Math.floor(Date.now() / 1000),
      events: { [logoutEvent]: {} },
    }
    const bad = [await signed(fit), new UnsecuredJWT(fit).encode(), await signedWithSecret(fit), '', 'x.y.z']
    for (const token of bad) {
      const body = new URLSearchParams({ logout_token: token })
      const { status } = await fetch(`${house.url}/desk/oidc/back-channel-logout`, { method: 'POST', body })
      expect(status).to.equal(400)
    }
    expect((await whoAmI()).me.name).to.equal('Maja')
  })

  it('leaves no other way in, unless the settings say so', async () => {
    for (const [path, body] of [
      ['/sign-in', { email: 'maja@kommune.dk', password }],
      ['/links/look', { token: 'A'.repeat(43) }],
      ['/links/use', { token: 'A'.repeat(43), name: 'Ole', password }],
    ] as const) {
      const { status, text } = await request(house, 'POST', path, body)
      expect([path, status, text.includes('"why"')]).to.deep.equal([path, 403, false])
    }
  })

  it('waits for a provider that is down, while everything else goes on, and works when it comes', async () => {
    await idp.close()
    ;({ idp, house } = await openBoth())
    idp.stop()
    await house.restart()
    expect((await fetch(`${house.url}/healthz`)).status).to.equal(200)
    expect(await browser.go(`${house.url}/desk/oidc/start`)).to.equal(`${house.url}/desk#sign-in=away`)
    idp.start()
    await found()
    expect(await enter()).to.equal(`${house.url}/desk`)
    idp.stop()
    expect((await whoAmI()).me.name, 'who is in stays in').to.equal('Maja')
    expect((await ask('POST', '/sign-out')).status).to.equal(200)
    expect(await whoAmI()).to.deep.equal({})
  })

  const enter = (who = browser) => who.go(`${house.url}/desk/oidc/start`)
  const backWith = (who = browser) => who.go(`${house.url}/desk/oidc/start`, next => next.startsWith(`${house.url}/desk/oidc/callback`))
  const found = () => until('the provider was found', () => house.services.provider?.ready() === true)
  const ask = async (method: string, path: string, who = browser) => {
    const headers = { origin: house.url, 'x-brobygger': 'desk', 'content-type': 'application/json' }
    const answer = await who.ask(`${house.url}/desk/api${path}`, { method, headers, ...(method === 'POST' && { body: '{}' }) })
    // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects to be there
    return { status: answer.status, body: (await answer.json()) as any }
  }
  const whoAmI = async (who = browser) => (await ask('GET', '/me', who)).body

  async function refused(url: string) {
    expect(await browser.go(url)).to.equal(`${house.url}/desk#sign-in=failed`)
    expect(await whoAmI()).to.deep.equal({})
    expect(await allAccounts(house.services.store)).to.deep.equal([])
  }

  /** The provider asks whether they mean it; they do. */
  async function signOutThere(goTo: string, who = browser) {
    const page = await (await who.ask(goTo)).text()
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? ''
    const answer = await who.ask(`${idp.issuer}/session/end/confirm`, {
      method: 'POST',
      body: new URLSearchParams({ xsrf, logout: 'yes' }),
    })
    expect(answer.headers.get('location')).to.equal(`${house.url}/desk`)
  }

  async function keys() {
    const all = []
    for await (const key of house.services.store.keys('')) all.push(key)
    return all.sort()
  }

  async function didWhat() {
    const all: AuditEntry[] = []
    for await (const entry of house.services.audit.list({})) all.push(entry)
    return all.map(({ who, email, did }) => `${email ?? who} ${did}`)
  }
})

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'
const base64 = (claims: object) => Buffer.from(JSON.stringify(claims)).toString('base64url')

async function signed(claims: Record<string, unknown>) {
  const { privateKey } = await generateKeyPair('RS256')
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'its-own' }).sign(privateKey)
}

async function signedWithSecret(claims: Record<string, unknown>) {
  const key = await importJWK({ kty: 'oct', k: Buffer.from('kun til prøve').toString('base64url') }, 'HS256')
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(key)
}

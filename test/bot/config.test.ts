import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { type Config, ConfigFaults, readConfig } from '../../bot/config.ts'
import { hubShape } from '../../bot/hub/settings.ts'
import { oidcShape } from '../../bot/oidc/settings.ts'
import { masterKey } from '../../bot/opening/masterKey.ts'

const key = Buffer.alloc(32, 7).toString('base64')

describe('The settings', () => {
  it('need nothing in a demonstration', () => {
    const { port, data, production, origins, teams } = readConfig({})
    expect({ port, data, production, origins, teams }).to.deep.equal({
      port: 3978,
      data: 'var',
      production: false,
      origins: [],
      teams: undefined,
    })
  })

  it('are told all that is wrong at once, each with how to mend it', () => {
    const faults = faultsOf({
      PORT: 'abc',
      BROBYGGER_KEY: 'short',
      BROBYGGER_ORIGINS: 'https://www.kommune.dk/side, ftp://x',
      DATABASE_URL: 'postgres://role:hemmelig@vært',
      MicrosoftAppType: 'Other',
      BROBYGGER_LOG: 'loud',
    })
    for (const name of ['PORT', 'BROBYGGER_KEY', 'BROBYGGER_ORIGINS', 'DATABASE_URL', 'MicrosoftAppType', 'BROBYGGER_LOG']) {
      expect(
        faults.some(fault => fault.startsWith(name)),
        name,
      ).to.equal(true)
    }
    expect(faults.find(fault => fault.startsWith('DATABASE_URL')))
      .to.include('postgres://role:password@host:5432/database')
      .and.not.to.include('hemmelig')
    expect(faults.find(fault => fault.startsWith('BROBYGGER_KEY'))).to.include('openssl rand -base64 32')
  })

  it('require a key in production', () => {
    expect(faultsOf({ NODE_ENV: 'production' })).to.have.length(1)
    expect(readConfig({ NODE_ENV: 'production', BROBYGGER_KEY: key })).to.include({ production: true })
  })

  it('take a database, and then require a key that all nodes share', () => {
    const url = 'postgres://brobygger:kode@localhost:5432/brobygger'
    expect(faultsOf({ DATABASE_URL: url })).to.have.length(1)
    expect(faultsOf({ DATABASE_URL: url, NODE_ENV: 'production' })).to.have.length(1)
    for (const good of [url, 'postgresql://a@b/c?sslmode=verify-full', 'postgres://a@/c?host=/var/run/postgresql']) {
      expect(readConfig({ DATABASE_URL: good, BROBYGGER_KEY: key }).databaseUrl).to.equal(good)
    }
    for (const bad of ['mysql://a@b/c', 'postgres://a@b', 'postgres://a@b/', 'localhost:5432/brobygger', 'postgres://a@b:port/c']) {
      expect(faultsOf({ DATABASE_URL: bad, BROBYGGER_KEY: key }), bad).to.have.length(1)
    }
  })

  it('read an empty line as not set, and sites by commas or spaces', () => {
    expect(readConfig({ BROBYGGER_KEY: '', PORT: ' ' }).port).to.equal(3978)
    expect(readConfig({ BROBYGGER_ORIGINS: 'https://a.dk, https://b.dk:8443 http://localhost:5000' }).origins).to.deep.equal([
      'https://a.dk',
      'https://b.dk:8443',
      'http://localhost:5000',
    ])
  })

  it('never say a key that was given', () => {
    expect(faultsOf({ BROBYGGER_KEY: 'hemmelig-nøgle', PORT: '-1' }).join()).not.to.include('hemmelig')
  })

  it('of an outside hub come together, and its secret is never said', () => {
    const [BROBYGGER_HUB_URL, BROBYGGER_HUB_SECRET] = ['https://hub.example.dk/in', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwC2gq7vKk3nE=']
    const { hub } = readConfig({ BROBYGGER_HUB_URL, BROBYGGER_HUB_SECRET, BROBYGGER_HUB_MUNICIPALITIES: 'skive, holstebro' })
    expect(hub?.municipalities).to.deep.equal(['skive', 'holstebro'])
    expect(hub?.secret.length).to.equal(32)
    expect(hub?.patience).to.equal(120_000)
    expect(readConfig({}).hub).to.equal(undefined)
    expect(faultsOf({ BROBYGGER_HUB_URL })[0]).to.match(/^BROBYGGER_HUB_SECRET: required/)
    expect(faultsOf({ BROBYGGER_HUB_SECRET })[0]).to.match(/^BROBYGGER_HUB_URL: required/)
    for (const url of ['http://hub.example.dk', 'https://name:kode@hub.dk', 'hub']) {
      expect(faultsOf({ BROBYGGER_HUB_URL: url, BROBYGGER_HUB_SECRET })[0])
        .to.match(/^BROBYGGER_HUB_URL/)
        .and.not.match(/kode/)
    }
    for (const secret of ['hemmelig', 'whsec_aGVtbWVsaWc=']) {
      expect(faultsOf({ BROBYGGER_HUB_URL, BROBYGGER_HUB_SECRET: secret }).join())
        .to.match(/BROBYGGER_HUB_SECRET/)
        .and.not.include(secret)
    }
    expect(faultsOf({ BROBYGGER_HUB_PATIENCE: '3600' })[0]).to.match(/BROBYGGER_HUB_PATIENCE/)
  })

  it('each stand in .env.example', async () => {
    const text = await readFile(new URL('../../.env.example', import.meta.url), 'utf8')
    for (const name of [
      'PORT',
      'BROBYGGER_DATA',
      'BROBYGGER_KEY',
      'BROBYGGER_ORIGINS',
      'BROBYGGER_MUNICIPALITY',
      'BROBYGGER_AUDIT_DAYS',
      ...Object.keys(oidcShape),
      ...Object.keys(hubShape),
      'BROBYGGER_LOG',
      'NODE_ENV',
      'DATABASE_URL',
      'MicrosoftAppId',
      'MicrosoftAppPassword',
      'MicrosoftAppTenantId',
      'MicrosoftAppType',
    ]) {
      expect(text, name).to.match(new RegExp(`^#? ?${name}=`, 'm'))
    }
  })
})

describe('The master key', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'brobygger-'))
  })
  afterEach(() => rm(folder, { recursive: true }))
  const config = (more: Record<string, string> = {}): Config => readConfig({ BROBYGGER_DATA: folder, ...more })

  it('is made at the first start of a demonstration, for its owner only, and is the same at the next', async () => {
    const first = await masterKey(config())
    expect(first).to.have.length(32)
    expect((await stat(join(folder, 'demonstration.key'))).mode & 0o777).to.equal(0o600)
    expect(await masterKey(config())).to.deep.equal(first)
  })

  it('is the one that was given', async () => {
    expect(await masterKey(config({ BROBYGGER_KEY: key }))).to.deep.equal(Buffer.alloc(32, 7))
  })

  it('of a demonstration never serves in production, nor does its folder', async () => {
    await masterKey(config())
    const refused = await masterKey(config({ NODE_ENV: 'production', BROBYGGER_KEY: key })).catch((error: unknown) => error)
    expect(refused).to.be.instanceOf(ConfigFaults)
    expect(String(refused)).to.include('demonstration')
  })
})

function faultsOf(environment: Record<string, string>): string[] {
  try {
    readConfig(environment)
    return []
  } catch (error) {
    if (error instanceof ConfigFaults) return error.faults
    throw error
  }
}

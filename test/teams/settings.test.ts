import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { ConfigFaults, readConfig } from '../../bot/config.ts'

const app = 'b0b0b0b0-1111-4222-8333-444444444444'
const tenant = '7e4a27ed-0000-4000-8000-00000000da00'
const single = { MicrosoftAppId: app, MicrosoftAppPassword: 'hemmelig', MicrosoftAppTenantId: tenant }
const production = { NODE_ENV: 'production', BROBYGGER_KEY: Buffer.alloc(32, 7).toString('base64') }
const website = { BROBYGGER_TEAMS_WEBSITE: 'https://www.kommune.dk/hjaelp' }

describe('The settings for Teams', () => {
  it('are off without an app id, and a stray one is named', () => {
    expect(readConfig({}).teams).to.equal(undefined)
    expect(faultsOf({ MicrosoftAppPassword: 'hemmelig', BROBYGGER_TEAMS_TENANTS: tenant }).join())
      .to.include('MicrosoftAppPassword: says something about Teams')
      .and.to.include('BROBYGGER_TEAMS_TENANTS')
      .and.not.to.include('hemmelig')
  })

  it("are a single tenant's where nothing else is said, in Microsoft's public cloud", () => {
    const { teams } = readConfig({ ...single, BROBYGGER_MUNICIPALITY: 'skive' })
    expect(teams?.cloud.hosts).to.deep.equal(['smba.trafficmanager.net'])
    expect([...(teams?.tenants ?? [])]).to.deep.equal([[tenant, 'skive']])
    expect(teams).to.deep.include({ appId: app, tenant, proof: { secret: 'hemmelig' } })
  })

  it('tell all that is missing at once', () => {
    expect(faultsOf({ MicrosoftAppId: app }).map(nameOf)).to.deep.equal(['MicrosoftAppPassword', 'MicrosoftAppTenantId'])
    expect(faultsOf({ ...production, MicrosoftAppId: app }).map(nameOf)).to.deep.equal([
      'MicrosoftAppPassword',
      'MicrosoftAppTenantId',
      'BROBYGGER_TEAMS_WEBSITE',
    ])
    expect(faultsOf({ ...single, MicrosoftAppId: 'min-bot' }).map(nameOf)).to.deep.equal(['MicrosoftAppId'])
  })

  it('have no way around the checks in production', () => {
    const local = { BROBYGGER_TEAMS_CONNECTOR: 'http://127.0.0.1:3979' }
    expect(readConfig({ ...single, ...local }).teams?.connector).to.equal('http://127.0.0.1:3979')
    expect(faultsOf({ ...production, ...single, ...website, ...local }).map(nameOf)).to.deep.equal(['BROBYGGER_TEAMS_CONNECTOR'])
    expect(faultsOf({ ...single, BROBYGGER_TEAMS_CONNECTOR: 'https://evil.example' }).map(nameOf)).to.deep.equal([
      'BROBYGGER_TEAMS_CONNECTOR',
    ])
    expect(readConfig({ ...production, ...single, ...website }).teams?.website).to.equal('https://www.kommune.dk/hjaelp')
    expect(faultsOf({ ...production, ...single, BROBYGGER_TEAMS_WEBSITE: 'http://www.kommune.dk' })).to.have.length(1)
  })

  it('let accounts of other organisations in only where they are named, each answered by its municipality', () => {
    const multi = { MicrosoftAppId: app, MicrosoftAppPassword: 'hemmelig', MicrosoftAppType: 'MultiTenant' }
    expect(faultsOf(multi).map(nameOf)).to.deep.equal(['BROBYGGER_TEAMS_TENANTS'])
    const other = '66666666-7777-8888-9999-000000000000'
    const { teams } = readConfig({ ...multi, BROBYGGER_TEAMS_TENANTS: `${tenant}=kalundborg, ${other}=skive` })
    expect([...(teams?.tenants ?? [])]).to.deep.equal([
      [tenant, 'kalundborg'],
      [other, 'skive'],
    ])
    expect(teams?.tenant).to.equal('botframework.com')
  })

  describe('with a certificate', () => {
    const folder = mkdtempSync(join(tmpdir(), 'brobygger-certificate-'))
    const [good, half] = [join(folder, 'good.pem'), join(folder, 'half.pem')]
    before(() => {
      const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
      const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=brobygger']
      execFileSync('openssl', [...request, '-keyout', key, '-out', certificate], { stdio: 'ignore' })
      writeFileSync(good, readFileSync(key, 'utf8') + readFileSync(certificate, 'utf8'))
      writeFileSync(half, readFileSync(key, 'utf8'))
    })
    after(() => rmSync(folder, { recursive: true }))

    it('read it instead of a secret', () => {
      const { MicrosoftAppPassword: _, ...withoutSecret } = single
      const proof = readConfig({ ...withoutSecret, BROBYGGER_TEAMS_CERTIFICATE: good }).teams?.proof
      expect(proof)
        .to.have.nested.property('certificate.thumbprintSha256')
        .that.matches(/^[0-9A-F]{64}$/)
      expect(faultsOf({ ...single, BROBYGGER_TEAMS_CERTIFICATE: good })).to.have.length(1)
    })

    it('say what is wrong with the file', () => {
      const { MicrosoftAppPassword: _, ...withoutSecret } = single
      expect(faultsOf({ ...withoutSecret, BROBYGGER_TEAMS_CERTIFICATE: half })[0]).to.include('has no certificate in it')
      expect(faultsOf({ ...withoutSecret, BROBYGGER_TEAMS_CERTIFICATE: join(folder, 'none.pem') })[0]).to.include('cannot be read')
    })
  })
})

const nameOf = (fault: string) => fault.split(':')[0]

function faultsOf(environment: Record<string, string>): string[] {
  try {
    readConfig(environment)
    return []
  } catch (error) {
    if (error instanceof ConfigFaults) return error.faults
    throw error
  }
}

import { expect } from 'chai'
import { ConfigFaults, readConfig } from '../../bot/config.ts'
import { personOf } from '../../bot/oidc/person.ts'

const some = { BROBYGGER_OIDC_ISSUER: 'https://login.example/tenant/v2.0', BROBYGGER_OIDC_CLIENT_ID: 'abc' }
const known = ['kalundborg', 'skive', 'holstebro']

describe('The settings of an identity provider', () => {
  it('are none by themselves: then there are local accounts', () => {
    expect(readConfig({})).to.include({ localSignIn: true }).and.not.to.have.property('oidc')
  })

  it('turn local accounts off, unless one says on', () => {
    expect(readConfig(some)).to.include({ localSignIn: false })
    expect(readConfig({ ...some, BROBYGGER_LOCAL_SIGN_IN: 'on' })).to.include({ localSignIn: true })
  })

  it('are told all that is wrong, and never the secret', () => {
    const wrong: [Record<string, string>, string][] = [
      [{ BROBYGGER_OIDC_ISSUER: some.BROBYGGER_OIDC_ISSUER }, 'BROBYGGER_OIDC_CLIENT_ID'],
      [{ BROBYGGER_OIDC_CLIENT_ID: 'abc' }, 'BROBYGGER_OIDC_ISSUER'],
      [{ ...some, BROBYGGER_OIDC_ISSUER: 'http://login.example' }, 'BROBYGGER_OIDC_ISSUER'],
      [{ ...some, BROBYGGER_OIDC_ISSUER: 'login.example' }, 'BROBYGGER_OIDC_ISSUER'],
      [{ ...some, BROBYGGER_OIDC_ROLES: 'Raadgiver=king' }, 'BROBYGGER_OIDC_ROLES'],
      [{ ...some, BROBYGGER_OIDC_ROLES: 'Raadgiver' }, 'BROBYGGER_OIDC_ROLES'],
      [{ ...some, BROBYGGER_OIDC_SCOPE: 'profile' }, 'BROBYGGER_OIDC_SCOPE'],
      [{ BROBYGGER_LOCAL_SIGN_IN: 'off' }, 'BROBYGGER_LOCAL_SIGN_IN'],
    ]
    for (const [given, name] of wrong) {
      const faults = faultsOf({ ...given, BROBYGGER_OIDC_CLIENT_SECRET: 'hemmelig' })
      expect(faults.map(fault => fault.split(':')[0])).to.deep.equal([name])
      expect(faults.join()).not.to.include('hemmelig')
    }
    expect(readConfig({ ...some, BROBYGGER_OIDC_ISSUER: 'http://127.0.0.1:4000' }).oidc?.issuer.port).to.equal('4000')
    const inProduction = { NODE_ENV: 'production', BROBYGGER_KEY: Buffer.alloc(32).toString('base64') }
    expect(faultsOf({ ...some, ...inProduction, BROBYGGER_OIDC_ISSUER: 'http://localhost:4000' })).to.have.length(1)
  })
})

describe('Someone whom the provider speaks of', () => {
  const table: [string, Record<string, string>, Record<string, unknown>, ReturnType<typeof personOf> | 'nobody'][] = [
    [
      'has our roles by their own names where no pairs are given, and the municipality of this server',
      {},
      { roles: ['counsellor', 'admin', 'cook'], given_name: 'Maja', email: 'm@k.dk' },
      { name: 'Maja', email: 'm@k.dk', roles: ['counsellor', 'admin'], municipalities: ['kalundborg'] },
    ],
    ['has none by our names where pairs are given', { BROBYGGER_OIDC_ROLES: 'Raadgiver=counsellor' }, { roles: ['counsellor'] }, 'nobody'],
    [
      'may have a role whose name holds an equals sign, as groups of a directory do',
      { BROBYGGER_OIDC_ROLES: 'CN=Raadgivere=counsellor', BROBYGGER_OIDC_ROLES_CLAIM: 'groups' },
      { groups: 'CN=Raadgivere', name: 'Maja Hansen', preferred_username: 'mh@k.dk' },
      { name: 'Maja', email: 'mh@k.dk', roles: ['counsellor'], municipalities: ['kalundborg'] },
    ],
    [
      'serves the municipalities of the claim, those that there are',
      { BROBYGGER_OIDC_MUNICIPALITY_CLAIM: 'kommuner', BROBYGGER_OIDC_MUNICIPALITIES: '0779=skive' },
      { roles: 'supervisor', kommuner: ['0779', 'holstebro', '0999'], preferred_username: 'mh@k.dk' },
      { name: 'mh', email: 'mh@k.dk', roles: ['supervisor'], municipalities: ['skive', 'holstebro'] },
    ],
    ['does not serve all by saying so', { BROBYGGER_OIDC_MUNICIPALITY_CLAIM: 'kommuner' }, { roles: 'admin', kommuner: '*' }, 'nobody'],
    ['serves none by an empty claim', { BROBYGGER_OIDC_MUNICIPALITY_CLAIM: 'kommuner' }, { roles: 'admin', kommuner: [] }, 'nobody'],
    ['has no role by a claim that is no text', {}, { roles: { admin: true } }, 'nobody'],
  ]
  for (const [what, settings, claims, wanted] of table) {
    it(what, () => {
      const { oidc, municipality } = readConfig({ ...some, ...settings })
      const person = oidc && personOf({ sub: 'x', ...claims }, oidc, known, municipality)
      expect(person).to.deep.equal(wanted === 'nobody' ? undefined : wanted)
    })
  }
})

function faultsOf(environment: Record<string, string>): string[] {
  try {
    readConfig(environment)
  } catch (error) {
    if (error instanceof ConfigFaults) return error.faults
  }
  return []
}

import { z } from 'zod'
import { type DeskRole, deskRoles } from '../../desk/roles.ts'

/** How counsellors sign in at their organisation's own identity provider. */
export interface OidcSettings {
  issuer: URL
  clientId: string
  /** Never told to anyone. Absent: a public client, PKCE alone. */
  clientSecret?: string
  /** What the button says one signs in with. */
  name: string
  scope: string
  /** The claim with what someone is, and what its values are called here. */
  rolesClaim: string
  roles: ReadonlyMap<string, DeskRole>
  /** The claim with whose conversations someone sees. Absent: everyone sees those of the municipality this server is set up for. */
  municipalityClaim?: string
  /** What its values are called here; `*`: all. A value that is not named stands for itself. */
  municipalities: ReadonlyMap<string, string>
  /** The claim that citizens see as the counsellor's name. */
  nameClaim: string
  /** Whom to ask for access. */
  contact?: string
}

const pairs = z
  .string()
  .default('')
  .transform(text => text.split(',').map(pair => pair.trim()))
  .transform(all =>
    all.filter(pair => pair !== '').map(pair => [pair.slice(0, pair.lastIndexOf('=')), pair.slice(pair.lastIndexOf('=') + 1)]),
  )
  .transform(all => all.map(([theirs = '', ours = '']) => ({ theirs: theirs.trim(), ours: ours.trim() })))
  .refine(all => all.every(({ theirs }) => theirs !== ''), 'pairs such as their-name=ours, divided by commas')

const claim = z.string().regex(/^[\w:/.-]+$/, 'the name of a claim')

/** The settings as they stand in the environment. */
export const oidcShape = {
  BROBYGGER_OIDC_ISSUER: z
    .string()
    .refine(isIssuer, 'the address of the identity provider, https://... (http only on this machine, in a demonstration)')
    .optional(),
  BROBYGGER_OIDC_CLIENT_ID: z.string().optional(),
  BROBYGGER_OIDC_CLIENT_SECRET: z.string().optional(),
  BROBYGGER_OIDC_NAME: z.string().max(60, 'at most 60 characters').optional(),
  BROBYGGER_OIDC_SCOPE: z
    .string()
    .refine(scope => scope.split(' ').includes('openid'), 'scopes divided by spaces, openid among them')
    .default('openid profile email'),
  BROBYGGER_OIDC_ROLES_CLAIM: claim.default('roles'),
  BROBYGGER_OIDC_ROLES: pairs.refine(
    all => all.every(({ ours }) => deskRoles.some(role => role === ours)),
    `pairs such as their-name=ours, divided by commas; ours is one of ${deskRoles.join(', ')}`,
  ),
  BROBYGGER_OIDC_MUNICIPALITY_CLAIM: claim.optional(),
  BROBYGGER_OIDC_MUNICIPALITIES: pairs,
  BROBYGGER_OIDC_NAME_CLAIM: claim.default('given_name'),
  BROBYGGER_OIDC_CONTACT: z.string().max(200, 'at most 200 characters').optional(),
  BROBYGGER_LOCAL_SIGN_IN: z.enum(['on', 'off'], 'on or off').optional(),
}

type Given = z.infer<z.ZodObject<typeof oidcShape>>

/** What does not hold between the settings. */
export function oidcFaults(given: Record<string, string | undefined>): string[] {
  const issuer = given.BROBYGGER_OIDC_ISSUER
  if (issuer === undefined) {
    if (given.BROBYGGER_OIDC_CLIENT_ID !== undefined) return ['BROBYGGER_OIDC_ISSUER: required with BROBYGGER_OIDC_CLIENT_ID']
    return given.BROBYGGER_LOCAL_SIGN_IN === 'off'
      ? ['BROBYGGER_LOCAL_SIGN_IN: off needs BROBYGGER_OIDC_ISSUER, or nobody can sign in']
      : []
  }
  return [
    ...(given.BROBYGGER_OIDC_CLIENT_ID === undefined ? ['BROBYGGER_OIDC_CLIENT_ID: required with BROBYGGER_OIDC_ISSUER'] : []),
    ...(given.NODE_ENV === 'production' && issuer.startsWith('http:') ? ['BROBYGGER_OIDC_ISSUER: https in production'] : []),
  ]
}

/** undefined: no provider, local accounts only. */
export function oidcSettings(given: Given): OidcSettings | undefined {
  const { BROBYGGER_OIDC_ISSUER: issuer, BROBYGGER_OIDC_CLIENT_ID: clientId } = given
  if (issuer === undefined || clientId === undefined) return undefined
  const named = given.BROBYGGER_OIDC_ROLES.map(({ theirs, ours }): [string, DeskRole | undefined] => [
    theirs,
    deskRoles.find(role => role === ours),
  ])
  const same = deskRoles.map((role): [string, DeskRole] => [role, role])
  return {
    issuer: new URL(issuer),
    clientId,
    ...(given.BROBYGGER_OIDC_CLIENT_SECRET !== undefined && { clientSecret: given.BROBYGGER_OIDC_CLIENT_SECRET }),
    name: given.BROBYGGER_OIDC_NAME ?? new URL(issuer).host,
    scope: given.BROBYGGER_OIDC_SCOPE,
    rolesClaim: given.BROBYGGER_OIDC_ROLES_CLAIM,
    roles: new Map(named.length > 0 ? named.flatMap(([theirs, ours]) => (ours ? [[theirs, ours] as const] : [])) : same),
    ...(given.BROBYGGER_OIDC_MUNICIPALITY_CLAIM !== undefined && { municipalityClaim: given.BROBYGGER_OIDC_MUNICIPALITY_CLAIM }),
    municipalities: new Map(given.BROBYGGER_OIDC_MUNICIPALITIES.map(({ theirs, ours }) => [theirs, ours])),
    nameClaim: given.BROBYGGER_OIDC_NAME_CLAIM,
    ...(given.BROBYGGER_OIDC_CONTACT !== undefined && { contact: given.BROBYGGER_OIDC_CONTACT }),
  }
}

function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, search, hash } = new URL(text)
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return (protocol === 'https:' || (protocol === 'http:' && here)) && search === '' && hash === ''
}

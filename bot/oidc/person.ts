import { type DeskRole, deskRoles } from '../../desk/roles.ts'
import type { Arrival } from './oidc.ts'
import type { OidcSettings } from './settings.ts'

/** Who someone is at the desk, by what the provider says of them. */
export interface Person {
  name: string
  email: string
  roles: DeskRole[]
  municipalities: string[]
}

/** `known`: the municipalities there are; `own`: the one this server is set up for. undefined: they have no access. Pure. */
export function personOf(claims: Arrival['claims'], settings: OidcSettings, known: readonly string[], own: string): Person | undefined {
  const theirs = valuesOf(claims[settings.rolesClaim], value => settings.roles.has(value))
  const roles = deskRoles.filter(role => theirs.some(value => settings.roles.get(value) === role))
  const municipalities = municipalitiesOf(claims, settings, known, own)
  if (roles.length === 0 || municipalities === undefined) return undefined
  const name = text(claims[settings.nameClaim]) ?? text(claims.name)?.split(' ')[0] ?? text(claims.preferred_username)?.split('@')[0]
  const email = text(claims.email) ?? text(claims.preferred_username) ?? ''
  return { name: (name ?? claims.sub).slice(0, 80), email: email.slice(0, 200), roles, municipalities }
}

/** None named: all, as in an account; undefined: not one that there is. */
function municipalitiesOf(
  claims: Arrival['claims'],
  { municipalityClaim, municipalities }: OidcSettings,
  known: readonly string[],
  own: string,
): string[] | undefined {
  if (municipalityClaim === undefined) return [own]
  const named = valuesOf(claims[municipalityClaim], value => municipalities.has(value) || known.includes(value)).map(
    value => municipalities.get(value) ?? value,
  )
  if (named.includes('*') && [...municipalities.values()].includes('*')) return []
  const there = known.filter(id => named.includes(id))
  return there.length > 0 ? there : undefined
}

/** One value, several, or several in one text. A text that only partly names what there is ("IT admin") is one name, and gives nothing. */
function valuesOf(claim: unknown, isKnown: (value: string) => boolean): string[] {
  if (Array.isArray(claim)) return claim.filter(value => typeof value === 'string')
  if (typeof claim !== 'string') return []
  const listed = claim.split(',').map(value => value.trim())
  const spaced = claim.trim().split(/[\s,]+/)
  return [claim, ...listed, ...(spaced.every(isKnown) ? spaced : [])]
}

const text = (claim: unknown) => (typeof claim === 'string' && claim.trim() !== '' ? claim.trim() : undefined)

import type { Request } from 'restify'
import { serves } from '../../desk/roles.ts'
import { refused, type SignedIn } from '../deskGate.ts'

/** The municipality asked about. Throws the one refusal where it is not theirs. */
export function municipalityOf(req: Request, account: SignedIn['account']): string {
  const municipality = new URL(req.url ?? '', 'http://desk').searchParams.get('municipality') ?? ''
  if (!/^[a-z-]{1,60}$/.test(municipality) || !serves(account, municipality)) throw refused()
  return municipality
}

import { z } from 'zod'
import { type Account, accountKey, readAccount, writeAccount } from '../../desk/accounts.ts'
import type { Right } from '../../desk/roles.ts'
import type { SecondFactor } from '../../desk/totp.ts'
import { refused, type SignedIn } from '../deskGate.ts'
import type { Services } from '../services.ts'

type Change = <T>(path: string, right: Right, body: z.ZodType<T>, handle: (who: SignedIn, body: T) => Promise<unknown>) => void

/** Setting up a code from the phone, and doing without it again. Only of local accounts: a provider has its own. */
export function deskSecondFactorRoutes(change: Change, { store, desk, audit, secondFactors, now }: Services): void {
  change('/second-factor/begin', 'beHere', z.strictObject({}), async ({ account }) => {
    if (account.subject !== undefined || account.secondFactor) throw refused()
    return secondFactors.begin(account.id, account.email, now())
  })

  change('/second-factor/set', 'beHere', z.strictObject({ pending: z.string().max(500), code }), async ({ account }, { pending, code }) => {
    const set = secondFactors.set(account.id, pending, code, now())
    if (!set) return { why: 'wrong' }
    await rewrite(account, known =>
      known.secondFactor || known.subject !== undefined ? undefined : { ...known, secondFactor: set.factor },
    )
    await audit.append({ who: account, did: 'secondFactorSet' })
    return { codes: set.codes }
  })

  change('/second-factor/remove', 'beHere', z.strictObject({ code }), async ({ account }, { code }) => {
    // Whoever finds a desk open cannot do it: they have no code, and no more tries at one than at the door.
    if ((await desk.lockout.admit(account.email, now())) !== undefined) return { why: 'wrong' }
    if (!account.secondFactor || !secondFactors.use(account.id, account.secondFactor, code, now())) return { why: 'wrong' }
    await rewrite(account, ({ secondFactor: _, ...known }) => known)
    await desk.lockout.succeeded(account.email)
    await audit.append({ who: account, did: 'secondFactorRemoved' })
    return {}
  })

  async function rewrite(account: Account, how: (known: Account) => Account | undefined): Promise<void> {
    const found = await readAccount(store, accountKey(account))
    const next = found && how(found.account)
    if (!next || !(await writeAccount(store, next, found.etag))) throw refused()
  }
}

/**
 * Whether this code lets them in, and uses it up: of two who come with the same one at the same moment, on whatever nodes, the compare-and-set lets one
 * through.
 */
export async function useCode(
  { store, secondFactors, now }: Pick<Services, 'store' | 'secondFactors' | 'now'>,
  account: Account,
  code: string,
): Promise<boolean> {
  const found = await readAccount(store, accountKey(account))
  const factor: SecondFactor | undefined = found?.account.secondFactor
  const used = factor && secondFactors.use(account.id, factor, code, now())
  return used !== undefined && found !== undefined && writeAccount(store, { ...found.account, secondFactor: used }, found.etag)
}

/** Of the phone, or one of those for the day it is gone. */
export const code = z.string().max(40)

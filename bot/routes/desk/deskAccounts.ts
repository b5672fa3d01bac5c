import { z } from 'zod'
import { giveAccess, takeAccess } from '../../../desk/access.ts'
import { accountOf, allAccounts, isEmail } from '../../../desk/accounts.ts'
import { deskRoles, servesAllOf } from '../../../desk/roles.ts'
import { refused } from '../../deskGate.ts'
import { isSecure, publicHost } from '../../origins.ts'
import { Refusal } from '../../refusal.ts'
import type { Services } from '../../services.ts'
import { meOf } from '../deskSignIn.ts'
import type { DeskRouter } from './deskRouter.ts'

/** Giving and taking access. */
export function deskAccountRoutes({ read, change }: DeskRouter, { store, audit, desk, registry, now }: Services): void {
  const access = { store, audit, sessions: desk.sessions, now }

  read('/accounts', 'manageAccounts', async ({ account }) => {
    const accounts = (await allAccounts(store)).filter(one => servesAllOf(account, one))
    return { accounts: accounts.map(one => ({ ...meOf(one), signedInBefore: one.password !== undefined || one.subject !== undefined })) }
  })

  change('/accounts', 'manageAccounts', newAccount, async ({ account }, { email, roles, municipalities }, req) => {
    const there = registry.municipalities.map(({ id }) => id)
    if (!isEmail(email) || !municipalities.every(id => there.includes(id))) throw new Refusal(400, 'BadArgument')
    const known = (await accountOf(store, email))?.account
    if (!servesAllOf(account, { municipalities }) || (known && !servesAllOf(account, known))) throw refused()
    const baseUrl = `${isSecure(req.headers) ? 'https' : 'http'}://${publicHost(req.headers)}`
    return { link: await giveAccess(access, account, { email, roles, municipalities, baseUrl }) }
  })

  change('/accounts/remove', 'manageAccounts', whoseAccount, async ({ account }, { id }) => {
    const found = (await allAccounts(store)).find(one => one.id === id)
    if (!found || found.id === account.id || !servesAllOf(account, found)) throw refused()
    await takeAccess(access, account, found)
    return {}
  })
}

const whoseAccount = z.strictObject({ id: z.string().max(100) })
const newAccount = z.strictObject({
  email: z.string().max(200),
  roles: z.array(z.enum(deskRoles)).min(1).max(deskRoles.length).default(['counsellor']),
  municipalities: z.array(z.string().max(60)).max(100).default([]),
})

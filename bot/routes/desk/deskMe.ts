import { z } from 'zod'
import { accountKey, readAccount, writeAccount } from '../../../desk/accounts.ts'
import { refused } from '../../deskGate.ts'
import type { Services } from '../../services.ts'
import { meOf } from '../deskSignIn.ts'
import type { DeskRouter } from './deskRouter.ts'

/** What a counsellor chooses for themselves. */
export function deskMeRoutes({ change }: DeskRouter, { store, desk }: Services): void {
  change('/me', 'beHere', aboutMe, async ({ account }, { locale }) => {
    const found = await readAccount(store, accountKey(account))
    if (!found) throw refused()
    if (!(await writeAccount(store, { ...found.account, locale }, found.etag))) throw refused()
    return { me: meOf({ ...found.account, locale }) }
  })

  change('/presence', 'talk', presenceChosen, async ({ account }, { presence }) => {
    desk.presence.choose(account.id, presence)
    return { presence: desk.presence.of(account.id) }
  })
}

const presenceChosen = z.strictObject({ presence: z.enum(['available', 'busy', 'away']) })
const aboutMe = z.strictObject({ locale: z.enum(['da', 'en']) })

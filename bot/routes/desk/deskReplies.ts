import { z } from 'zod'
import { createReplies, type ReplyOwner } from '../../../desk/replies.ts'
import { serves } from '../../../desk/roles.ts'
import { refused } from '../../deskGate.ts'
import { Refusal } from '../../refusal.ts'
import type { Services } from '../../services.ts'
import type { DeskRouter } from './deskRouter.ts'

/** Quick replies: one's own, and those that a municipality's counsellors share. */
export function deskReplyRoutes({ read, change }: DeskRouter, { store, registry }: Services): void {
  const replies = createReplies(store)

  read('/replies', 'findOffers', async ({ account }) => {
    const places = registry.municipalities.filter(({ id }) => serves(account, id))
    const shared = await Promise.all(
      places.map(async ({ id }) => (await replies.of({ municipality: id })).map(one => ({ ...one, municipality: id }))),
    )
    return { own: await replies.of({ account: account.id }), shared: shared.flat() }
  })

  change('/replies', 'talk', written, ({ account }, reply) => write({ account: account.id }, reply))

  change('/replies/remove', 'talk', z.strictObject({ id }), async ({ account }, reply) => {
    await replies.remove({ account: account.id }, reply.id)
    return {}
  })

  change('/replies/shared', 'shareReplies', written.extend({ municipality: id }), async ({ account }, { municipality, ...reply }) => {
    if (!serves(account, municipality) || !registry.municipalities.some(one => one.id === municipality)) throw refused()
    return write({ municipality }, reply)
  })

  change('/replies/shared/remove', 'shareReplies', z.strictObject({ id, municipality: id }), async ({ account }, reply) => {
    if (!serves(account, reply.municipality)) throw refused()
    await replies.remove({ municipality: reply.municipality }, reply.id)
    return {}
  })

  async function write(owner: ReplyOwner, reply: z.infer<typeof written>) {
    if (!(await replies.write(owner, reply))) throw new Refusal(400, 'BadArgument')
    return {}
  }
}

const id = z.string().regex(/^[\w-]{1,60}$/)
const written = z.strictObject({ id: id.optional(), title: z.string().trim().min(1).max(80), text: z.string().trim().min(1).max(2000) })

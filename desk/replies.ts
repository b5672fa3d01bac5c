import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { createSerial } from '../store/serial.ts'
import type { Key, Store } from '../store/store.ts'

/** Something counsellors write again and again, with places to fill in: {{name}}. Nothing of a citizen belongs here. */
export interface Reply {
  id: string
  title: string
  text: string
}

/** Whose: a counsellor's own, or shared by a municipality's counsellors. */
export type ReplyOwner = { account: string } | { municipality: string }

export interface Replies {
  of(owner: ReplyOwner): Promise<Reply[]>
  /** A new one where `id` is absent. False: there is none of this id, or there are too many. */
  write(owner: ReplyOwner, reply: { id?: string | undefined; title: string; text: string }): Promise<boolean>
  remove(owner: ReplyOwner, id: string): Promise<void>
}

export function createReplies(store: Store): Replies {
  const oneByOne = createSerial()
  const read = async (owner: ReplyOwner) => {
    const found = await store.read<unknown>(keyOf(owner))
    return { replies: replies.safeParse(found?.value).data ?? [], etag: found?.etag ?? ('absent' as const) }
  }
  return {
    of: async owner => (await read(owner)).replies,
    write: (owner, { id, title, text }) =>
      oneByOne(keyOf(owner), async () => {
        const { replies, etag } = await read(owner)
        const reply = { id: id ?? randomUUID(), title, text }
        if (id === undefined ? replies.length >= most : !replies.some(one => one.id === id)) return false
        const next = id === undefined ? [...replies, reply] : replies.map(one => (one.id === id ? reply : one))
        await store.write(keyOf(owner), next, etag)
        return true
      }),
    remove: (owner, id) =>
      oneByOne(keyOf(owner), async () => {
        const { replies, etag } = await read(owner)
        if (!replies.some(one => one.id === id)) return
        await store.write(
          keyOf(owner),
          replies.filter(one => one.id !== id),
          etag,
        )
      }),
  }
}

const most = 200
const replies = z.array(z.object({ id: z.string(), title: z.string(), text: z.string() }))
const keyOf = (owner: ReplyOwner): Key =>
  'account' in owner ? `desk-replies/own/${owner.account}` : `desk-replies/of/${owner.municipality}`

import type { Conversation } from '../dialogs/conversation.ts'
import { due, nextDue } from '../dialogs/due.ts'
import { kindOf } from './answer.ts'
import { createDueHeap } from './dueHeap.ts'
import type { Services } from './services.ts'

/** Does what the clock asks of conversations: news for those who wait, a counsellor who vanished, and forgetting. */
export interface Sweeper {
  /** Does all that is due now; for tests with a clock of their own. */
  sweep(): Promise<void>
  close(): void
}

type Door = Pick<Services, 'conversations' | 'changes' | 'context' | 'now' | 'log'>

/** So that a clock that jumps (a machine that slept) is noticed soon. */
const longestNap = 5_000
/** One conversation is not asked about without end. */
const shortestNap = 250
/** The clock asks again soon where something failed. */
const retryAfter = 10_000

/** Reads every conversation at start: what fell due while nobody ran is done at once. One timer for all. */
export async function startSweeper(door: Door): Promise<Sweeper> {
  const heap = createDueHeap()
  let timer: NodeJS.Timeout | undefined
  let sweeping: Promise<void> | undefined
  let closed = false

  const place = (id: string, conversation: Conversation | undefined) => {
    if (conversation === undefined) heap.remove(id)
    else heap.set(id, nextDue(conversation).getTime())
  }
  const deaf = door.changes.listen((id, conversation) => {
    place(id, conversation)
    nap()
  })
  for await (const id of door.conversations.ids()) place(id, (await door.conversations.read(id))?.value)
  nap()

  return {
    sweep,
    close() {
      closed = true
      deaf()
      clearTimeout(timer)
    },
  }

  function nap() {
    if (closed || sweeping) return
    clearTimeout(timer)
    const next = heap.next()
    if (next === undefined) return
    const wait = Math.min(Math.max(next - door.now().getTime(), 0), longestNap)
    timer = setTimeout(() => void sweep().then(nap), wait)
  }

  function sweep(): Promise<void> {
    sweeping ??= sweepAll().finally(() => {
      sweeping = undefined
    })
    return sweeping
  }

  async function sweepAll() {
    const now = door.now().getTime()
    for (let id = heap.take(now); id !== undefined && !closed; id = heap.take(now)) {
      try {
        await settle(id)
      } catch (error) {
        door.log.error({ kind: kindOf(error) }, 'what was due could not be done')
        heap.set(id, now + retryAfter)
      }
    }
  }

  /** Decided and written in one change; forgetting is decided there too, and done right after. */
  async function settle(id: string) {
    const what = await door.conversations.change<'forget' | Date>(id, conversation => {
      const asked = due(conversation, door.context(conversation.municipality, id))
      if (asked === undefined) return { result: nextDue(conversation) }
      return 'forget' in asked ? { result: 'forget' } : { value: asked.conversation, result: nextDue(asked.conversation) }
    })
    if (what === 'forget') await door.conversations.forget(id)
    else if (what) heap.set(id, Math.max(what.getTime(), door.now().getTime() + shortestNap))
  }
}

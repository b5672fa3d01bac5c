import type { Conversation } from '../../dialogs/conversation.ts'
import { kindOf } from '../kindOf.ts'
import type { Services } from '../services.ts'
import type { Addresses } from './addresses.ts'
import { backoff } from './backoff.ts'
import type { TeamsConnector } from './connector.ts'
import { createDelivery } from './delivery.ts'
import { Undelivered } from './undelivered.ts'

/**
 * Brings to Teams what the log says: which talk is looked at when. The lines were committed with their turn; what is delivered stands beside it
 * (Address), so that after a crash the rest goes out, in order. The node that has the duty does it for all. What is done for one talk: delivery.ts.
 */
export interface Outbox {
  /** The citizen wants all of it gone: their conversation is; now what we wrote in Teams goes too. */
  erase(key: string): void
  close(): Promise<void>
}

type Door = Pick<Services, 'conversations' | 'changes' | 'duty' | 'typing' | 'context' | 'now' | 'log' | 'metrics'>

/** So many talks at a time: Teams takes about 50 messages a second of one bot. */
const atOnce = 24
/** Milliseconds: Teams shows that somebody types for some seconds. */
const typingEvery = 4000

export function startOutbox(
  door: Door,
  { addresses, connector, website }: { addresses: Addresses; connector: TeamsConnector; website: string },
): Outbox {
  const { duty, metrics, log } = door
  const waiting = new Set<string>()
  const busy = new Map<string, Promise<void>>()
  /** Not again before: after something that did not arrive. */
  const resting = new Map<string, NodeJS.Timeout>()
  const triesOf = new Map<string, number>()
  const again = new Set<string>()
  /** Which address a conversation has: what is forgotten does not say it any more. */
  const keyOf = new Map<string, string>()
  const typedAt = new Map<string, number>()
  let closed = false
  const deliver = createDelivery(
    door,
    { addresses, connector, website },
    {
      goesOn: () => !closed,
      arrived: key => triesOf.delete(key),
      lookAgain: (key, milliseconds) => setTimeout(() => wake(key), milliseconds).unref(),
    },
  )

  const deaf = [
    door.changes.listen(
      (id, conversation) => (conversation ? heard(conversation) : gone(id)),
      () => keyOf.keys(),
    ),
    door.typing.listen(({ conversation, from }) => {
      if (from.who === 'counsellor') void showTyping(conversation)
    }),
    duty.listen(held => held && void lookAtAll()),
  ]
  metrics.teamsWaiting.from(() => [[waiting.size + busy.size + resting.size]])
  void lookAtAll()

  return {
    erase: wake,
    async close() {
      closed = true
      for (const stop of deaf) stop()
      for (const timer of resting.values()) clearTimeout(timer)
      await Promise.all(busy.values())
    },
  }

  function heard({ id, address }: Conversation) {
    if (address === undefined) return
    keyOf.set(id, address)
    wake(address)
  }

  function gone(id: string) {
    const key = keyOf.get(id)
    keyOf.delete(id)
    typedAt.delete(id)
    if (key !== undefined) wake(key)
  }

  /** After a start, or when the duty came here: what was left by whoever had it. */
  async function lookAtAll() {
    if (!duty.held()) return
    try {
      for await (const key of addresses.keys()) wake(key)
    } catch (error) {
      log.error({ kind: kindOf(error) }, 'not all talks in Teams could be looked at; it is tried again')
      setTimeout(() => void lookAtAll(), typingEvery).unref()
    }
  }

  function wake(key: string) {
    if (closed || !duty.held() || resting.has(key)) return
    if (busy.has(key)) again.add(key)
    else waiting.add(key)
    work()
  }

  function work() {
    for (const key of waiting) {
      if (busy.size >= atOnce) return
      waiting.delete(key)
      busy.set(
        key,
        deliver(key)
          .catch(error => rest(key, error))
          .finally(() => {
            busy.delete(key)
            if (again.delete(key)) wake(key)
            work()
          }),
      )
    }
  }

  function rest(key: string, error: unknown) {
    if (!(error instanceof Undelivered)) log.error({ kind: kindOf(error) }, 'a talk in Teams could not be looked at; it is tried again')
    if (closed) return
    const tries = (triesOf.get(key) ?? 0) + 1
    triesOf.set(key, tries)
    const wait = backoff(tries, error instanceof Undelivered ? error.retryAfter : undefined)
    const timer = setTimeout(() => {
      resting.delete(key)
      wake(key)
    }, wait)
    resting.set(key, timer)
  }

  async function showTyping(id: string) {
    const key = keyOf.get(id)
    const now = performance.now()
    if (key === undefined || !duty.held() || now - (typedAt.get(id) ?? Number.NEGATIVE_INFINITY) < typingEvery) return
    typedAt.set(id, now)
    const address = await addresses.read(key)
    if (address?.conversation !== id) return
    await connector.send(address.reference.serviceUrl, address.reference.conversation, { type: 'typing' }).catch(() => undefined) // of the moment
  }
}

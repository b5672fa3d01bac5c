import { citizenLeft } from '../../dialogs/citizenLeft.ts'
import type { Conversation } from '../../dialogs/conversation.ts'
import { translator } from '../../locales/translate.ts'
import { kindOf } from '../answer.ts'
import type { Services } from '../services.ts'
import type { Address, Addresses } from './addresses.ts'
import { backoff } from './backoff.ts'
import type { TeamsConnector } from './connector.ts'
import { asWords, nextPost } from './outgoing.ts'
import { Undelivered } from './undelivered.ts'

/**
 * Brings to Teams what the log says. The lines were committed with their turn; what is delivered stands beside it (Address), so that after a crash the
 * rest goes out, in order. The node that has the duty does it for all.
 */
export interface Outbox {
  /** The citizen wants all of it gone: their conversation is; now what we wrote in Teams goes too. */
  erase(key: string): void
  close(): Promise<void>
}

type Door = Pick<Services, 'conversations' | 'changes' | 'duty' | 'typing' | 'context' | 'now' | 'log' | 'metrics'>
type Activity = Parameters<TeamsConnector['send']>[2]

const hour = 60 * 60_000
/** So many talks at a time: Teams takes about 50 messages a second of one bot. */
const atOnce = 24
/** Milliseconds: Teams shows that somebody types for some seconds. */
const typingEvery = 4000

export function startOutbox(
  door: Door,
  { addresses, connector, website }: { addresses: Addresses; connector: TeamsConnector; website: string },
): Outbox {
  const { conversations, duty, metrics, log } = door
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

  /** Until all is there. Throws Undelivered where something must wait. */
  async function deliver(key: string): Promise<void> {
    while (!closed) {
      const address = await addresses.read(key)
      if (address === undefined) return
      if (address.erasing) {
        await takeAway(key, address, address.erasing)
        continue
      }
      const conversation = (await conversations.read(address.conversation))?.value
      if (conversation === undefined) return letGo(key, address)
      if (conversation.ended?.why === 'left') return
      const post = nextPost(conversation, address.sent, { citizen: address.reference.citizen, website })
      if (post === undefined) return
      for (const [i, activity] of post.activities.entries()) {
        if (i < address.part) continue
        const said = Date.parse(conversation.log[post.upTo - 1]?.at ?? '')
        const id = await bring(address, activity, door.now().getTime() - said > hour)
        if (id === 'blocked') return leave(address.conversation)
        triesOf.delete(key)
        const whole = i === post.activities.length - 1
        const goesOn = await addresses.change(key, address.conversation, before => ({
          ...before,
          ...(whole ? { sent: post.upTo, part: 0 } : { part: i + 1 }),
          posted: id === undefined ? before.posted : [...before.posted, { number: post.upTo, id }],
        }))
        if (!goesOn) {
          if (id !== undefined) await alsoTakeAway(key, id)
          break
        }
      }
    }
  }

  /** The id in Teams; undefined: given up. Throws Undelivered where it is to be tried again. */
  async function bring({ reference }: Address, activity: Activity, late: boolean): Promise<string | 'blocked' | undefined> {
    const send = (what: Activity) => connector.send(reference.serviceUrl, reference.conversation, what)
    try {
      const id = await send(activity).catch(async error => {
        if (!isRefusal(error) || !activity.attachments) throw error
        const plain = await send(asWords(activity))
        metrics.teamsMessages.inc({ outcome: 'asWords' })
        return plain
      })
      metrics.teamsMessages.inc({ outcome: 'delivered' })
      return id
    } catch (error) {
      if (isBlocked(error)) return 'blocked'
      if (!late && !isRefusal(error)) {
        metrics.teamsMessages.inc({ outcome: 'tried' })
        throw error
      }
      metrics.teamsMessages.inc({ outcome: 'givenUp' })
      log.error({ kind: kindOf(error), status: error instanceof Undelivered ? error.status : undefined }, 'a message to Teams was given up')
      return undefined
    }
  }

  async function leave(conversation: string) {
    metrics.teamsMessages.inc({ outcome: 'blocked' })
    await conversations.change(conversation, before => ({
      value: citizenLeft(before, door.context(before.municipality, conversation)),
      result: true,
    }))
  }

  /** It was erased while this was on its way. */
  async function alsoTakeAway(key: string, id: string) {
    const conversation = (await addresses.read(key))?.conversation
    if (conversation === undefined) return
    await addresses.change(key, conversation, before =>
      before.erasing ? { ...before, erasing: { ...before.erasing, left: [...before.erasing.left, id] } } : before,
    )
  }

  /** What we wrote in Teams, then a last word. What cannot be taken away for an hour stays there. */
  async function takeAway(key: string, address: Address, erasing: NonNullable<Address['erasing']>) {
    const { left, locale, at } = erasing
    await conversations.forget(erasing.conversation) // where whoever began died before that
    const { serviceUrl, conversation } = address.reference
    const late = door.now().getTime() - Date.parse(at) > hour
    const [id, ...others] = left
    if (id !== undefined) {
      await connector.remove(serviceUrl, conversation, id).then(
        () => metrics.teamsMessages.inc({ outcome: 'removed' }),
        error => {
          if (!late && !isRefusal(error) && !isBlocked(error)) throw error
        },
      )
      return void (await change({ ...erasing, left: others }))
    }
    const last = { type: 'message', locale, textFormat: 'markdown', text: translator(locale)('teams.erased') }
    await bring(address, last, late)
    await change(undefined)
    triesOf.delete(key)

    function change(erasing: Address['erasing']) {
      return addresses.change(key, address.conversation, ({ erasing: _, ...before }) => ({ ...before, ...(erasing && { erasing }) }))
    }
  }

  /** The talk is forgotten: so is how they were reached. One that is being made is let be. */
  async function letGo(key: string, { since }: Address) {
    if (door.now().getTime() - Date.parse(since) > making) return addresses.forget(key)
    setTimeout(() => wake(key), making).unref()
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

/** Milliseconds between an address and its conversation, at most. */
const making = 15_000

/** Teams will never take it: as it is, that is. */
const isRefusal = (error: unknown) => error instanceof Undelivered && (error.status === 400 || error.status === 413 || error.status === 415)

/** The citizen blocked the bot, removed the app, or is no more. */
const isBlocked = (error: unknown) => error instanceof Undelivered && (error.status === 403 || error.status === 404)

import type { Logger } from 'pino'
import type { Desk } from '../../desk/desk.ts'
import type { Duty } from '../../desk/duty.ts'
import type { TalkContext } from '../../dialogs/context.ts'
import type { Conversation } from '../../dialogs/conversation.ts'
import { hubFailed } from '../../dialogs/outsideHub.ts'
import type { Sealed } from '../../store/sealed.ts'
import { Conflict, type Store } from '../../store/store.ts'
import type { Changes } from '../changes.ts'
import { kindOf } from '../kindOf.ts'
import type { Hub } from './hub.ts'
import { type Cursor, nextFor } from './outgoing.ts'
import { post } from './post.ts'
import type { HubSettings } from './settings.ts'

interface Parts {
  settings: HubSettings
  store: Store
  conversations: Sealed<Conversation>
  changes: Pick<Changes, 'listen'>
  duty: Duty
  desk: Pick<Desk, 'counsellors'>
  context(municipality: string, conversation?: string): TalkContext
  now(): Date
  log: Logger
  /** Milliseconds before the first try anew; each later one waits twice as long. */
  firstPause?: number
}

const longestPause = 15_000
/** A hub that has lost a handoff anyway is told of its end for so long. */
const tellsEndFor = 24 * 60 * 60_000
const endPause = 60_000

/**
 * An agent hub outside the house. What it has not got is worked out from each conversation (outgoing.ts) and posted, one after the other; how far it
 * has come lies in the store, so that a crash or another node goes on from there. Only the node with the duty sends. A hub that is unreachable for
 * longer than its patience loses the conversation: to our own desk, or to the bot with who answers now.
 */
export function createWebhookHub(parts: Parts): Hub {
  const { settings, store, conversations, changes, duty, desk, context, now, log, firstPause = 500 } = parts
  const busy = new Map<string, Promise<void>>()
  const again = new Set<string>()
  const known = new Set<string>()
  const naps = new Set<() => void>()
  /** Since when nothing has reached the hub. */
  let downSince: number | undefined
  /** What it answered last, where it failed: said once. */
  let failed: number | undefined
  let deaf: (() => void)[] = []
  let closed = false

  return {
    name: 'webhook',
    serves: municipality => settings.municipalities.length === 0 || settings.municipalities.includes(municipality),
    counsellors(municipality, conversation) {
      const { present, waitingAhead: _, opensAt: __, ...rest } = desk.counsellors(municipality, conversation)
      // How many are there is the hub's own matter: it says so with `queued`, or `failed`.
      return { ...rest, present: Math.max(1, present), hub: { atOwnDesk: present } }
    },
    start() {
      deaf = [
        changes.listen(
          (id, conversation) => {
            if (known.has(id) || conversation?.handoff?.hub) look(id)
          },
          () => known,
        ),
        duty.listen(held => {
          if (held) void lookAtAll()
        }),
      ]
      void lookAtAll()
    },
    async close() {
      closed = true
      for (const stop of deaf) stop()
      for (const wake of naps) wake()
      await Promise.all(busy.values())
    },
  }

  /** What was open when nobody looked: those that were sent something, and those that should have been. */
  async function lookAtAll(): Promise<void> {
    try {
      for await (const key of store.keys(prefix)) look(key.slice(prefix.length))
      for await (const id of conversations.ids()) if ((await conversations.read(id))?.value.handoff?.hub) look(id)
    } catch (error) {
      log.error({ kind: kindOf(error) }, 'the handoffs of the outside hub could not be looked at')
      await pause(longestPause)
      if (!closed) return lookAtAll()
    }
  }

  function look(id: string): void {
    if (closed || !duty.held()) return
    if (busy.has(id)) return void again.add(id)
    const running = tellAll(id).finally(() => {
      busy.delete(id)
      if (again.delete(id)) look(id)
    })
    busy.set(id, running)
  }

  /** Sends what is due, in order, until there is nothing more. */
  async function tellAll(id: string): Promise<void> {
    let failingSince: number | undefined
    let wait = firstPause
    while (!closed && duty.held()) {
      try {
        const outcome = await tellNext(id)
        if (outcome === 'nothing') return
        if (outcome === 'begun') continue
        if (outcome === 'sent') {
          failingSince = downSince = undefined
          wait = firstPause
          continue
        }
        const at = now().getTime()
        failingSince ??= at
        downSince ??= at
        const patience = outcome.waits ? settings.patience : tellsEndFor
        if (outcome.never || at - Math.min(failingSince, outcome.waits ? downSince : failingSince) >= patience) {
          await (outcome.end ? forget(id) : takeBack(id))
          failingSince = undefined
          continue
        }
        await pause(wait)
        wait = Math.min(wait * 2, outcome.waits ? longestPause : endPause)
      } catch (error) {
        log.error({ kind: kindOf(error) }, 'an outside hub could not be told; it is tried again')
        await pause(wait)
        wait = Math.min(wait * 2, longestPause)
      }
    }
  }

  async function tellNext(id: string): Promise<'nothing' | 'begun' | 'sent' | { end: boolean; waits: boolean; never: boolean }> {
    const [conversation, cursor] = await Promise.all([conversations.read(id), store.read<Cursor>(prefix + id)])
    const next = nextFor(conversation?.value, cursor?.value, ({ municipality }) => context(municipality, id))
    if (cursor || next) known.add(id)
    else known.delete(id)
    if (next === undefined) return 'nothing'
    if (cursor === undefined && next.after !== 'done') {
      // Before the first word leaves the house: whatever becomes of us and of the conversation then, the hub is told to forget it.
      await keep(id, { ...next.after, cards: 0, card: '' }, 'absent')
      return 'begun'
    }
    const answer = await post(settings, next.activity, now())
    if (!answer.ok) {
      const end = next.after === 'done'
      if (failed !== answer.status) log.warn({ status: answer.status }, 'the outside hub does not take what it is sent; it is tried again')
      failed = answer.status
      return { end, waits: !end || next.waits === true, never: answer.never }
    }
    failed = undefined
    if (next.after === 'done') await forget(id)
    else await keep(id, next.after, cursor?.etag ?? 'absent')
    return 'sent'
  }

  async function keep(id: string, cursor: Cursor, etag: string): Promise<void> {
    try {
      await store.write(prefix + id, cursor, etag)
    } catch (error) {
      if (!(error instanceof Conflict)) throw error // another node was at it: we read again, and the hub knows the id
    }
  }

  async function forget(id: string): Promise<void> {
    known.delete(id)
    await store.forget(prefix + id)
  }

  async function takeBack(id: string): Promise<void> {
    log.error({ kind: 'OutsideHub' }, 'the outside hub cannot be reached; a conversation is taken back from it')
    await conversations.change(id, conversation => {
      const change = hubFailed(conversation, context(conversation.municipality, id))
      return change.ok ? { value: change.conversation, result: true } : { result: false }
    })
  }

  /** Milliseconds; a little less or more, so that not all come back at once. */
  function pause(milliseconds: number): Promise<void> {
    return new Promise(resolve => {
      const wake = () => {
        clearTimeout(timer)
        naps.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, milliseconds * (0.8 + Math.random() * 0.4))
      naps.add(wake)
    })
  }
}

const prefix = 'hub/'

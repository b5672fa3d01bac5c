import type { Conversation, CounsellorId } from '../dialogs/conversation.ts'
import type { Level } from '../dialogs/urgency.ts'
import type { Sealed } from '../store/sealed.ts'
import { compareWaiting, type Waiting, waitingOf } from './queue.ts'

/** A conversation that a counsellor has. */
export interface Held {
  id: string
  municipality: string
  counsellor: CounsellorId
  gone: boolean
}

/** Follows conversations: calls with the newest state after each durable change; undefined: forgotten. */
export type Follow = (onConversation: (id: string, conversation: Conversation | undefined) => void) => () => void

/** Who waits and who has whom, derived from the conversations themselves: after a crash it is read from them again. No words of anyone. */
export interface Board {
  /** Those who wait, first in line first. */
  queue(): Waiting[]
  heldBy(counsellor: CounsellorId): Held[]
  held(): Held[]
  /** How grave what was heard in a conversation is, whoever has it. */
  urgencyOf(id: string): Level
  /** Told when the queue, or who has what, changed. */
  listen(onChange: (id: string) => void): () => void
  close(): void
}

export async function openBoard(conversations: Pick<Sealed<Conversation>, 'ids' | 'read'>, follow: Follow): Promise<Board> {
  const waiting = new Map<string, Waiting>()
  const held = new Map<string, Held>()
  const flagged = new Map<string, Level>()
  let heardMeanwhile: Set<string> | undefined = new Set()
  const listeners = new Set<(id: string) => void>()

  const place = (id: string, conversation: Conversation | undefined) => {
    if (conversation && conversation.urgency.level !== 'none') flagged.set(id, conversation.urgency.level)
    else flagged.delete(id)
    const before = JSON.stringify([waiting.get(id), held.get(id)])
    const inQueue = conversation && waitingOf(conversation)
    const withOne = conversation && heldOf(conversation)
    if (inQueue) waiting.set(id, inQueue)
    else waiting.delete(id)
    if (withOne) held.set(id, withOne)
    else held.delete(id)
    if (before === JSON.stringify([inQueue, withOne])) return
    for (const onChange of listeners) onChange(id)
  }

  const close = follow((id, conversation) => {
    heardMeanwhile?.add(id)
    place(id, conversation)
  })
  for await (const id of conversations.ids()) {
    const conversation = (await conversations.read(id))?.value
    if (!heardMeanwhile.has(id)) place(id, conversation) // what was heard meanwhile is newer
  }
  heardMeanwhile = undefined

  return {
    queue: () => [...waiting.values()].sort(compareWaiting),
    heldBy: counsellor => [...held.values()].filter(one => one.counsellor === counsellor),
    held: () => [...held.values()],
    urgencyOf: id => flagged.get(id) ?? 'none',
    listen(onChange) {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    close,
  }
}

function heldOf({ id, municipality, holder, handoff, ended }: Conversation): Held | undefined {
  if (ended || holder.who !== 'counsellor' || handoff?.state !== 'with') return undefined
  return { id, municipality, counsellor: holder.id, gone: handoff.goneSince !== undefined }
}

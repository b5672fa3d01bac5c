import type { Conversation, CounsellorId } from '../dialogs/conversation.ts'
import type { Level } from '../dialogs/urgency.ts'
import { behindUntil, type Field, firstIn, isOwn } from './field.ts'
import { createLine, type Line } from './line.ts'
import { compareWaiting, type Waiting, waitingOf } from './queue.ts'

/** A conversation that a counsellor has. */
export interface Held {
  id: string
  municipality: string
  counsellor: CounsellorId
  gone: boolean
}

/**
 * Follows conversations: tells the newest state after each durable change; undefined: forgotten. `mine`: those whose newest state must be told
 * again when changes may have been missed.
 */
export type Follow = (
  onConversation: (id: string, conversation: Conversation | undefined) => void,
  mine?: () => Iterable<string>,
) => () => void

/** A conversation that came to wait, waits otherwise (`after`), or waits no more. */
export interface BoardChange {
  id: string
  before: Waiting | undefined
  after: Waiting | undefined
}

/** Who waits and who has whom, derived from the conversations themselves: after a crash it is read from them again. No words of anyone. */
export interface Board {
  /** Those who wait in the municipalities that are served, first in line first; all where nothing is said. */
  queue(serves?: (municipality: string) => boolean): Waiting[]
  /** The first in line among those municipalities for a counsellor who knows this field, `passedOver` left out. */
  next(serves: (municipality: string) => boolean, passedOver: ReadonlySet<string>, field: Field, now: Date): Waiting | undefined
  /** The latest in the order of coming, wherever they wait: some counsellors serve several municipalities. undefined: nobody waits. */
  lastCame(): string | undefined
  /** See Line.ahead. */
  ahead(municipality: string, id?: string, urgency?: Level, head?: boolean): number
  heldBy(counsellor: CounsellorId): Held[]
  held(): Held[]
  heldAs(id: string): Held | undefined
  /** How grave what was heard in a conversation is, whoever has it. */
  urgencyOf(id: string): Level
  /** Told when the queue, or who has what, changed. */
  listen(onChange: (change: BoardChange) => void): () => void
  close(): void
}

/** What it shows begins with what `follow` tells. */
export function createBoard(follow: Follow): Board {
  const waiting = new Map<string, Waiting>()
  const lines = new Map<string, Line>()
  const held = new Map<string, Held>()
  const hands = new Map<CounsellorId, Map<string, Held>>()
  const flagged = new Map<string, Level>()
  const listeners = new Set<(change: BoardChange) => void>()

  const close = follow(place, () => new Set([...waiting.keys(), ...held.keys(), ...flagged.keys()]))

  return {
    queue(serves = everyone) {
      const served = servedLines(serves)
      const all = served.flatMap(line => line.inOrder())
      return served.length > 1 ? all.sort(compareWaiting) : all
    },
    next(serves, passedOver, field, now) {
      const candidates = servedLines(serves).flatMap(line => {
        const first = line.first(({ id }) => !passedOver.has(id))
        // In danger, or everyone's by now: whoever stands first then has waited longest of their kind.
        if (first === undefined || (behindUntil(first, field)?.getTime() ?? 0) <= now.getTime()) return first ?? []
        return [first, line.first(one => !passedOver.has(one.id) && isOwn(one, field)) ?? []].flat()
      })
      return firstIn(candidates, field, now)
    },
    lastCame: () => [...lines.values()].flatMap(line => line.lastCame() ?? []).reduce(later, undefined),
    ahead: (municipality, id, urgency, head) => lines.get(municipality)?.ahead(id, urgency, head) ?? 0,
    heldBy: counsellor => [...(hands.get(counsellor)?.values() ?? [])],
    held: () => [...held.values()],
    heldAs: id => held.get(id),
    urgencyOf: id => flagged.get(id) ?? 'none',
    listen(onChange) {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    close,
  }

  function place(id: string, conversation: Conversation | undefined) {
    if (conversation && conversation.urgency.level !== 'none') flagged.set(id, conversation.urgency.level)
    else flagged.delete(id)
    const [before, wasHeld] = [waiting.get(id), held.get(id)]
    const [after, isHeld] = [conversation && waitingOf(conversation), conversation && heldOf(conversation)]
    if (JSON.stringify([before, wasHeld]) === JSON.stringify([after, isHeld])) return
    stand(id, before, after)
    hold(id, wasHeld, isHeld)
    for (const onChange of listeners) onChange({ id, before, after })
  }

  function stand(id: string, before: Waiting | undefined, after: Waiting | undefined) {
    if (before && before.municipality !== after?.municipality) lines.get(before.municipality)?.remove(id)
    if (after === undefined) return void waiting.delete(id)
    waiting.set(id, after)
    const line = lines.get(after.municipality) ?? createLine()
    lines.set(after.municipality, line)
    line.set(after)
  }

  function hold(id: string, before: Held | undefined, after: Held | undefined) {
    const theirs = before && hands.get(before.counsellor)
    theirs?.delete(id)
    if (before && theirs?.size === 0) hands.delete(before.counsellor)
    if (after === undefined) return void held.delete(id)
    held.set(id, after)
    const hand = hands.get(after.counsellor) ?? new Map<string, Held>()
    hands.set(after.counsellor, hand.set(id, after))
  }

  function servedLines(serves: (municipality: string) => boolean): Line[] {
    return [...lines].flatMap(([municipality, line]) => (serves(municipality) ? [line] : []))
  }
}

const everyone = () => true

function heldOf({ id, municipality, holder, handoff, ended }: Conversation): Held | undefined {
  if (ended || holder.who !== 'counsellor' || handoff?.state !== 'with' || handoff.hub) return undefined
  return { id, municipality, counsellor: holder.id, gone: handoff.goneSince !== undefined }
}

const later = (one: string | undefined, other: string) => (one !== undefined && one > other ? one : other)

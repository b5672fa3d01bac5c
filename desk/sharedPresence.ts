import { randomUUID } from 'node:crypto'
import { Conflict, type Etag, type Key, type Store } from '../store/store.ts'
import type { FirstHand, PresenceBoard } from './presence.ts'

const second = 1000
const beatEvery = 3 * second
/** Beats of one's own without one of the other node: then it is dead, and its counsellors are gone. */
const deadAfter = 5
/** A node that said it leaves: its counsellors are given this long to come back elsewhere. */
const leftAfter = 2

interface NodeDocument {
  counsellors: FirstHand[]
  leaving?: true
}

/**
 * Who is here, shared by several nodes: each writes down whom it has connected, at every change and with every beat. That a node is alive is seen
 * by its document changing, counted in beats of one's own: clocks that differ do no harm, nor does a process that was frozen. While the feed is cut
 * nobody is counted as dead. `tidies`: whether this node removes what dead ones left.
 */
export async function sharePresence(
  store: Store,
  presence: PresenceBoard,
  tidies: () => boolean,
): Promise<{ leave(): Promise<void>; close(): void }> {
  const mine = `presence/${randomUUID()}`
  const others = new Map<Key, { quiet: number; leaving: boolean }>()
  let etag: Etag | 'absent' = 'absent'
  let writing: Promise<void> | undefined
  let stale = false
  let leaving = false
  let whole = true

  const deaf = [
    store.watch(
      key => {
        if (isNode(key) && key !== mine) void look(key)
      },
      feed => {
        whole = feed === 'whole'
        if (whole) void lookAtAll()
      },
    ),
    presence.listenFirstHand(tell),
  ]
  const beats = setInterval(beat, beatEvery)
  beats.unref()
  await lookAtAll()
  tell()

  return {
    /** The others hear that this node leaves; whom it has stays known to them for a few beats. */
    async leave() {
      const known = presence.firstHand()
      close()
      leaving = true
      await writing
      await keep({ counsellors: known, leaving: true })
    },
    close,
  }

  function close() {
    for (const stop of deaf) stop()
    clearInterval(beats)
    stale = false
  }

  function beat() {
    tell()
    if (!whole) return
    for (const [key, other] of others) {
      other.quiet++
      if (other.quiet > (other.leaving ? leftAfter : deadAfter)) goneIs(key)
    }
  }

  function goneIs(key: Key) {
    others.delete(key)
    presence.elsewhere(key, undefined)
    if (tidies()) store.forget(key).catch(nothing) // whoever tidies next finds it again
  }

  async function lookAtAll() {
    const found = new Set<Key>()
    try {
      for await (const key of store.keys('presence/')) if (isNode(key) && key !== mine) found.add(key)
      await Promise.all([...new Set([...found, ...others.keys()])].map(look))
    } catch {} // the store is away: we look again when the feed is whole
  }

  async function look(key: Key) {
    try {
      const found = await store.read<NodeDocument>(key)
      if (found === undefined) others.delete(key)
      else others.set(key, { quiet: 0, leaving: found.value.leaving ?? false })
      presence.elsewhere(key, found?.value.counsellors)
    } catch {} // the store is away: the next beat of that node, or the feed, brings it
  }

  /** What changes while it is being written goes with the next writing. */
  function tell() {
    stale = true
    writing ??= write().finally(() => {
      writing = undefined
    })
  }

  async function write() {
    while (stale && !leaving) {
      stale = false
      await keep({ counsellors: presence.firstHand() })
    }
  }

  async function keep(document: NodeDocument) {
    try {
      etag = await store.write(mine, document, etag)
    } catch (error) {
      // Taken away by another, who thought us dead. Anything else: the store is away, and the next beat tries again.
      if (error instanceof Conflict) etag = (await store.read(mine).catch(nothing))?.etag ?? 'absent'
    }
  }
}

const isNode = (key: Key) => key.startsWith('presence/')
const nothing = () => undefined

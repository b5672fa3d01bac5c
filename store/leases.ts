import { randomUUID } from 'node:crypto'
import { Conflict, type Etag, type Store } from './store.ts'

/** Work that one node does for all: whoever holds the lease does it, and when the holder dies another one holds it soon after. */
export interface Lease {
  /** Whether this process may work now. Ask before each piece of work: a holder that cannot reach the store stops by itself. */
  held(): boolean
  /** Told when it begins and when it ends. Returns the end of listening. */
  listen(onChange: (held: boolean) => void): () => void
  /** Lets another one have it at once, where the store answers; returns soon where it does not. */
  close(): Promise<void>
}

/** What lies in the store. No time of day: clocks jump, and differ among nodes. */
interface LeaseDocument {
  /** undefined: given back. */
  holder: string | undefined
}

/**
 * Seeks the lease of this name, and keeps it while the process lives. A holder writes the document anew every third of `milliseconds`, and believes
 * itself the holder for `milliseconds` from before its last write. Whoever has seen the document unchanged for `milliseconds`, by a clock of its own
 * that only runs forward, takes it over, by compare-and-set. So there are never two, whatever the clocks on the wall say; only a process that
 * was frozen whole (a machine asleep) may go on for a moment, and finds out at its next compare-and-set.
 * (The scheme of Amazon's DynamoDB lock client: https://aws.amazon.com/blogs/database/building-distributed-locks-with-the-dynamodb-lock-client/)
 */
export function seekLease(store: Store, name: string, milliseconds: number): Lease {
  const key = `leases/${name}`
  const me = randomUUID()
  const listeners = new Set<(held: boolean) => void>()
  let until = Number.NEGATIVE_INFINITY
  let mine: Etag | undefined
  let seen: { etag: Etag | 'absent'; since: number } | undefined
  let wasHeld = false
  let timer: NodeJS.Timeout | undefined
  let runningOut: NodeJS.Timeout | undefined
  let closing = false
  let step = advance()
  // Given back, or taken by another: looked at right away.
  const deaf = store.watch(changed => {
    if (changed === key && mine === undefined && !closing) step = step.then(advance)
  })

  return {
    held,
    listen(onChange) {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    async close() {
      closing = true
      deaf()
      clearTimeout(timer)
      await Promise.race([giveBack(), new Promise(resolve => setTimeout(resolve, patience).unref())])
      end()
    },
  }

  function held() {
    return performance.now() < until
  }

  async function advance(): Promise<void> {
    clearTimeout(timer)
    if (closing) return
    try {
      await (mine === undefined ? seek() : take(mine))
    } catch (error) {
      // Anything but a conflict: the store is away. What is held runs out, and we go on asking.
      if (error instanceof Conflict) end()
    }
    if (closing) return
    timer = setTimeout(
      () => {
        step = advance()
      },
      milliseconds / (held() ? 3 : 4),
    )
    timer.unref()
  }

  async function giveBack(): Promise<void> {
    await step
    if (mine !== undefined) await store.write<LeaseDocument>(key, { holder: undefined }, mine).catch(nothing) // it runs out by itself
  }

  async function seek(): Promise<void> {
    const found = await store.read<LeaseDocument>(key)
    const now = performance.now()
    const etag = found?.etag ?? 'absent'
    if (seen?.etag !== etag) seen = { etag, since: now }
    const free = found?.value.holder === undefined || found.value.holder === me || now - seen.since >= milliseconds
    if (free) await take(etag)
  }

  async function take(expected: Etag | 'absent'): Promise<void> {
    const from = performance.now()
    mine = await store.write<LeaseDocument>(key, { holder: me }, expected)
    until = from + milliseconds
    tell()
    runOut()
  }

  /** A timer counts in whole milliseconds and may so come a part of one before its time: then it looks again. */
  function runOut(): void {
    clearTimeout(runningOut)
    if (held()) runningOut = setTimeout(runOut, until - performance.now() + 1).unref()
    else tell()
  }

  function end() {
    clearTimeout(runningOut)
    mine = undefined
    until = Number.NEGATIVE_INFINITY
    tell()
  }

  function tell() {
    if (held() === wasHeld) return
    wasHeld = !wasHeld
    for (const onChange of listeners) onChange(wasHeld)
  }
}

const patience = 2_000
const nothing = () => undefined

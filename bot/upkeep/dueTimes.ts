import type { Conversation } from '../../dialogs/conversation.ts'
import { nextDue } from '../../dialogs/due.ts'
import type { Changes } from '../changes.ts'
import { createDueHeap, type DueHeap } from './dueHeap.ts'

/** When the clock must look at which conversation. Every node keeps it, so that each can take the sweeping over at once. */
export interface DueTimes extends Omit<DueHeap, 'remove'> {
  /**
   * What o'clock it is for a conversation. One whose latest stamp lies ahead of our clock was stamped by a clock that was wrong: for it, time goes on
   * from that stamp, since the moment we saw it. Else it would be kept too long by as much as that clock was ahead.
   */
  timeOf(id: string): Date
  /** Looks at all of them anew: our own clock went back. */
  judgeAnew(read: (id: string) => Promise<Conversation | undefined>): Promise<void>
}

/** Clocks of nodes may differ by so much (milliseconds) without anyone thinking twice. */
const differ = 60_000

/** `keptHours`: how long a municipality keeps what a counsellor had; undefined: as long as is usual. */
export function followDueTimes(
  changes: Pick<Changes, 'listen'>,
  now: () => Date,
  keptHours: (municipality: string) => number | undefined,
): DueTimes {
  const heap = createDueHeap()
  const ahead = new Map<string, number>()
  changes.listen(place)

  return {
    ...heap,
    timeOf: id => new Date(now().getTime() + (ahead.get(id) ?? 0)),
    async judgeAnew(read) {
      for (const id of heap.ids()) place(id, await read(id))
    },
  }

  function place(id: string, conversation: Conversation | undefined) {
    ahead.delete(id)
    if (conversation === undefined) return heap.remove(id)
    const by = latestStamp(conversation) - now().getTime()
    if (by > differ) ahead.set(id, by)
    heap.set(id, nextDue(conversation, keptHours(conversation.municipality)).getTime() - (ahead.get(id) ?? 0))
  }
}

function latestStamp({ lastWordAt, ended, handoff }: Conversation): number {
  const passed = handoff === undefined ? [] : [handoff.state === 'closed' ? handoff.at : handoff.since]
  return Math.max(...[lastWordAt, ...(ended ? [ended.at] : []), ...passed].map(stamp => Date.parse(stamp)))
}

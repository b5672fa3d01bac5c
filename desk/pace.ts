import type { Conversation, CounsellorId } from '../dialogs/conversation.ts'
import type { Board, Follow } from './board.ts'

/** How long conversations take lately, so that an estimate is more than a guess. In memory: after a restart it is a guess again. */
export interface Pace {
  /** Minutes of a counsellor that one conversation has taken, in the middle of the latest; undefined: too few to say. */
  minutesEach(municipality: string): number | undefined
  close(): void
}

/** So many of the latest count; with fewer than the least it stays a guess. */
const most = 30
const least = 5
/** Yesterday says little about today. */
const forgottenAfter = 12 * 60 * 60_000

/** Counted is what a counsellor brought to an end (closed or given back), divided by how many they had side by side. */
export function createPace(follow: Follow, board: Pick<Board, 'heldBy'>, now: () => Date): Pace {
  const begun = new Map<string, { counsellor: CounsellorId; since: number }>()
  const ended = new Map<string, { at: number; minutes: number }[]>()
  const close = follow(hear, () => begun.keys())

  return {
    close,
    minutesEach(municipality) {
      const lately = ended.get(municipality)?.filter(({ at }) => now().getTime() - at < forgottenAfter) ?? []
      if (lately.length < least) return undefined
      const inOrder = lately.map(({ minutes }) => minutes).sort((a, b) => a - b)
      return Math.max(1, Math.round(inOrder[Math.floor(inOrder.length / 2)] ?? 0))
    },
  }

  function hear(id: string, conversation: Conversation | undefined): void {
    const before = begun.get(id)
    const handoff = conversation?.handoff
    if (handoff?.state === 'with' && !handoff.hub) {
      begun.set(id, { counsellor: handoff.counsellor, since: Date.parse(handoff.since) })
      return
    }
    begun.delete(id)
    if (!before || !conversation || handoff?.state !== 'closed' || (handoff.why !== 'done' && handoff.why !== 'givenBack')) return
    const at = Date.parse(handoff.at)
    const others = board.heldBy(before.counsellor).filter(held => held.id !== id).length
    const { municipality } = conversation
    const minutes = (at - before.since) / 60_000 / (others + 1)
    ended.set(municipality, [...(ended.get(municipality) ?? []), { at, minutes }].slice(-most))
  }
}

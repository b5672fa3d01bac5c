import type { Level } from '../dialogs/urgency.ts'
import { cameAt, compareWaiting, graver, type Place, type Waiting } from './queue.ts'

/** Those who wait in one municipality, in order. Coming, going and asking for a place cost the same however long it is. */
export interface Line {
  set(waiting: Waiting): void
  remove(id: string): void
  inOrder(): Waiting[]
  /** The first one that fits. */
  first(fits: (waiting: Waiting) => boolean): Waiting | undefined
  /**
   * How many wait before this conversation; where it does not wait itself, before a newcomer of this urgency (`head`: one who lost their
   * counsellor). Danger heard just now, and not stored yet, moves who waits forward at once.
   */
  ahead(id?: string, urgency?: Level, head?: boolean): number
  /** The latest in the order of coming since somebody has waited; undefined: nobody waits. */
  lastCame(): string | undefined
}

/**
 * A sorted list in pieces of a few dozen. In one long array every newcomer would move all who stand behind; here those of one piece, and the pieces
 * before it are counted.
 */
export function createLine(): Line {
  const pieces: Waiting[][] = [[]]
  const known = new Map<string, Waiting>()
  let lastCame: string | undefined

  return {
    set(waiting) {
      take(waiting.id)
      known.set(waiting.id, waiting)
      if (lastCame === undefined || cameAt(waiting) > lastCame) lastCame = cameAt(waiting)
      const { at, piece, within } = find(waiting)
      piece.splice(within, 0, waiting)
      if (piece.length > longestPiece) pieces.splice(at + 1, 0, piece.splice(longestPiece / 2))
    },
    remove: take,
    inOrder: () => pieces.flat(),
    first: fits => {
      for (const piece of pieces) for (const waiting of piece) if (fits(waiting)) return waiting
      return undefined
    },
    ahead(id, urgency = 'none', head = false) {
      const waits = id === undefined ? undefined : known.get(id)
      const { at, within } = find(waits ? { ...waits, urgency: graver(waits.urgency, urgency) } : { urgency, head, since: last, id: last })
      return pieces.slice(0, at).reduce((sum, { length }) => sum + length, within)
    },
    lastCame: () => lastCame,
  }

  function take(id: string) {
    const before = known.get(id)
    if (before === undefined) return
    known.delete(id)
    if (known.size === 0) lastCame = undefined
    const { at, piece, within } = find(before)
    piece.splice(within, 1)
    if (piece.length === 0 && pieces.length > 1) pieces.splice(at, 1)
  }

  /** Where it stands, or would stand: before the first that does not come before it. */
  function find(waiting: Place): { at: number; piece: Waiting[]; within: number } {
    // The last piece that begins before it holds its place, unless all in that piece come before it; then its end is as good.
    const begin = countBefore(pieces, ([first]) => first !== undefined && compareWaiting(first, waiting) < 0)
    const at = Math.max(0, begin - 1)
    const piece = pieces[at] ?? []
    const within = countBefore(piece, one => compareWaiting(one, waiting) < 0)
    const next = pieces[at + 1]
    return within === piece.length && next?.[0]?.id === waiting.id ? { at: at + 1, piece: next, within: 0 } : { at, piece, within }
  }
}

const longestPiece = 64

/** How many hold, of a row in which those that hold stand first; found by halving. */
function countBefore<T>(row: readonly T[], holds: (one: T) => boolean): number {
  let [from, to] = [0, row.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (holds(row[middle] as T))
      from = middle + 1 // middle < row.length
    else to = middle
  }
  return from
}

/** After every time and every id. */
const last = '\uffff'

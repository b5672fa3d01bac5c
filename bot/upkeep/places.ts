import type { Services } from '../services.ts'

type Door = Pick<Services, 'desk' | 'dueTimes' | 'now'>

/** Milliseconds: changes that come together are looked at together. */
const together = 1000
/** Nobody is told of their place more often; a screen reader would never be silent. */
const toldEvery = 10_000
/** Further behind one is told with the news of every minute: from 400 to 399 nobody gains anything. */
const first = 50

/**
 * Whoever waits is told when their place changes, not only with the next minute's news: when the queue or who is here changes, those at its head are
 * due sooner (dialogs/due.ts says what there is to tell, if anything). `changed`: the due times are no longer what they were.
 */
export function followPlaces({ desk, dueTimes, now }: Door, changed: () => void): () => void {
  const lines = new Set<string>()
  const lookedAt = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined

  const deaf = [
    desk.board.listen(({ id, before, after }) => {
      if (after && !before) lookedAt.set(id, now().getTime()) // they were told as they came
      if (!after) lookedAt.delete(id)
      look((after ?? before)?.municipality)
    }),
    desk.presence.listen(() => {
      for (const { municipality } of desk.board.queue()) lines.add(municipality)
      look(undefined)
    }),
  ]
  return () => {
    for (const stop of deaf) stop()
    clearTimeout(timer)
  }

  function look(municipality: string | undefined) {
    if (municipality !== undefined) lines.add(municipality)
    if (lines.size === 0) return
    timer ??= setTimeout(hasten, together)
    timer.unref()
  }

  function hasten() {
    timer = undefined
    const at = now().getTime()
    for (const municipality of lines) {
      for (const { id } of desk.board.queue(one => one === municipality).slice(0, first)) {
        const next = Math.max(at, (lookedAt.get(id) ?? 0) + toldEvery)
        lookedAt.set(id, next)
        dueTimes.hasten(id, next)
      }
    }
    lines.clear()
    changed()
  }
}

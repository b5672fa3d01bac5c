import { useState } from 'preact/hooks'
import { QueueRow } from './queueRow.tsx'
import { inOrder, type State } from './state.ts'
import type { useTaking } from './useTaking.ts'
import { counted, type Words } from './words.ts'

/** So many are drawn at once: nobody picks the sixty-first by hand, and a page of hundreds is slow to move in, by eye and by ear. */
const shownAtFirst = 40

export function QueueList({ state, t, taking }: { state: State; t: Words; taking: ReturnType<typeof useTaking> }) {
  const [all, setAll] = useState(false)
  const queue = inOrder(state.queue, Date.now() + state.skew)
  const shown = all ? queue : queue.slice(0, shownAtFirst)
  const many = (state.me?.municipalities.length ?? 0) !== 1
  return (
    <section class="queue" id="queue" tabIndex={-1} aria-labelledby="queue-title">
      <div class="list-head">
        <h2 id="queue-title">{t.queue.title}</h2>
        <p class="soft">{queue.length === 0 ? t.queue.empty : counted(t.queue.count_one, t.queue.count_other, queue.length)}</p>
      </div>
      {queue.length > 0 && (
        <button
          type="button"
          class="button button-primary next"
          aria-disabled={taking.taking}
          aria-keyshortcuts="Alt+N"
          onClick={taking.takeNext}
        >
          {t.queue.next}
        </button>
      )}
      <ol>
        {shown.map(waiting => (
          <QueueRow
            key={waiting.id}
            waiting={waiting}
            place={many ? state.municipalities.find(({ id }) => id === waiting.municipality)?.name : undefined}
            skew={state.skew}
            t={t}
            taking={taking.taking}
            take={taking.take}
          />
        ))}
      </ol>
      {shown.length < queue.length && (
        <button type="button" class="button button-tertiary" onClick={() => setAll(true)}>
          {counted(t.lines.more_one, t.lines.more_other, queue.length - shown.length)}
        </button>
      )}
    </section>
  )
}

import { useState } from 'preact/hooks'
import type { WaitingView } from '../../desk/wire.ts'
import { Icon } from './icons.tsx'
import { useNow } from './now.ts'
import type { Room } from './room.ts'
import type { State } from './state.ts'
import { UrgencyTag } from './urgencyTag.tsx'
import { counted, duration, type Words, who } from './words.ts'

export function QueueList({ room, state, t }: { room: Room; state: State; t: Words }) {
  const now = useNow() + state.skew
  const [taking, setTaking] = useState(false)
  const taken = async (task: Promise<void>) => {
    if (taking) return
    setTaking(true)
    await task
    setTaking(false)
    if (room.state().open !== undefined) focusTalk()
  }
  const many = (state.me?.municipalities.length ?? 0) !== 1
  return (
    <section class="queue" id="queue" tabIndex={-1} aria-labelledby="queue-title">
      <div class="list-head">
        <h2 id="queue-title">{t.queue.title}</h2>
        <p class="soft">{state.queue.length === 0 ? t.queue.empty : counted(t.queue.count_one, t.queue.count_other, state.queue.length)}</p>
      </div>
      {state.queue.length > 0 && (
        <button type="button" class="primary next" aria-disabled={taking} onClick={() => void taken(room.takeNext())}>
          {t.queue.next}
        </button>
      )}
      <ol>
        {state.queue.map(waiting => (
          <li key={waiting.id} class={`waiting waiting-${waiting.urgency}`}>
            <UrgencyTag urgency={waiting.urgency} kinds={waiting.kinds} t={t} />
            <h3 id={`who-${waiting.id}`}>{who(waiting, t)}</h3>
            {waiting.themes.length > 0 && <p>{waiting.themes.join(' · ')}</p>}
            <Marks waiting={waiting} state={state} t={t} many={many} />
            <p class="soft time">{t.queue.waited.replace('{{time}}', duration(now - Date.parse(waiting.since), t))}</p>
            <button
              type="button"
              id={`take-${waiting.id}`}
              aria-labelledby={`take-${waiting.id} who-${waiting.id}`}
              aria-disabled={taking}
              onClick={() => void taken(room.take(waiting.id))}
            >
              {t.queue.take}
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Marks({ waiting, state, t, many }: { waiting: WaitingView; state: State; t: Words; many: boolean }) {
  const municipality = many ? state.municipalities.find(({ id }) => id === waiting.municipality)?.name : undefined
  return (
    <>
      {waiting.head && (
        <p class="mark-line">
          <Icon name="head" />
          {t.queue.head}
        </p>
      )}
      {waiting.locale === 'en' && <p class="mark-line">{t.queue.english}</p>}
      {municipality !== undefined && <p class="soft">{municipality}</p>}
    </>
  )
}

/** The one who took a conversation is brought to it; nobody else's focus ever moves. */
export const focusTalk = () => requestAnimationFrame(() => document.getElementById('talk-title')?.focus())

import type { Room } from './room.ts'
import type { State } from './state.ts'
import type { Words } from './words.ts'

/** What must be told calmly, until it is put away. Said once to screen readers when it comes (core.note). */
export function NoticeList({ room, state, t }: { room: Room; state: State; t: Words }) {
  const pausing = state.pausedUntil !== undefined && state.presence !== 'available'
  if (state.notices.length === 0 && !pausing) return null
  return (
    <ul class="notices">
      {pausing && (
        <li class="alert alert-info">
          <p class="alert-text">{t.pause.line}</p>
          <button type="button" class="button button-tertiary" onClick={() => room.choosePresence('available')}>
            {t.pause.end}
          </button>
        </li>
      )}
      {state.notices.map(({ id, text }) => (
        <li key={id} class="alert alert-info">
          <p class="alert-text">{text}</p>
          <button type="button" class="button button-tertiary" onClick={() => room.dismiss(id)}>
            {t.left.dismiss}
          </button>
        </li>
      ))}
    </ul>
  )
}

import { focusAlong } from './alongPanel.tsx'
import type { Room } from './room.ts'
import type { State } from './state.ts'
import { fill, type Words, who } from './words.ts'

/** What colleagues ask of one: to take a conversation over, or to read along in one. */
export function AskedOfMe({ room, state, t }: { room: Room; state: State; t: Words }) {
  const all = Object.values(state.together).filter(({ part }) => part !== 'holder' && part !== 'watching')
  if (all.length === 0) return null
  const w = t.together
  return (
    <section class="asked" aria-labelledby="asked-title">
      <h2 id="asked-title">{w.toYou}</h2>
      <ul>
        {all.map(({ id, part, counsellor, offered, about }) => (
          <li key={id} class="asked-item">
            {part === 'asked' ? (
              <>
                <p>
                  <strong>{fill(w.asked, { from: counsellor })}</strong>
                </p>
                {about && <p>{[who(about, t), t.urgency[about.urgency], ...about.themes].join(' · ')}</p>}
                {offered?.note !== undefined && <p>“{offered.note}”</p>}
                <div class="buttons">
                  <button type="button" class="button button-primary" onClick={() => void room.accept(id)}>
                    {w.accept}
                  </button>
                  <button type="button" class="button button-secondary" onClick={() => void room.decline(id)}>
                    {w.decline}
                  </button>
                </div>
              </>
            ) : (
              <button
                type="button"
                class="button button-tertiary"
                aria-current={state.open === id ? 'true' : undefined}
                onClick={() => {
                  room.openTalk(id)
                  focusAlong()
                }}
              >
                {fill(w.with, { name: counsellor })}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

import { useEffect, useState } from 'preact/hooks'
import type { OverviewItem } from '../../desk/togetherWire.ts'
import { focusAlong } from './alongPanel.tsx'
import { ask, done } from './api.ts'
import type { Room } from './room.ts'
import type { State } from './state.ts'
import { UrgencyTag } from './urgencyTag.tsx'
import { clock, fill, type Words } from './words.ts'

const everyMilliseconds = 5000

/** What goes on right now, for a supervisor: who has whom, the gravest first. Looked at only while it is unfolded. */
export function Overview({ room, state, t }: { room: Room; state: State; t: Words }) {
  const [open, setOpen] = useState(false)
  const [all, setAll] = useState<OverviewItem[]>()
  const w = t.together

  useEffect(() => {
    if (!open) return
    const look = () =>
      void ask<{ conversations: OverviewItem[] }>('/overview').then(answer => {
        if (done(answer)) setAll(answer.body.conversations)
      })
    look()
    const timer = setInterval(look, everyMilliseconds)
    return () => clearInterval(timer)
  }, [open])

  return (
    <details class="overview" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{w.overview}</summary>
      {all?.length === 0 && <p class="soft">{w.overviewEmpty}</p>}
      <ul>
        {all?.map(({ id, municipality, counsellor, since, urgency, gone }) => (
          <li key={id}>
            <span>
              {fill(w.overviewItem, { name: counsellor, time: clock(since, state.locale) })}
              {gone && ` (${w.gone})`}
            </span>
            <span class="soft">{state.municipalities.find(one => one.id === municipality)?.name}</span>
            <UrgencyTag urgency={urgency} kinds={[]} t={t} />
            {counsellor !== state.me?.name && (
              <button
                type="button"
                class="button button-tertiary"
                onClick={() => {
                  room.watch(id)
                  room.openTalk(id)
                  focusAlong()
                }}
              >
                {w.open}
                <span class="unseen">: {counsellor}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}

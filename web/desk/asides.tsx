import { useState } from 'preact/hooks'
import type { TogetherView } from '../../desk/togetherWire.ts'
import type { Room } from './room.ts'
import type { Words } from './words.ts'
import { WriteLine } from './writeLine.tsx'

/** What counsellors say among themselves; the citizen never gets it, and it says so. */
export function Asides({ room, together, t }: { room: Room; together: TogetherView; t: Words }) {
  const [open, setOpen] = useState(true)
  const w = t.together
  return (
    <details class="asides" open={open} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{w.asides}</summary>
      <p class="soft">{w.asidesHint}</p>
      <ol>
        {together.asides.map(({ id, name, mine, text }) => (
          <li key={id} class={mine ? 'aside aside-mine' : 'aside'}>
            <span class="speaker">{mine ? t.talk.me : name}</span> {text}
          </li>
        ))}
      </ol>
      <WriteLine label={w.write} send={w.send} failed={w.failed} say={text => room.aside(together.id, text)} />
    </details>
  )
}

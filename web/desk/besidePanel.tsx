import { useState } from 'preact/hooks'
import type { TogetherView } from '../../desk/togetherWire.ts'
import { Asides } from './asides.tsx'
import { AskColleagues } from './askColleagues.tsx'
import type { Room } from './room.ts'
import { fill, type Words } from './words.ts'

interface Props {
  room: Room
  id: string
  municipality: string
  together: TogetherView | undefined
  t: Words
}

/** One's own conversation, and what colleagues have to do with it: who is asked, who reads along, what is said among counsellors. */
export function BesidePanel({ room, id, municipality, together, t }: Props) {
  const [asking, setAsking] = useState(false)
  const w = t.together
  const people = together?.people ?? []
  return (
    <section class="together" aria-label={w.title}>
      {together?.offered ? (
        <p class="together-offered" role="status">
          {fill(w.offered, { name: together.offered.to })}{' '}
          <button type="button" class="button button-tertiary" onClick={() => void room.takeOfferBack(id)}>
            {w.takeBack}
          </button>
        </p>
      ) : (
        <button type="button" class="button button-secondary" onClick={() => setAsking(true)}>
          {w.ask}
        </button>
      )}
      {people.length > 0 && (
        <ul class="together-people">
          {people.map(one => (
            <li key={one.id}>
              {fill(w[one.how], { name: one.name })}{' '}
              <button type="button" class="button button-tertiary" onClick={() => void room.stepOut(id, one.id)}>
                {w.sendOut}
                <span class="unseen">: {one.name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {together && (people.length > 0 || together.asides.length > 0) && <Asides room={room} together={together} t={t} />}
      {asking && <AskColleagues room={room} id={id} municipality={municipality} t={t} onClose={() => setAsking(false)} />}
    </section>
  )
}

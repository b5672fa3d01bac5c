import { useEffect, useState } from 'preact/hooks'
import type { FoundOffer } from '../../desk/searchOffers.ts'
import { ask, done } from './api.ts'
import { Icon } from './icons.tsx'
import type { Room } from './room.ts'
import type { Talk } from './state.ts'
import type { Words } from './words.ts'

const restMilliseconds = 400

/** Two offers that fit what the citizen writes, beside the box. A suggestion to the counsellor: nothing is sent unless they do it. */
export function Suggestions({ room, talk, ids, t }: { room: Room; talk: Talk; ids: (name: string) => string; t: Words }) {
  const { id } = talk.view
  const heard = talk.lines.findLast(({ who }) => who === 'citizen')?.number ?? 0
  const sent = talk.lines.filter(({ mine }) => mine).length
  const [found, setFound] = useState<FoundOffer[]>([])
  const [hidden, setHidden] = useState(0)

  // Looked for anew when the citizen has written, and when one of them was sent.
  useEffect(() => {
    let late = false
    const wait = setTimeout(async () => {
      const answer = await ask<{ offers: FoundOffer[] }>(`/conversations/${id}/suggestions`)
      if (!late && done(answer)) setFound(answer.body.offers)
    }, restMilliseconds)
    return () => {
      late = true
      clearTimeout(wait)
    }
  }, [id, heard, sent])

  if (found.length === 0 || hidden > heard) return null
  return (
    <section class="suggestions" aria-labelledby={ids('suggestions-title')}>
      <h3 id={ids('suggestions-title')}>{t.suggestion.title}</h3>
      <ul>
        {found.map(({ id: offer, name, provider, why }) => (
          <li key={offer}>
            <span>
              <strong id={ids(`fits-${offer}`)}>{name}</strong>{' '}
              <span class="soft">{why && why.length > 0 ? why.slice(0, 2).join(' · ') : provider}</span>
            </span>
            <button
              type="button"
              class="button button-tertiary"
              id={ids(`insert-${offer}`)}
              aria-labelledby={`${ids(`insert-${offer}`)} ${ids(`fits-${offer}`)}`}
              onClick={() => {
                room.say(id, { offer: { id: offer, name } })
                document.getElementById(ids('write'))?.focus()
              }}
            >
              {t.suggestion.insert}
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="button button-tertiary hide" onClick={() => setHidden(heard + 1)} aria-label={t.suggestion.hide}>
        <Icon name="close" />
      </button>
    </section>
  )
}

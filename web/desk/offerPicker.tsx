import { useEffect, useState } from 'preact/hooks'
import type { FoundOffer } from '../../desk/searchOffers.ts'
import { ask, done } from './api.ts'
import { Dialog } from './dialog.tsx'
import { fill, type Words } from './words.ts'

interface PickerProps {
  municipality: string
  t: Words
  onChoose: (offer: { id: string; name: string }) => void
  onClose: () => void
}

export function OfferPicker({ municipality, t, onChoose, onClose }: PickerProps) {
  const [text, setText] = useState('')
  const [found, setFound] = useState<FoundOffer[]>()

  useEffect(() => {
    let late = false
    const wait = setTimeout(async () => {
      const answer = await ask<{ offers: FoundOffer[] }>(`/offers?${new URLSearchParams({ q: text, municipality })}`)
      if (!late && done(answer)) setFound(answer.body.offers)
    }, 150)
    return () => {
      late = true
      clearTimeout(wait)
    }
  }, [text, municipality])

  return (
    <Dialog title={t.offer.title} onClose={onClose}>
      <div class="field">
        <label for="offer-search">{t.offer.search}</label>
        <input
          id="offer-search"
          type="search"
          autoComplete="off"
          value={text}
          maxLength={100}
          onInput={event => setText(event.currentTarget.value)}
        />
      </div>
      <p role="status" class="soft">
        {found && (found.length === 0 ? t.offer.none : fill(t.offer.results, { count: found.length }))}
      </p>
      <ul class="found">
        {found?.map(({ id, name, provider, summary }) => (
          <li key={id}>
            <div>
              <strong id={`offer-${id}`}>{name}</strong> <span class="soft">{provider}</span>
              <p>{summary}</p>
            </div>
            <button type="button" id={`choose-${id}`} aria-labelledby={`choose-${id} offer-${id}`} onClick={() => onChoose({ id, name })}>
              {t.offer.choose}
            </button>
          </li>
        ))}
      </ul>
      <div class="buttons">
        <button type="button" onClick={onClose}>
          {t.offer.cancel}
        </button>
      </div>
    </Dialog>
  )
}

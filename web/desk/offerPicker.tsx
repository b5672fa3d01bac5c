import { useEffect, useState } from 'preact/hooks'
import type { FoundOffer } from '../../desk/searchOffers.ts'
import { ask, done } from './api.ts'
import { Dialog } from './dialog.tsx'
import { FirstStep } from './firstStep.tsx'
import { Icon } from './icons.tsx'
import { fill, type Words } from './words.ts'

interface PickerProps {
  talk: string
  t: Words
  onChoose: (offer: { id: string; name: string }) => void
  onClose: () => void
}

/** Offers for this talk: before anything is typed those that fit the citizen, found as the bot finds them. */
export function OfferPicker({ talk, t, onChoose, onClose }: PickerProps) {
  const [text, setText] = useState('')
  const [found, setFound] = useState<FoundOffer[]>()
  const [printed, setPrinted] = useState<string>()

  useEffect(() => {
    let late = false
    const wait = setTimeout(async () => {
      const answer = await ask<{ offers: FoundOffer[] }>(`/conversations/${talk}/offers?${new URLSearchParams({ q: text })}`)
      if (!late && done(answer)) setFound(answer.body.offers)
    }, 150)
    return () => {
      late = true
      clearTimeout(wait)
    }
  }, [text, talk])

  if (printed !== undefined) return <FirstStep talk={talk} offer={printed} t={t} onClose={() => setPrinted(undefined)} />
  return (
    <Dialog title={t.offer.title} onClose={onClose}>
      <div class="form-group field">
        <label class="form-label" for="offer-search">
          {t.offer.search}
        </label>
        <input
          id="offer-search"
          class="form-input"
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
        {found?.map(({ id, name, provider, summary, why = [] }) => (
          <li key={id}>
            <div>
              <strong id={`offer-${id}`}>{name}</strong> <span class="soft">{provider}</span>
              <p>{summary}</p>
              {why.length > 0 && <p class="soft">{why.join(' · ')}</p>}
            </div>
            <div class="found-actions">
              <button
                type="button"
                class="button button-secondary"
                id={`choose-${id}`}
                aria-labelledby={`choose-${id} offer-${id}`}
                onClick={() => onChoose({ id, name })}
              >
                {t.offer.choose}
              </button>
              <button
                type="button"
                class="button button-tertiary"
                id={`print-${id}`}
                aria-labelledby={`print-${id}-text offer-${id}`}
                onClick={() => setPrinted(id)}
              >
                <Icon name="print" />
                <span id={`print-${id}-text`} class="unseen">
                  {t.firstStep.print}
                </span>
              </button>
            </div>
          </li>
        ))}
      </ul>
      <div class="buttons">
        <button type="button" class="button button-secondary" onClick={onClose}>
          {t.offer.cancel}
        </button>
      </div>
    </Dialog>
  )
}

import { useState } from 'preact/hooks'
import { Dialog } from './dialog.tsx'
import type { Told } from './ending.ts'
import type { Ending, Room } from './room.ts'
import type { Talk } from './state.ts'
import type { Words } from './words.ts'
import { WrapUp } from './wrapUp.tsx'

const endings: { how: Ending; key: 'giveBack' | 'close' | 'erase' }[] = [
  { how: 'give-back', key: 'giveBack' },
  { how: 'close', key: 'close' },
  { how: 'erase', key: 'erase' },
]

/** Giving back, closing, erasing: each is asked about once, since none can be taken back. */
export function Endings({ room, talk, t }: { room: Room; talk: Talk; t: Words }) {
  const { id } = talk.view
  const [asked, setAsked] = useState<(typeof endings)[number]>()
  const [failed, setFailed] = useState(false)
  const [summary, setSummary] = useState('')

  async function end(how: Ending, told: Told = {}) {
    setFailed(false)
    if (await room.end(id, how, told)) requestAnimationFrame(() => document.getElementById('queue')?.focus())
    else setFailed(true)
  }

  return (
    <div class="endings">
      {endings.map(ending => (
        <button
          key={ending.how}
          type="button"
          class={ending.key === 'erase' ? 'button button-tertiary danger' : 'button button-tertiary'}
          onClick={() => setAsked(ending)}
        >
          {t.end[ending.key]}
        </button>
      ))}
      {asked && (
        <Dialog title={t.end[`${asked.key}Title`]} onClose={() => setAsked(undefined)}>
          <p>{t.end[`${asked.key}Text`]}</p>
          {failed && (
            <p class="fault" role="alert">
              {t.end.failed}
            </p>
          )}
          {asked.key === 'giveBack' && (
            <>
              <label class="form-label" for="give-back-summary">
                {t.wrapUp.summary}
              </label>
              <textarea
                id="give-back-summary"
                class="form-input"
                rows={3}
                maxLength={1000}
                value={summary}
                onInput={event => setSummary(event.currentTarget.value)}
              />
            </>
          )}
          {asked.key === 'close' && <WrapUp offers={insertedOffers(talk)} t={t} onChoose={told => void end('close', told)} />}
          <div class="buttons">
            {asked.key !== 'close' && (
              <button
                type="button"
                class={asked.key === 'erase' ? 'button button-warning' : 'button button-primary'}
                onClick={() => void end(asked.how, asked.key === 'giveBack' && summary.trim() !== '' ? { summary: summary.trim() } : {})}
              >
                {t.end[`${asked.key}Do`]}
              </button>
            )}
            <button type="button" class="button button-secondary" onClick={() => setAsked(undefined)}>
              {t.end.cancel}
            </button>
          </div>
        </Dialog>
      )}
    </div>
  )
}

/** The offers that counsellors put into the conversation, each once. */
function insertedOffers({ lines }: Talk): { id: string; name: string }[] {
  const offers = lines.flatMap(({ who, spoken }) => (who === 'counsellor' && spoken.card?.type === 'offers' ? spoken.card.offers : []))
  return [...new Map(offers.map(({ id, name }) => [id, { id, name }])).values()]
}

import { useState } from 'preact/hooks'
import { Dialog } from './dialog.tsx'
import type { Ending, Room } from './room.ts'
import type { Words } from './words.ts'

const endings: { how: Ending; key: 'giveBack' | 'close' | 'erase' }[] = [
  { how: 'give-back', key: 'giveBack' },
  { how: 'close', key: 'close' },
  { how: 'erase', key: 'erase' },
]

/** Giving back, closing, erasing: each is asked about once, since none can be taken back. */
export function Endings({ room, id, t }: { room: Room; id: string; t: Words }) {
  const [asked, setAsked] = useState<(typeof endings)[number]>()
  const [failed, setFailed] = useState(false)

  async function end(how: Ending) {
    setFailed(false)
    if (await room.end(id, how)) requestAnimationFrame(() => document.getElementById('queue')?.focus())
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
          <div class="buttons">
            <button
              type="button"
              class={asked.key === 'erase' ? 'button button-warning' : 'button button-primary'}
              onClick={() => void end(asked.how)}
            >
              {t.end[`${asked.key}Do`]}
            </button>
            <button type="button" class="button button-secondary" onClick={() => setAsked(undefined)}>
              {t.end.cancel}
            </button>
          </div>
        </Dialog>
      )}
    </div>
  )
}

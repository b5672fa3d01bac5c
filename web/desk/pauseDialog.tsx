import { Dialog } from './dialog.tsx'
import { fill, type Words } from './words.ts'

interface PauseProps {
  count: number
  t: Words
  onPause: () => void
  onNext: () => void
  onClose: () => void
}

/** After many heavy conversations in a row, before the next: a suggestion, never a refusal. */
export function PauseDialog({ count, t, onPause, onNext, onClose }: PauseProps) {
  return (
    <Dialog title={t.pause.title} onClose={onClose}>
      <p>{fill(t.pause.text, { count })}</p>
      <div class="buttons">
        <button type="button" class="button button-primary" onClick={onPause}>
          {t.pause.take}
        </button>
        <button type="button" class="button button-secondary" onClick={onNext}>
          {t.pause.go}
        </button>
      </div>
    </Dialog>
  )
}

import { useEffect, useState } from 'preact/hooks'
import type { KeepCard } from '../../dialogs/spoken.ts'
import { ask, done } from './api.ts'
import { Dialog } from './dialog.tsx'
import type { Words } from './words.ts'

/** The first step towards an offer, to print for someone who sits here or to read aloud. Only the card goes on paper. */
export function FirstStep({ talk, offer, t, onClose }: { talk: string; offer: string; t: Words; onClose: () => void }) {
  const [card, setCard] = useState<KeepCard>()
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    void ask<{ card: KeepCard }>(`/conversations/${talk}/first-step?${new URLSearchParams({ offer })}`).then(answer =>
      done(answer) ? setCard(answer.body.card) : setFailed(true),
    )
  }, [talk, offer])
  return (
    <Dialog title={t.firstStep.title} onClose={onClose}>
      {failed && (
        <p class="fault" role="alert">
          {t.firstStep.failed}
        </p>
      )}
      {card && <div class="first-step text">{card.text}</div>}
      <div class="buttons">
        {card && (
          <button type="button" class="button button-primary" onClick={() => window.print()}>
            {t.firstStep.do}
          </button>
        )}
        <button type="button" class="button button-secondary" onClick={onClose}>
          {t.firstStep.close}
        </button>
      </div>
    </Dialog>
  )
}

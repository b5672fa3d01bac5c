import { Dialog } from './dialog.tsx'
import type { Room } from './room.ts'
import type { Words } from './words.ts'

export function IdleWarning({ room, t }: { room: Room; t: Words }) {
  const stay = () => room.setIdle(false)
  return (
    <Dialog title={t.idle.title} onClose={stay}>
      <p>{t.idle.text}</p>
      <div class="buttons">
        <button type="button" class="button button-primary" onClick={stay}>
          {t.idle.stay}
        </button>
      </div>
    </Dialog>
  )
}

import type { Room } from './room.ts'

/** Alt and a key, so that nobody who writes or uses a screen reader meets one by chance (WCAG 2.1.4). */
export function listenToKeys(room: Room, takeNext: () => void): () => void {
  const hear = (event: KeyboardEvent) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || document.querySelector('dialog[open]')) return
    const act = actOf(event.code, room, takeNext)
    if (!act) return
    event.preventDefault()
    act()
  }
  addEventListener('keydown', hear)
  return () => removeEventListener('keydown', hear)
}

function actOf(code: string, room: Room, takeNext: () => void): (() => void) | undefined {
  const { talks, open } = room.state()
  const at = talks.findIndex(({ view }) => view.id === open)
  const go = (to: number) => {
    const talk = talks[to]
    return talk && (() => goTo(room, talk.view.id))
  }
  if (/^Digit[1-9]$/.test(code)) return go(Number(code.at(-1)) - 1)
  if (code === 'ArrowDown') return go(at + 1)
  if (code === 'ArrowUp') return at < 0 ? go(talks.length - 1) : go(at - 1)
  if (code === 'KeyN') return takeNext
  if (code === 'KeyK') return () => document.getElementById('queue')?.focus()
  return undefined
}

/** To where one writes in that talk. */
export function goTo(room: Room, id: string): void {
  room.openTalk(id)
  requestAnimationFrame(() => document.getElementById('write')?.focus())
}

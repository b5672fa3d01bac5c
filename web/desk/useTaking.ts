import { useState } from 'preact/hooks'
import type { Room } from './room.ts'

/** Taking conversations, one at a time: who takes one is brought to it. Nobody else's focus ever moves. */
export function useTaking(room: Room): { taking: boolean; take(id: string): void; takeNext(): void } {
  const [taking, setTaking] = useState(false)
  const follow = async (task: () => Promise<void>) => {
    if (taking) return
    setTaking(true)
    const before = room.state().open
    await task()
    setTaking(false)
    if (room.state().open !== undefined && room.state().open !== before) focusTalk()
  }
  return {
    taking,
    take: id => void follow(() => room.take(id)),
    takeNext: () => void follow(() => room.takeNext()),
  }
}

export const focusTalk = () => requestAnimationFrame(() => document.getElementById('talk-title')?.focus())

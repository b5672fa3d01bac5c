import type { Room } from './room.ts'

const second = 1000
const minute = 60 * second
/** The desk signs out after 10 minutes; the warning stands for the last 75 seconds. */
const warnAfter = 10 * minute - 75 * second
const told = 15 * second

/** Tells the desk that somebody is here, and warns in good time when it seems that nobody is. Any key or movement is enough to stay. */
export function watchIdle(room: Pick<Room, 'active' | 'setIdle' | 'state'>): void {
  let activeAt = Date.now()
  let toldAt = Date.now()
  const here = () => {
    activeAt = Date.now()
    room.setIdle(false)
  }
  for (const event of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'])
    addEventListener(event, here, { passive: true, capture: true })
  setInterval(() => {
    if (activeAt > toldAt) {
      toldAt = Date.now()
      room.active()
    }
    room.setIdle(room.state().phase === 'room' && Date.now() - activeAt > warnAfter)
  }, told)
}

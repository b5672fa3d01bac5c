import { type Core, createCore, type RoomParts } from './core.ts'
import { createEnding } from './ending.ts'
import { createLive, type Live } from './live.ts'
import { createPausing, type Pausing } from './pausing.ts'
import { createPresenting, type Presenting } from './presenting.ts'
import { createQueueing, type Queueing } from './queueing.ts'
import { createReturning } from './returning.ts'
import { createSigning, type Signing } from './signing.ts'
import { starting } from './state.ts'
import { createTalking, type Talking } from './talking.ts'
import { createTogether, type Together } from './together.ts'
import { createTooling, type Tooling } from './tooling.ts'
import { createWriting, type Writing } from './writing.ts'

export type { Ending } from './ending.ts'

/** All that the page can do, a file for each capability; the screens draw `state()` and call these. */
export interface Room
  extends Pick<Core, 'state' | 'listen'>,
    Signing,
    Omit<Presenting, 'hears'>,
    Omit<Queueing, 'hears'>,
    Omit<Talking, 'hears'>,
    Omit<Together, 'hears'>,
    Writing,
    Pausing,
    Tooling,
    ReturnType<typeof createEnding> {
  active(): void
  dismiss(notice: number): void
}

/** A new capability is made here, gives what it can do to the room, and what it hears to the live connection. */
export function createRoom(parts: RoomParts): Room {
  const core = createCore(parts, starting(parts.locale))
  const { state, set, listen } = core
  const signing = createSigning(core)
  const presenting = createPresenting(core)
  const talking = createTalking(core)
  const queueing = createQueueing(core, talking.looked)
  const returning = createReturning(core, talking.looked)
  const together = createTogether(core, frame => live.send(frame))
  const live: Live = createLive(core, {
    ...presenting.hears,
    ...talking.hears,
    ...queueing.hears,
    ...returning.hears,
    ...together.hears,
  })

  return {
    state,
    listen,
    ...signing,
    ...presenting,
    ...talking,
    ...together,
    ...queueing,
    ...createWriting(core, live.send),
    ...createEnding(core, talking),
    ...createPausing(core),
    ...createTooling(core),
    active: () => live.send({ type: 'active' }),
    dismiss: notice => set({ ...state(), notices: state().notices.filter(({ id }) => id !== notice) }),
  }
}

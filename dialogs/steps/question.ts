import type { Incoming } from '../conversation.ts'
import type { Scene } from '../scene.ts'
import type { Spoken } from '../spoken.ts'
import type { StepId, Talk } from '../talk.ts'

/** A question of the guided talk: data and pure functions. Skipping and the wishes of any moment are handled for all of them in converse.ts. */
export interface Question {
  id: StepId
  /** Nothing to ask: it was said, or they passed it. */
  known(talk: Talk): boolean
  ask(scene: Scene): Spoken
  /** The talk with the answer in it; undefined when it was not understood. */
  hear(incoming: Incoming, scene: Scene): Talk | undefined
}

/** The talk with something more known. */
export const withSituation = (talk: Talk, told: Partial<Talk['situation']>): Talk => ({
  ...talk,
  situation: { ...talk.situation, ...told },
})

/** The talk with a question behind it, answered or skipped: it is never asked again. */
export const passing = (talk: Talk, ...steps: Talk['passed']): Talk => ({ ...talk, passed: [...new Set([...talk.passed, ...steps])] })

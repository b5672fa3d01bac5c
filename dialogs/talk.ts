import type { Situation } from '../registry/situation.ts'

/** The bot's own state of the guided talk. */
export interface Talk {
  step: string
  situation: Situation
}

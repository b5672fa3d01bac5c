import type { FactId, Situation } from '../registry/situation.ts'
import type { HandoverItemId } from './spoken.ts'

/**
 * Where the guided talk is: questions in their order, clarify asks facts, and the rest are places one can stand in. School and smallStep are asked
 * because the citizen pressed for it, and lead back to where they stood.
 */
export type StepId =
  | 'who'
  | 'age'
  | 'mind'
  | 'hopes'
  | 'scale'
  | 'oneStep'
  | 'works'
  | 'helps'
  | 'followUp'
  | 'clarify'
  | 'offers'
  | 'misfit'
  | 'handover'
  | 'school'
  | 'smallStep'
  | 'farewell'
  | 'ended'

/** What going back brings back. */
export interface Place {
  step: StepId
  situation: Situation
  /** Questions that were answered or skipped: never asked again. */
  passed: StepId[]
  /** Facts that clarify has asked about, skipped ones too; four at most. */
  asked: FactId[]
  /** The fact that clarify is asking about now. */
  asking?: FactId
  /** Offers shown last, best first. */
  suggested: string[]
  /** Offers ever shown. */
  shown: string[]
  /** Offers that did not fit, for whatever reason they gave. */
  without: string[]
}

/** The bot's own state of the guided talk. */
export interface Talk extends Place {
  /** Where they stood before, oldest first. */
  past: Place[]
  /** Misunderstandings in a row. */
  misunderstood: number
  /** Taken off the handover card by the citizen. */
  removed: HandoverItemId[]
  /** What the help cards so far were about, so that the same one is not repeated word for word. */
  helped: string[]
  useful?: 'yes' | 'some' | 'no'
  /** The municipality talks the solution-focused way. */
  solutionFocused?: true
  /** The municipality follows up after an assessment. */
  followsUp?: true
}

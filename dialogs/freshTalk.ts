import { emptySituation } from '../registry/situation.ts'
import type { TalkContext } from './context.ts'
import { followsUp } from './steps/followUp.ts'
import type { Talk } from './talk.ts'

/** Nothing known yet but where it is, and how one talks there. */
export const freshTalk = (municipality: string, { registry }: Pick<TalkContext, 'registry'>): Talk => ({
  step: 'who',
  situation: { ...emptySituation(), municipality },
  passed: [],
  asked: [],
  suggested: [],
  shown: [],
  without: [],
  past: [],
  misunderstood: 0,
  removed: [],
  helped: [],
  ...followsUp(municipality, { registry }),
  ...(registry.municipalities.find(({ id }) => id === municipality)?.solutionFocused === true && { solutionFocused: true as const }),
})

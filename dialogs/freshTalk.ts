import { emptySituation } from '../registry/situation.ts'
import type { Talk } from './talk.ts'

/** Nothing known yet but where it is. */
export const freshTalk = (municipality: string): Talk => ({
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
})

import type { MatchOptions } from '../registry/matching.ts'
import type { TalkContext } from './context.ts'
import type { Conversation } from './conversation.ts'
import type { Talk } from './talk.ts'

/** What matching must know beside the situation: the hour, what was heard of danger, and what did not fit. */
export const matchOptions = (talk: Talk, urgency: Conversation['urgency'], { now }: TalkContext): MatchOptions => ({
  now,
  urgency: urgency.level,
  kinds: urgency.kinds,
  surmised: urgency.surmised === true,
  without: new Set(talk.without),
})

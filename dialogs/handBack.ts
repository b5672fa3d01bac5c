import type { TalkContext } from './context.ts'
import type { Conversation } from './conversation.ts'
import { closedOf, passHolder } from './holder.ts'
import { systemSays } from './log.ts'
import { ask } from './move.ts'
import type { Spoken } from './spoken.ts'

/** The word goes back to the bot: told by whom and why, then the bot asks where they stood. */
export function handBackToBot(
  conversation: Conversation,
  why: 'givenBack' | 'withdrawn' | 'nobodyHere',
  said: Spoken[],
  context: TalkContext,
): Conversation {
  const back: Conversation = {
    ...passHolder(conversation, { who: 'bot' }),
    handoff: closedOf(conversation, context.now.toISOString(), why),
  }
  return ask(systemSays(back, said, context), context)
}

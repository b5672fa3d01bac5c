import type { TalkContext } from './context.ts'
import type { Conversation } from './conversation.ts'
import type { Intent } from './intents/intent.ts'
import { readIntent } from './intents/readIntent.ts'
import { asksOfOne, asksWhatTheyAre, withoutNames } from './namedOffers.ts'

/** What a message asks of the talk itself or of an offer; the same whatever offer it names. */
export function intentOf(conversation: Conversation, text: string, context: TalkContext): Intent | undefined {
  if (asksWhatTheyAre(conversation, text, context)) return 'next'
  return readIntent(withoutNames(text, conversation, context)) ?? (asksOfOne(conversation, text, context) ? 'next' : undefined)
}

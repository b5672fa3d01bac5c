import type { Conversation, Holder } from './conversation.ts'

/** Whoever holds the conversation changes here and nowhere else: the number rises by one, in the same write. */
export const passHolder = (conversation: Conversation, holder: Holder): Conversation => ({
  ...conversation,
  holder,
  holderNumber: conversation.holderNumber + 1,
})

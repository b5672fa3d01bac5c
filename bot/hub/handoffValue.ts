import type { TalkContext } from '../../dialogs/context.ts'
import type { Conversation } from '../../dialogs/conversation.ts'
import { handoverCard } from '../../dialogs/handoverCard.ts'
import { handoffIdOf } from '../../dialogs/holder.ts'

/**
 * What handoff.initiate carries to another hub: our own id and sequence, since the protocol has none, and the items of the handover card the
 * citizen agreed to, in the shape Copilot Studio's hubs know (`va_*`).
 */
export function handoffValue(conversation: Conversation, context: TalkContext) {
  const { items } = handoverCard(conversation, conversation.locale, context)
  return {
    handoffId: handoffIdOf(conversation) ?? conversation.id,
    sequence: conversation.holderNumber,
    reason: 'askedForHuman',
    urgency: conversation.urgency.level,
    municipality: conversation.municipality,
    va_Scope: 'bot',
    va_Language: conversation.locale,
    va_ConversationId: conversation.id,
    va_AgentMessage: items.map(({ label, value }) => `${label}: ${value}`).join('\n'),
  }
}

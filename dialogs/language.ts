import type { TalkContext } from './context.ts'
import type { Conversation, Locale } from './conversation.ts'
import { botSays, systemSays } from './log.ts'
import { ask } from './move.ts'
import { queueStatus } from './queueNews.ts'
import { sceneOf } from './scene.ts'

/** The talk goes on in another language: what is being asked is asked again in it. With a counsellor only the frame changes. */
export function changeLanguage(conversation: Conversation, locale: Locale, context: TalkContext): Conversation {
  const changed = { ...conversation, locale }
  if (conversation.ended || conversation.holder.who === 'counsellor') return changed
  if (conversation.holder.who === 'queue') return systemSays(changed, [queueStatus(changed, context)], context)
  const { t } = sceneOf(changed, context)
  return ask(botSays(changed, [{ text: t('talk.language') }], context), context)
}

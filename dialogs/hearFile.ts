import { translator } from '../locales/translate.ts'
import type { TalkContext } from './context.ts'
import type { Conversation } from './conversation.ts'
import { later, systemSays, tell } from './log.ts'

/** A file or a picture came, where there is no way to take it: said kindly, once for each, and whoever reads along sees that it was tried. Pure. */
export function declineFile(conversation: Conversation, clientId: string, context: TalkContext): Conversation {
  if (conversation.log.some(line => line.clientId === clientId)) return conversation
  const t = translator(conversation.locale)
  const tried = tell(conversation, { who: 'citizen' }, { text: t('teams.file.tried') }, context, { clientId })
  return systemSays({ ...tried, lastWordAt: later(tried.lastWordAt, context.now) }, [{ text: t('teams.file.declined') }], context)
}

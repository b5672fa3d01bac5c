import type { TalkContext } from './context.ts'
import type { Conversation } from './conversation.ts'
import { freshTalk } from './freshTalk.ts'
import { botSays, systemSays } from './log.ts'
import { advance, standing } from './move.ts'
import { linesCard } from './queueNews.ts'
import { buttons, sceneOf } from './scene.ts'

/** Farewell, with how long it is kept. A talk in which danger was heard is never ended by the bot: it stays open, with the lines. */
export function endedByCitizen(conversation: Conversation, context: TalkContext): Conversation {
  const { t } = sceneOf(conversation, context)
  if (conversation.urgency.level !== 'none') {
    const open = standing(conversation, { step: 'offers' })
    const choices = buttons(t, 'human', 'continue', 'erase')
    return botSays(open, [{ text: t('talk.farewell.open'), card: linesCard(conversation, context), choices, awaits: 'text' }], context)
  }
  const key = conversation.taken ? 'talk.farewell.byeTaken' : 'talk.farewell.bye'
  const spoken = { text: t(key, { hours: context.takenKeptHours ?? 24 }), choices: buttons(t, 'erase', 'new') }
  const said = botSays(standing(conversation, { step: 'ended' }), [spoken], context)
  return { ...said, ended: { at: context.now.toISOString(), why: 'farewell' } }
}

/** Words into an ended talk do not reopen it silently: they are told so, and offered a new one. */
export function tellEnded(conversation: Conversation, context: TalkContext): Conversation {
  const { t } = sceneOf(conversation, context)
  return systemSays(conversation, [{ text: t('talk.ended'), choices: buttons(t, 'new', 'erase') }], context)
}

/** A new talk in the same place, because they pressed for it: nothing of the former situation is in it. */
export function startAgain({ ended: _, handoff: __, ...conversation }: Conversation, context: TalkContext): Conversation {
  const fresh: Conversation = { ...conversation, talk: freshTalk(conversation.municipality) }
  const { t } = sceneOf(fresh, context)
  return advance(botSays(fresh, [{ text: t('talk.startedOver') }], context), context)
}

import { worded } from './channelWords.ts'
import type { TalkContext } from './context.ts'
import type { Conversation, Incoming } from './conversation.ts'
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
  const spoken = { text: t(worded(conversation, key), { hours: context.takenKeptHours ?? 24 }), choices: buttons(t, 'erase', 'new') }
  const said = botSays(standing(conversation, { step: 'ended' }), [spoken], context)
  return { ...said, ended: { at: context.now.toISOString(), why: 'farewell' } }
}

/** After the end there is a new talk, an answer to the one question, or being told that nobody reads this. */
export function answerEnded(conversation: Conversation, { choice }: Incoming, context: TalkContext): Conversation {
  if (choice === 'new') return startAgain(conversation, context)
  const rating = ratings.find(one => choice === `rate.${one}`)
  if (rating === undefined || !conversation.taken) return tellEnded(conversation, context)
  const { t } = sceneOf(conversation, context)
  const thanks = { text: t(rating === 'no' ? 'handoff.ratedNo' : 'handoff.rated'), choices: buttons(t, 'erase', 'new') }
  return systemSays({ rating, ...conversation }, [thanks], context)
}

const ratings = ['yes', 'some', 'no'] as const

/** Words into an ended talk do not reopen it silently: they are told so, and offered a new one. */
function tellEnded(conversation: Conversation, context: TalkContext): Conversation {
  const { t } = sceneOf(conversation, context)
  return systemSays(conversation, [{ text: t('talk.ended'), choices: buttons(t, 'new', 'erase') }], context)
}

/** A new talk in the same place, because they pressed for it: nothing of the former situation is in it. */
function startAgain(
  { ended: _, handoff: __, asides: ___, summary: ____, rating: _____, ...conversation }: Conversation,
  context: TalkContext,
): Conversation {
  const fresh: Conversation = { ...conversation, talk: freshTalk(conversation.municipality, context) }
  const { t } = sceneOf(fresh, context)
  return advance(botSays(fresh, [{ text: t('talk.startedOver') }], context), context)
}

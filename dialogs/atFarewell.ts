import type { TalkContext } from './context.ts'
import type { Conversation, Incoming } from './conversation.ts'
import { endedByCitizen } from './ending.ts'
import { hearNeed } from './hearNeed.ts'
import { botSays } from './log.ts'
import { advance, remembered, standing } from './move.ts'
import { buttons, sceneOf } from './scene.ts'
import { readUseful } from './steps/farewell.ts'

/** What is said to "was it of help?": a yes, a no, or a need that is still there. */
export function atFarewell(conversation: Conversation, { text, choice }: Incoming, context: TalkContext): Conversation {
  const useful = readUseful(text, choice)
  const told = useful === undefined && choice === undefined ? hearNeed(conversation.talk, text, context) : undefined
  if (told) return advance({ ...conversation, talk: remembered(conversation.talk, { ...told, step: 'mind' }) }, context)
  if (useful === 'no') return notHelped(conversation, context)
  return endedByCitizen({ ...conversation, talk: { ...conversation.talk, ...(useful !== undefined && { useful }) } }, context)
}

/** It did not help: nobody is sent off with that. A human, another look, or goodbye. */
function notHelped(conversation: Conversation, context: TalkContext): Conversation {
  const { t } = sceneOf(conversation, context)
  const kept = standing({ ...conversation, talk: { ...conversation.talk, useful: 'no' } }, { step: 'offers' })
  const choices = buttons(t, 'human', 'more', 'tellMore', 'farewell')
  return botSays(kept, [{ text: t('talk.farewell.notHelped'), choices, awaits: 'text' }], context)
}

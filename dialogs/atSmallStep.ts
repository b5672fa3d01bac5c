import { doesNotKnow, skips } from './answers.ts'
import type { TalkContext } from './context.ts'
import type { Conversation, Incoming } from './conversation.ts'
import { botSays } from './log.ts'
import { ask } from './move.ts'
import { plain } from './plain.ts'
import { sceneOf } from './scene.ts'
import { backToPlace } from './sideStep.ts'
import { withSituation } from './steps/question.ts'

/** The step is kept in their own words, for their card and, if they agree, for the counsellor. */
export function atSmallStep(conversation: Conversation, { text, choice }: Incoming, context: TalkContext): Conversation {
  const { talk } = conversation
  if (choice !== undefined || plain(text) === '' || doesNotKnow(text) || skips(text))
    return ask({ ...conversation, talk: backToPlace(talk) }, context)
  const { t } = sceneOf(conversation, context)
  const told = { ...conversation, talk: backToPlace(withSituation(talk, { oneStepUp: text.trim() })) }
  return ask(botSays(told, [{ text: t('loft.smallStep.thanks') }], context), context)
}

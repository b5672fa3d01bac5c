import { answerAside } from './answerAside.ts'
import { readYesNo } from './answers.ts'
import type { TalkContext } from './context.ts'
import type { Conversation, Incoming } from './conversation.ts'
import { hearNeed } from './hearNeed.ts'
import { asksSomething } from './intents/looseQuestion.ts'
import { botSays } from './log.ts'
import { ask } from './move.ts'
import { notUnderstood } from './notUnderstood.ts'
import { backFromHandover, joinQueue } from './queue.ts'
import { sceneOf } from './scene.ts'
import { askHandover, asksToRemove, readRemoval } from './steps/handover.ts'

/** What is said to the card that a counsellor will get: yes, no, without this, a question, or something more. */
export function atHandover(conversation: Conversation, { text, choice }: Incoming, context: TalkContext): Conversation {
  const { talk } = conversation
  const item = readRemoval(text, choice, conversation, context)
  if (item) return showLess({ ...conversation, talk: { ...talk, removed: [...talk.removed, item] } }, context)
  if (asksToRemove(text) && choice === undefined) return showLess(conversation, context)
  const agreed = choice === undefined ? readYesNo(text) : undefined
  if (choice === 'handover.confirm' || agreed === true) return joinQueue(conversation, context)
  if (choice === 'handover.cancel' || choice === 'skip' || agreed === false) {
    return ask({ ...conversation, talk: backFromHandover(talk) }, context)
  }
  const aside = choice === undefined && asksSomething(text) ? answerAside(conversation, text, context) : undefined
  if (aside) return aside
  const told = hearNeed(talk, text, context)
  if (!told) return notUnderstood(conversation, context)
  const { t } = sceneOf(conversation, context)
  return ask(botSays({ ...conversation, talk: { ...told, misunderstood: 0 } }, [{ text: t('handoff.added') }], context), context)
}

/** What is left on the card; who gets it and their duty was said before. */
function showLess(conversation: Conversation, context: TalkContext): Conversation {
  const { t } = sceneOf(conversation, context)
  return botSays(conversation, [{ ...askHandover(conversation, context), text: t('handoff.removed') }], context)
}

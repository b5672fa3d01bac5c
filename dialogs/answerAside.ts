import type { TalkContext } from './context.ts'
import type { Conversation } from './conversation.ts'
import { hearNeed } from './hearNeed.ts'
import { looseQuestion } from './intents/looseQuestion.ts'
import type { Talk } from './talk.ts'
import { grantIntent } from './wishes.ts'

/** A question about the chat or what was shown, as far as its words say which; undefined where a need is told in it, or we do not know. */
export function answerAside(conversation: Conversation, text: string, context: TalkContext): Conversation | undefined {
  const intent = looseQuestion(text)
  const told = intent === undefined ? undefined : hearNeed(conversation.talk, text, context)
  if (intent === undefined || (told && newNeed(conversation.talk, told))) return undefined
  return grantIntent(intent, conversation, context)
}

/** A theme, an age or a person that was not known: then more than a question was told. */
export const clearlyNew = (before: Talk, told: Talk): boolean => told.situation.role !== before.situation.role || newNeed(before, told)

const newNeed = (before: Talk, { situation: { themes, age } }: Talk): boolean =>
  age !== before.situation.age ||
  themes.some(({ theme, weight }) => weight >= 0.6 && !before.situation.themes.some(known => known.theme === theme))

import type { TalkContext } from './context.ts'
import type { Conversation } from './conversation.ts'
import { sceneOf } from './scene.ts'

/** Words in letters we do not read: said once, in those languages too. */
export function otherScript(conversation: Conversation, context: TalkContext): string | undefined {
  const words = conversation.log.findLast(({ from }) => from.who === 'citizen')?.spoken.text ?? ''
  if (!foreignLetters.test(words)) return undefined
  const text = sceneOf(conversation, context).t('talk.otherScript')
  return conversation.log.some(({ spoken }) => spoken.text === text) ? undefined : text
}

const foreignLetters = /(?:(?!\p{Script=Latin})\p{L}){3}/u

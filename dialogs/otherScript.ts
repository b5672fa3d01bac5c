import type { TalkContext } from './context.ts'
import type { Conversation } from './conversation.ts'
import { languageHint } from './languageHint.ts'
import { sceneOf } from './scene.ts'

/** Words in letters, or in a language, that we do not read: said once, in those languages too. */
export function otherScript(conversation: Conversation, context: TalkContext): string | undefined {
  const words = conversation.log.findLast(({ from }) => from.who === 'citizen')?.spoken.text ?? ''
  if (!foreignLetters.test(words) && !unread.has(languageHint([words]) ?? '')) return undefined
  const text = sceneOf(conversation, context).t('talk.otherScript')
  return conversation.log.some(({ spoken }) => spoken.text === text) ? undefined : text
}

const foreignLetters = /(?:(?!\p{Script=Latin})\p{L}){3}/u

/** Of those that languageHint tells apart; who reads Danish reads Swedish and Norwegian too, and is understood somewhat. */
const unread = new Set(['de', 'pl', 'ro', 'tr', 'so', 'es', 'fr', 'it'])

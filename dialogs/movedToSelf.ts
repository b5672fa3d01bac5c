import type { Conversation, Incoming } from './conversation.ts'
import { plain, wordCount } from './plain.ts'
import { passing } from './steps/question.ts'

/**
 * "det er ikke min ven, det er mig" after danger of somebody else was heard: it is they who are in danger. What was told of the other's age is not theirs.
 * undefined: not said, or no danger was heard.
 */
export function movedToSelf(conversation: Conversation, { text, choice }: Incoming): Conversation | undefined {
  const { urgency, talk } = conversation
  const { role, age, grade, ...situation } = talk.situation
  if (choice !== undefined || urgency.level === 'none' || role === 'young' || wordCount(text) > longest || !saysSo.test(plain(text)))
    return undefined
  return { ...conversation, talk: passing({ ...talk, situation: { ...situation, role: 'young' } }, 'who') }
}

const longest = 14
const saysSo =
  /(?<!\p{L})(?:det er|det handler om|det gælder|it is|it s) (?:faktisk |jo |altså |egentlig |i virkeligheden |nok |really |actually )*(?:mig|mig selv|me|myself)(?: (?:det handler om|der (?:har det sådan|er i fare|gør det)|jeg mener|selv))?(?= |$)(?! (?:der|som) (?:skrev|skriver|ringer|har (?:ringet|skrevet)))/u

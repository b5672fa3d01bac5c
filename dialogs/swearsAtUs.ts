import type { TalkContext } from './context.ts'
import { plain, wordCount } from './plain.ts'
import type { Talk } from './talk.ts'

/** "fuck jer": anger, and nothing in it of what is hard. It is met, and not kept as their need. */
export const swearsAtUs = (talk: Talk, text: string, { matcher }: TalkContext): boolean =>
  swearing.test(plain(text)) &&
  wordCount(text) <= 12 &&
  !matcher.understand(text).themes.some(({ weight }) => weight >= 0.4) &&
  talk.step !== 'misfit'

const swearing =
  /(?<![a-zæøå])(fuck(er|ing)?( (jer|dig|off|you))|fuck|lort|lorte\p{L}*|shit(ty)?|bullshit|skide|idiot(er|iske?)?|røvhul(ler)?|fandeme|for helvede|for fanden|hold kæft|rend mig|ubrugelige?|useless|crap|stupid|åndssvagt?|latterligt?)(?![a-zæøå])/u

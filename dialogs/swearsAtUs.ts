import type { TalkContext } from './context.ts'
import { plain, wordCount } from './plain.ts'
import type { Talk } from './talk.ts'

/** "fuck jer": anger, and nothing in it of what is hard. It is met, and not kept as their need. */
export const swearsAtUs = (talk: Talk, text: string, { matcher }: TalkContext): boolean =>
  (insult.test(plain(text)) || (swearing.test(plain(text)) && !matcher.understand(text).themes.some(({ weight }) => weight >= 0.4))) &&
  wordCount(text) <= 12 &&
  talk.step !== 'misfit'

/** "du er så dum": said to us, whatever the words mean elsewhere. */
const insult =
  /^(du|i|you) (er|are|re) (bare |så |sgu |da |virkelig |en |et |fucking |just |so |a |an )*(dum|dumme|dårlig|idiot|idioter|lort|nar|ubrugelig|åndssvag|latterlig|elendig|nederen|klam|til grin|stupid|dumb|useless)( robot| bot| maskine| machine)?$/

const swearing =
  /(?<![a-zæøå])(fuck(er|ing)?( (jer|dig|off|you))|fuck|lort|lorte\p{L}*|shit(ty)?|bullshit|skide|idiot(er|iske?)?|røvhul(ler)?|fandeme|for helvede|for fanden|hold kæft|rend mig|ubrugelige?|useless|crap|stupid|åndssvagt?|latterligt?)(?![a-zæøå])/u

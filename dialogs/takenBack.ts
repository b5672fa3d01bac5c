import type { TalkContext } from './context.ts'
import type { Conversation, Incoming } from './conversation.ts'
import { botSays } from './log.ts'
import { ask } from './move.ts'
import { plain, wordCount } from './plain.ts'
import { sceneOf } from './scene.ts'

/**
 * "det var bare for sjov", "nej det gør han ikke" after words of help: said so, no questions asked, and nobody is offered 112 for it any more. The lines stay
 * above, the counsellor still sees what was heard, and whatever is written next is heard anew. undefined: nothing is taken back.
 */
export function takenBack(conversation: Conversation, { text, choice }: Incoming, context: TalkContext): Conversation | undefined {
  const { urgency, log } = conversation
  if (choice !== undefined || urgency.level === 'none' || urgency.takenBack !== undefined || wordCount(text) > longest) return undefined
  const lately = log.slice(log.findLastIndex(({ spoken }) => spoken.urgent === true) + 1)
  if (lately.filter(({ from }) => from.who === 'citizen').length > few || !takesBack.test(plain(text))) return undefined
  const { t } = sceneOf(conversation, context)
  const calmer = { ...conversation, urgency: { ...urgency, takenBack: log.at(-1)?.number ?? 0 } }
  return ask(botSays(calmer, [{ text: t('talk.takenBack') }], context), context)
}

const longest = 10
/** So many messages after the words of help it is still about them. */
const few = 3

const takesBack = new RegExp(
  `^(?:(?:nej|ej|nå|altså|haha|hehe|lol|undskyld|no|sorry|jk)\\s+)*(?:${[
    'lol|jk|haha',
    '(?:det )?(?:var|er) (?:bare |kun |jo |altså |ment )*(?:for |i |som |en )?(?:sjov|joke|spøg|pjat|løgn|gas)(?: (?:bare|kun|altså|vi lavede))?',
    '(?:jeg|vi) (?:laver|lavede) (?:bare |kun )?(?:sjov|gas|fis)',
    'bare (?:sjov|gas|pjat)',
    'ikke (?:rigtigt?|bogstaveligt?|for alvor|på den måde|seriøst)(?: (?:men|bare) .{0,50})?',
    '(?:det )?(?:er|var) (?:bare |kun )?(?:en talemåde|noget (?:man|jeg|vi) siger)',
    'jeg (?:løj|overdrev|mente det ikke|mener det ikke)(?: .{0,20})?',
    'det mente jeg ikke(?: sådan| alligevel)?',
    'det var ikke sådan ment',
    '(?:det )?(?:har|er|gør|gjorde|tænker) (?:jeg|han|hun|de|vi) (?:altså |slet |bare )*ikke(?: alligevel| rigtigt?)?(?: .{0,40})?',
    'jeg vil ikke dø(?: .{0,30})?',
    '(?:min|mit) (?:ven|veninde|bror|søster|lillebror|lillesøster|storebror|storesøster|kammerat) (?:skrev|har skrevet|der skrev)(?: .{0,20})?',
    'det var (?:ikke mig|min \\p{L}+)(?: der)?(?: skrev| har skrevet)(?: .{0,40})?',
    '(?:it was |i m |i was )?(?:just )?(?:a joke|joking|kidding)',
    'i did ?n.?t mean it(?: .{0,20})?',
  ].join('|')})$`,
  'u',
)

import { type Change, done, mayNot, words } from './change.ts'
import { worded } from './channelWords.ts'
import type { TalkContext } from './context.ts'
import type { Conversation, CounsellorId } from './conversation.ts'
import { handBackToBot } from './handBack.ts'
import { closedOf, passHolder } from './holder.ts'
import { systemSays } from './log.ts'
import { buttons } from './scene.ts'

/**
 * The counsellor gives the conversation back: the bot has the word and says so. A `summary` is read to the citizen and stands on the card, should
 * they want a counsellor again; what the counsellor showed counts as shown.
 */
export function giveBack(
  conversation: Conversation,
  counsellor: { id: CounsellorId },
  holderNumber: number,
  context: TalkContext,
  summary?: string,
): Change {
  const refusal = mayNot(conversation, counsellor, holderNumber)
  if (refusal) return refusal
  const t = words(conversation)
  const text = summary?.trim() || undefined
  const said = [...(text === undefined ? [] : [{ text: t('handoff.summary', { words: text }) }]), { text: t('handoff.givenBack') }]
  const known = withShown({ ...conversation, ...(text !== undefined && { summary: text }) })
  return done(handBackToBot(known, 'givenBack', said, context))
}

/** The counsellor ends the conversation. The citizen is told what happens now and how long it is kept, and asked one thing. */
export function close(conversation: Conversation, counsellor: { id: CounsellorId }, holderNumber: number, context: TalkContext): Change {
  const refusal = mayNot(conversation, counsellor, holderNumber)
  if (refusal) return refusal
  const at = context.now.toISOString()
  const t = words(conversation)
  const closed: Conversation = {
    ...passHolder(conversation, { who: 'bot' }),
    handoff: closedOf(conversation, at, 'done'),
    ended: { at, why: 'counsellorClosed' },
  }
  const told = { text: t(worded(conversation, 'handoff.closed'), { hours: context.takenKeptHours ?? 24 }) }
  const asked = { text: t('handoff.rate'), choices: buttons(t, 'rate.yes', 'rate.some', 'rate.no', 'erase', 'new') }
  return done(systemSays(closed, [told, asked], context))
}

/** The offers that counsellors put in while they had it: the bot does not suggest them as new. */
function withShown(conversation: Conversation): Conversation {
  const { log, talk } = conversation
  const inserted = log.flatMap(({ from, spoken }) =>
    from.who === 'counsellor' && spoken.card?.type === 'offers' ? spoken.card.offers.map(({ id }) => id) : [],
  )
  if (inserted.length === 0) return conversation
  const suggested = [...new Set([...inserted.toReversed(), ...talk.suggested])].slice(0, 3)
  return { ...conversation, talk: { ...talk, suggested, shown: [...new Set([...talk.shown, ...inserted])] } }
}

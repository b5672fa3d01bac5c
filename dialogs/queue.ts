import type { TalkContext } from './context.ts'
import type { Conversation } from './conversation.ts'
import { handoverCard } from './handoverCard.ts'
import { passHolder } from './holder.ts'
import { moment } from './hoursView.ts'
import { botSays, cameAfter, systemSays } from './log.ts'
import { ask, remembered, standing } from './move.ts'
import { linesCard, queueStatus, toldNow } from './queueNews.ts'
import { buttons, sceneOf } from './scene.ts'
import type { Spoken } from './spoken.ts'
import { whoComes } from './whoComes.ts'

/**
 * The citizen asks for a human. Nobody here: said at once, with who answers now. In acute danger it takes one press; otherwise they first
 * see what is passed on, and may take things off. `wait`: they know that nobody is here and want to wait all the same.
 */
export function askForHuman(conversation: Conversation, context: TalkContext, wait = false): Conversation {
  const { present, opensAt } = context.counsellors
  if (present === 0 && (opensAt !== undefined || !wait)) return nobodyHere(conversation, context)
  if (conversation.urgency.level === 'acute') return joinQueue(conversation, context)
  const { talk } = conversation
  if (talk.step === 'handover') return ask(conversation, context)
  const at = { ...conversation, talk: remembered(talk, { ...talk, step: 'handover' }) }
  return ask(at, context)
}

/** Into the queue: the holder changes, and place and estimate are told at once. What is said from here on the counsellor will read. */
export function joinQueue(conversation: Conversation, context: TalkContext): Conversation {
  const { present, opensAt } = context.counsellors
  if (present === 0 && opensAt !== undefined) return nobodyHere(conversation, context)
  const at = context.now.toISOString()
  const { talk, urgency } = conversation
  const waiting: Conversation = {
    ...passHolder(conversation, { who: 'queue' }),
    talk: talk.step === 'handover' ? backFromHandover(talk) : talk,
    handoff: {
      state: 'waiting',
      since: at,
      ...cameAfter(at, context),
      ...toldNow(conversation, context),
      urgency: urgency.level,
      ...(talk.situation.district !== undefined && !talk.removed.includes('district') && { district: talk.situation.district }),
      removed: talk.removed,
      fromNumber: conversation.log.length + 1,
      began: conversation.holderNumber + 1,
      ...(context.counsellors.hub && { hub: { heard: 0 } }),
    },
  }
  return systemSays(waiting, newsOnJoining(conversation, waiting, context), context)
}

/** Whoever came by one press has not seen the card: it stands here, and things can still be taken off while waiting. */
function newsOnJoining(before: Conversation, waiting: Conversation, context: TalkContext): Spoken[] {
  const { t, locale } = sceneOf(waiting, context)
  const status = queueStatus(waiting, context)
  const joined = { text: t('handoff.joined') }
  if (before.talk.step === 'handover') return [joined, status]
  const card = handoverCard(waiting, locale, context)
  return [{ text: `${joined.text} ${status.text}` }, { ...status, text: whoComes(t, context), card }]
}

/** Nobody is here now: honestly said, with when they are back and who answers now. The talk goes on with the bot. */
export function nobodyHere(conversation: Conversation, context: TalkContext): Conversation {
  const { t, locale } = sceneOf(conversation, context)
  const { opensAt } = context.counsellors
  const at = context.now.toISOString()
  const text = opensAt === undefined ? t('handoff.nobody') : t('handoff.closedNow', { time: moment(opensAt, context.now, locale) })
  const choices = buttons(t, ...(opensAt === undefined ? ['handover.wait'] : []), 'continue')
  const { talk } = conversation
  const here = standing(conversation, talk.step === 'handover' ? backFromHandover(talk) : talk)
  const closed: Conversation = { ...here, handoff: { state: 'closed', at, why: 'nobodyHere' } }
  return botSays(
    closed,
    [{ text: `${text} ${t('handoff.openNow')}`, card: linesCard(conversation, context), choices, awaits: 'text' }],
    context,
  )
}

/** Where they stood before they asked for a human, with what they took off. */
export function backFromHandover(talk: Conversation['talk']): Conversation['talk'] {
  const place = talk.past.at(-1)
  return place === undefined ? { ...talk, step: 'offers' } : { ...talk, step: place.step, past: talk.past.slice(0, -1) }
}

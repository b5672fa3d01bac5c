import { translator } from '../locales/translate.ts'
import type { TalkContext } from './context.ts'
import type { Conversation, CounsellorId, Handoff } from './conversation.ts'
import { handBackToBot } from './handBack.ts'
import { passHolder } from './holder.ts'
import { later, systemSays, tell } from './log.ts'
import { offersCard } from './offerView.ts'
import { queueStatus } from './queueNews.ts'
import { buttons } from './scene.ts'

/** What a change by the desk comes to: the changed conversation, or why it may not be. */
export type Change =
  | { ok: true; conversation: Conversation }
  | { ok: false; why: 'taken' | 'notYours' | 'old' | 'ended' | 'gone'; by?: string }

/** A counsellor takes a waiting conversation. Taking one's own again is harmless; one taken by another says by whom. */
export function take(conversation: Conversation, counsellor: { id: CounsellorId; name: string }, context: TalkContext): Change {
  if (conversation.ended) return refused('ended')
  const { holder, handoff } = conversation
  if (holder.who === 'counsellor') {
    return holder.id === counsellor.id ? done(conversation) : { ok: false, why: 'taken', by: holder.name }
  }
  if (handoff?.state !== 'waiting') return refused('gone')
  const passed = passHolder(conversation, { who: 'counsellor', id: counsellor.id, name: counsellor.name })
  const taken: Conversation = {
    ...passed,
    taken: true,
    handoff: {
      state: 'with',
      counsellor: counsellor.id,
      since: context.now.toISOString(),
      removed: handoff.removed,
      ...(handoff.fromNumber !== undefined && { fromNumber: handoff.fromNumber }),
    },
  }
  return done(systemSays(taken, [{ text: words(conversation)('handoff.taken', { name: counsellor.name }), awaits: 'text' }], context))
}

/** The counsellor writes or inserts an offer. A resend (same clientId) counts once. */
export function say(
  conversation: Conversation,
  counsellor: { id: CounsellorId },
  holderNumber: number,
  said: { text?: string; offerId?: string; clientId?: string },
  context: TalkContext,
): Change {
  if (said.clientId !== undefined && conversation.log.some(line => line.from.who === 'counsellor' && line.clientId === said.clientId)) {
    return done(conversation)
  }
  const refusal = mayNot(conversation, counsellor, holderNumber)
  if (refusal) return refusal
  const { holder } = conversation
  if (holder.who !== 'counsellor') return refused('gone')
  const offer = said.offerId === undefined ? undefined : context.registry.offer(said.offerId)
  const text = said.text?.trim() ?? ''
  if (text === '' && !offer) return done(conversation)
  const spoken = {
    text: text === '' ? words(conversation)('handoff.offered') : text,
    ...(offer && { card: offersCard([offer], [], conversation.locale, context) }),
  }
  const sent = said.clientId === undefined ? {} : { clientId: said.clientId }
  return done(heardFrom(tell(conversation, holder, spoken, context, sent), context))
}

/** The counsellor gives the conversation back: the bot has the word and says so. */
export function giveBack(conversation: Conversation, counsellor: { id: CounsellorId }, holderNumber: number, context: TalkContext): Change {
  const refusal = mayNot(conversation, counsellor, holderNumber)
  if (refusal) return refusal
  return done(handBackToBot(conversation, 'givenBack', [{ text: words(conversation)('handoff.givenBack') }], context))
}

/** The counsellor ends the conversation. The citizen is told what happens now and how long it is kept. */
export function close(conversation: Conversation, counsellor: { id: CounsellorId }, holderNumber: number, context: TalkContext): Change {
  const refusal = mayNot(conversation, counsellor, holderNumber)
  if (refusal) return refusal
  const at = context.now.toISOString()
  const t = words(conversation)
  const closed: Conversation = {
    ...passHolder(conversation, { who: 'bot' }),
    handoff: { state: 'closed', at, why: 'done' },
    ended: { at, why: 'counsellorClosed' },
  }
  const told = { text: t('handoff.closed', { hours: context.takenKeptHours ?? 24 }), choices: buttons(t, 'erase', 'new') }
  return done(systemSays(closed, [told], context))
}

/** The counsellor has been gone too long: back to the head of the queue, and the citizen is told. */
export function vanish(conversation: Conversation, context: TalkContext): Change {
  if (conversation.ended) return refused('ended')
  const { handoff } = conversation
  if (handoff?.state !== 'with') return refused('gone')
  const at = context.now.toISOString()
  const waiting: Handoff = {
    state: 'waiting',
    since: at,
    toldAt: at,
    urgency: conversation.urgency.level,
    removed: handoff.removed,
    head: true,
    ...(handoff.fromNumber !== undefined && { fromNumber: handoff.fromNumber }),
  }
  const queued: Conversation = { ...passHolder(conversation, { who: 'queue' }), handoff: waiting }
  return done(systemSays(queued, [{ text: words(conversation)('handoff.vanished') }, queueStatus(queued, context)], context))
}

/** The counsellor's connection is gone; the two minutes count from here. */
export function markGone(conversation: Conversation, context: TalkContext): Change {
  const { handoff } = conversation
  if (handoff?.state !== 'with') return refused('gone')
  if (handoff.goneSince !== undefined) return done(conversation)
  return done({ ...conversation, handoff: { ...handoff, goneSince: context.now.toISOString() } })
}

/** The counsellor is connected again. */
export function markBack(conversation: Conversation, _context: TalkContext): Change {
  const { handoff } = conversation
  if (handoff?.state !== 'with') return refused('gone')
  const { goneSince, ...here } = handoff
  return done(goneSince === undefined ? conversation : { ...conversation, handoff: here })
}

/** The citizen no longer waits; the bot has the word again. */
export function withdraw(conversation: Conversation, context: TalkContext): Change {
  if (conversation.ended) return refused('ended')
  if (conversation.handoff?.state !== 'waiting') return refused('gone')
  return done(handBackToBot(conversation, 'withdrawn', [{ text: words(conversation)('handoff.withdrawn') }], context))
}

/** One of the two has seen the log up to a number; it never goes back. */
export function seen(conversation: Conversation, by: 'citizen' | 'counsellor', number: number): Change {
  const field = by === 'citizen' ? 'seenByCitizen' : 'seenByCounsellor'
  const upTo = Math.min(Math.trunc(number), conversation.log.length)
  if (!(upTo > (conversation[field] ?? 0))) return done(conversation)
  return done({ ...conversation, [field]: upTo })
}

function mayNot(conversation: Conversation, counsellor: { id: CounsellorId }, holderNumber: number): Change | undefined {
  if (conversation.ended) return refused('ended')
  const { holder } = conversation
  if (holder.who !== 'counsellor') return refused('gone')
  if (holder.id !== counsellor.id) return { ok: false, why: 'notYours', by: holder.name }
  if (holderNumber !== conversation.holderNumber) return refused('old')
  return undefined
}

/** The counsellor is here after all, and idle time starts anew. */
function heardFrom(conversation: Conversation, context: TalkContext): Conversation {
  const here = markBack(conversation, context)
  const lastWordAt = later(conversation.lastWordAt, context.now)
  return { ...(here.ok ? here.conversation : conversation), lastWordAt }
}

const words = (conversation: Conversation) => translator(conversation.locale)
const done = (conversation: Conversation): Change => ({ ok: true, conversation })
const refused = (why: 'taken' | 'notYours' | 'old' | 'ended' | 'gone'): Change => ({ ok: false, why })

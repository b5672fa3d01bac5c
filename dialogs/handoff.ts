import { type Change, done, mayNot, refused, words } from './change.ts'
import type { TalkContext } from './context.ts'
import type { Conversation, CounsellorId, Handoff } from './conversation.ts'
import { handBackToBot } from './handBack.ts'
import { beganOf, passHolder } from './holder.ts'
import { cameAfter, later, systemSays, tell } from './log.ts'
import { offersCard } from './offerView.ts'
import { queueStatus } from './queueNews.ts'
import { seatOf } from './seat.ts'
import type { Spoken } from './spoken.ts'

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
      ...beganOf(conversation),
      ...(handoff.hub && { hub: { heard: handoff.hub.heard } }),
    },
  }
  return done(systemSays(taken, [whoIsHere(taken, counsellor.name, context)], context))
}

/** Who came, that it is a human, and whose; `after`: who had it before. */
export function whoIsHere(conversation: Conversation, name: string, { counsellors }: TalkContext, after?: string): Spoken {
  const t = words(conversation)
  const { organisation } = counsellors
  const here = organisation === undefined ? t('handoff.taken', { name }) : t('handoff.takenOf', { name, organisation })
  return { text: after === undefined ? here : `${t('handoff.passedTo', { name: after })} ${here}`, awaits: 'text' }
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
  const refusal = mayNotSpeak(conversation, counsellor, holderNumber)
  if (refusal) return refusal
  const speaker = speakerOf(conversation, counsellor)
  if (speaker === undefined) return refused('gone')
  const offer = said.offerId === undefined ? undefined : context.registry.offer(said.offerId)
  const text = said.text?.trim() ?? ''
  if (text === '' && !offer) return done(conversation)
  const spoken = {
    text: text === '' ? words(conversation)('handoff.offered') : text,
    ...(offer && { card: offersCard([offer], [], conversation.locale, context) }),
  }
  const sent = said.clientId === undefined ? {} : { clientId: said.clientId }
  const after = tell(conversation, speaker, spoken, context, sent)
  return done(speaker.id === holderOf(conversation) ? heardFrom(after, context) : after)
}

/** The counsellor has been gone too long: back to the head of the queue, and the citizen is told. */
export function vanish(conversation: Conversation, context: TalkContext): Change {
  if (conversation.ended) return refused('ended')
  return conversation.handoff?.state === 'with' ? done(toHead(conversation, 'handoff.vanished', context)) : refused('gone')
}

/** Back into our own queue, before everyone of the same urgency; `why` is the text that tells it. */
export function toHead(conversation: Conversation, why: string, context: TalkContext): Conversation {
  const { handoff } = conversation
  if (handoff?.state !== 'with') return conversation
  const at = context.now.toISOString()
  const waiting: Handoff = {
    state: 'waiting',
    since: at,
    ...cameAfter(at, context),
    toldAt: at,
    urgency: conversation.urgency.level,
    removed: handoff.removed,
    head: true,
    ...(handoff.fromNumber !== undefined && { fromNumber: handoff.fromNumber }),
    ...beganOf(conversation),
  }
  const queued: Conversation = { ...passHolder(conversation, { who: 'queue' }), handoff: waiting }
  return systemSays(queued, [{ text: words(conversation)(why) }, queueStatus(queued, context)], context)
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

/** The counsellor is here after all, and idle time starts anew. */
function heardFrom(conversation: Conversation, context: TalkContext): Conversation {
  const here = markBack(conversation, context)
  const lastWordAt = later(conversation.lastWordAt, context.now)
  return { ...(here.ok ? here.conversation : conversation), lastWordAt }
}

/** Whoever has it, and whoever came in, may write to the citizen, knowing this holder number. */
function mayNotSpeak(conversation: Conversation, counsellor: { id: CounsellorId }, holderNumber: number): Change | undefined {
  const cameIn = seatOf(conversation, counsellor) === 'joined'
  return mayNot(conversation, cameIn ? { id: holderOf(conversation) ?? '' } : counsellor, holderNumber)
}

function speakerOf({ holder, handoff }: Conversation, { id }: { id: CounsellorId }) {
  if (handoff?.state !== 'with' || holder.who !== 'counsellor') return undefined
  const one = holder.id === id ? holder : handoff.joined?.find(joined => joined.id === id)
  return one && { who: 'counsellor' as const, id: one.id, name: one.name }
}

const holderOf = ({ holder }: Conversation): CounsellorId | undefined => (holder.who === 'counsellor' ? holder.id : undefined)

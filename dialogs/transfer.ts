import { type Change, done, mayNot, refused } from './change.ts'
import type { TalkContext } from './context.ts'
import type { Colleague, Conversation, CounsellorId, Handoff, Offered } from './conversation.ts'
import { toHead, whoIsHere } from './handoff.ts'
import { passHolder } from './holder.ts'
import { systemSays } from './log.ts'

type With = Extract<Handoff, { state: 'with' }>

/**
 * A colleague or a team is asked to take the conversation over. Whoever has it keeps it, and goes on talking, until somebody does; nobody who waits
 * for an answer is ever without a counsellor.
 */
export function offerTo(
  conversation: Conversation,
  counsellor: { id: CounsellorId },
  holderNumber: number,
  offer: Pick<Offered, 'to' | 'orElse'> & { note?: string },
  context: TalkContext,
): Change {
  const refusal = mayNot(conversation, counsellor, holderNumber)
  if (refusal) return refusal
  const { handoff } = conversation
  if (handoff?.state !== 'with') return refused('gone')
  if (handoff.offered) return sameTo(handoff.offered.to, offer.to) ? done(conversation) : refused('offered')
  if ('counsellor' in offer.to && offer.to.counsellor === counsellor.id) return refused('notYours')
  const { offerEnded: _, ...rest } = handoff
  return done(withHandoff(conversation, { ...rest, offered: { ...offer, at: context.now.toISOString(), declined: [] } }))
}

/** Whoever asked takes the question back. */
export function takeOfferBack(conversation: Conversation, counsellor: { id: CounsellorId }, holderNumber: number): Change {
  const refusal = mayNot(conversation, counsellor, holderNumber)
  if (refusal) return refusal
  const { handoff } = conversation
  if (handoff?.state !== 'with') return refused('gone')
  const { offered: _, ...rest } = handoff
  return done(withHandoff(conversation, rest))
}

/** The colleague who was asked, or one of the team, takes it over; the citizen is told. The first one has it. */
export function acceptOffer(
  conversation: Conversation,
  counsellor: Colleague & { teams: readonly string[] },
  context: TalkContext,
): Change {
  if (conversation.ended) return refused('ended')
  const { holder, handoff } = conversation
  if (holder.who === 'counsellor' && holder.id === counsellor.id) return done(conversation)
  if (handoff?.state !== 'with' || holder.who !== 'counsellor') return refused('gone')
  if (!isAsked(handoff.offered, counsellor)) return { ok: false, why: 'taken', by: holder.name }
  const { offered: _, offerEnded: __, goneSince: ___, advisers, joined, ...rest } = handoff
  const passed = passHolder(conversation, { who: 'counsellor', id: counsellor.id, name: counsellor.name })
  const taken = withHandoff(passed, {
    ...rest,
    ...others('advisers', advisers, counsellor),
    ...others('joined', joined, counsellor),
    counsellor: counsellor.id,
    since: context.now.toISOString(),
  })
  return done(systemSays(taken, [whoIsHere(taken, counsellor.name, context, holder.name)], context))
}

/** One who was asked says no. `left`: how many others of the team can still say yes. */
export function declineOffer(
  conversation: Conversation,
  counsellor: Colleague & { teams: readonly string[] },
  left: number,
  context: TalkContext,
): Change {
  const { handoff } = conversation
  if (handoff?.state !== 'with' || !isAsked(handoff.offered, counsellor)) return refused('gone')
  if ('team' in handoff.offered.to && left > 0) {
    const declined = [...handoff.offered.declined, counsellor.id]
    return done(withHandoff(conversation, { ...handoff, offered: { ...handoff.offered, declined } }))
  }
  return done(nobodyTook(conversation, 'declined', context))
}

/** Nobody took it: back to whoever asked, or to the head of the queue where they wished so or are gone themselves. Never into a void. */
export function nobodyTook(conversation: Conversation, why: 'declined' | 'unanswered', context: TalkContext): Conversation {
  const { handoff } = conversation
  if (handoff?.state !== 'with' || !handoff.offered) return conversation
  const { offered, ...rest } = handoff
  const at = context.now.toISOString()
  const back = withHandoff(conversation, { ...rest, offerEnded: { name: offered.to.name, why, at } })
  return offered.orElse === 'queue' || rest.goneSince !== undefined ? toHead(back, 'handoff.passedOn', context) : back
}

/** Whether this counsellor is one of those who are asked, and has not said no. */
export function isAsked(offered: Offered | undefined, { id, teams }: { id: CounsellorId; teams: readonly string[] }): offered is Offered {
  if (offered === undefined || offered.declined.includes(id)) return false
  return 'counsellor' in offered.to ? offered.to.counsellor === id : teams.includes(offered.to.team)
}

const withHandoff = (conversation: Conversation, handoff: With): Conversation => ({ ...conversation, handoff })

function others<K extends 'advisers' | 'joined'>(key: K, all: Colleague[] | undefined, { id }: Colleague): Partial<Record<K, Colleague[]>> {
  const left = all?.filter(one => one.id !== id) ?? []
  return left.length > 0 ? ({ [key]: left } as Record<K, Colleague[]>) : {} // a computed key loses its name for the compiler
}

const sameTo = (a: Offered['to'], b: Offered['to']): boolean => JSON.stringify(a) === JSON.stringify(b)

import { type Change, done, mayNot, refused, words } from './change.ts'
import type { TalkContext } from './context.ts'
import type { Aside, Colleague, Conversation, CounsellorId, Handoff } from './conversation.ts'
import { systemSays } from './log.ts'
import { seatOf } from './seat.ts'

type With = Extract<Handoff, { state: 'with' }>

/** A colleague is asked for advice: they read along, unseen by the citizen, who was told before that it may happen. */
export function consult(conversation: Conversation, counsellor: { id: CounsellorId }, holderNumber: number, colleague: Colleague): Change {
  const refusal = mayNot(conversation, counsellor, holderNumber)
  if (refusal) return refusal
  const { handoff } = conversation
  if (handoff?.state !== 'with' || colleague.id === counsellor.id) return refused('notYours')
  if (seatOf(conversation, colleague)) return done(conversation)
  return done(withHandoff(conversation, { ...handoff, advisers: [...(handoff.advisers ?? []), colleague] }))
}

/** A supervisor comes into the talk: from here on they may write, and the citizen is told who they are. Whoever has the conversation keeps it. */
export function join(conversation: Conversation, supervisor: Colleague, context: TalkContext): Change {
  if (conversation.ended) return refused('ended')
  const { handoff, holder } = conversation
  if (handoff?.state !== 'with' || holder.who !== 'counsellor' || handoff.hub) return refused('gone')
  const seat = seatOf(conversation, supervisor)
  if (seat === 'holder' || seat === 'joined') return done(conversation)
  const joined = withHandoff(conversation, {
    ...withoutColleague(handoff, supervisor.id),
    joined: [...(handoff.joined ?? []), supervisor],
  })
  const text = words(conversation)('handoff.joinedIn', { name: supervisor.name, other: holder.name })
  return done(systemSays(joined, [{ text, awaits: 'text' }], context))
}

/** Whoever was asked for advice, or came in, leaves it; whoever has it may also send them out. Told to the citizen only if they knew of them. */
export function stepOut(conversation: Conversation, by: { id: CounsellorId }, who: CounsellorId, context: TalkContext): Change {
  const { handoff, holder } = conversation
  if (handoff?.state !== 'with' || holder.who !== 'counsellor') return refused('gone')
  if (by.id !== who && by.id !== holder.id) return refused('notYours')
  const known = handoff.joined?.find(({ id }) => id === who)
  const left = withHandoff(conversation, withoutColleague(handoff, who))
  if (!known) return done(left)
  const text = words(conversation)('handoff.joinedOut', { name: known.name, other: holder.name })
  return done(systemSays(left, [{ text, awaits: 'text' }], context))
}

/** A word from counsellor to counsellor. A resend (same clientId) counts once. `may`: a supervisor who reads along writes, too. */
export function aside(
  conversation: Conversation,
  from: Colleague & { may?: boolean },
  said: { text: string; clientId: string },
  context: TalkContext,
): Change {
  const { asides = [] } = conversation
  if (asides.some(one => one.from.id === from.id && one.clientId === said.clientId)) return done(conversation)
  if (conversation.handoff?.state !== 'with' || (!seatOf(conversation, from) && !from.may)) return refused('notYours')
  if (asides.length >= mostAsides) return refused('ended')
  const word: Aside = { id: context.newId(), at: context.now.toISOString(), from: { id: from.id, name: from.name }, ...said }
  return done({ ...conversation, asides: [...asides, word] })
}

const mostAsides = 500

const withHandoff = (conversation: Conversation, handoff: With): Conversation => ({ ...conversation, handoff })

function withoutColleague({ advisers, joined, ...rest }: With, who: CounsellorId): With {
  const [read, write] = [advisers, joined].map(all => all?.filter(({ id }) => id !== who) ?? [])
  return { ...rest, ...(read?.length && { advisers: read }), ...(write?.length && { joined: write }) }
}

import { type Change, done, refused, words } from './change.ts'
import type { TalkContext } from './context.ts'
import type { Conversation } from './conversation.ts'
import { handBackToBot } from './handBack.ts'
import { say, take, whoIsHere } from './handoff.ts'
import { passHolder } from './holder.ts'
import { systemSays } from './log.ts'
import { linesCard, queueStatus } from './queueNews.ts'
import { close, giveBack } from './wrapUp.ts'

/** What a hub outside our house tells of a handoff that it was given. Its events are numbered from 1 without gaps. */
export type HubNews = { sequence: number } & (
  | { state: 'queued'; ahead?: number | undefined; minutes?: number | undefined }
  | { state: 'accepted'; counsellor: { id: string; name: string } }
  | { state: 'message'; text: string }
  | { state: 'completed'; next: 'bot' | 'end'; summary?: string | undefined }
  | { state: 'failed' }
)

/** What came of it. `again`: taken in before. `early`: an event before it is missing; the number of the one that is wanted. */
export type Heard = Change | { ok: false; why: 'again' } | { ok: false; why: 'early'; wanted: number }

/** Takes in what an outside hub tells: each event once, in order. What is no longer at that hub is `gone`. Pure. */
export function hearHub(conversation: Conversation, news: HubNews, context: TalkContext): Heard {
  const heard = conversation.handoff?.hub?.heard
  if (heard === undefined) return refused('gone')
  if (news.sequence <= heard) return { ok: false, why: 'again' }
  if (news.sequence > heard + 1) return { ok: false, why: 'early', wanted: heard + 1 }
  const change = takenIn(conversation, news, context)
  return change.ok ? done(counted(change.conversation, news.sequence)) : change
}

/** The hub cannot be reached, or has given up: to our own desk where somebody is here, else the bot, honestly, with who answers now. */
export function hubFailed(conversation: Conversation, context: TalkContext): Change {
  const { handoff } = conversation
  if (conversation.ended || handoff?.state === 'closed' || !handoff?.hub) return refused('gone')
  const t = words(conversation)
  const here = context.counsellors.hub?.atOwnDesk ?? context.counsellors.present
  if (here === 0) {
    const said = { text: `${t('handoff.hubFailed')} ${t('handoff.openNow')}`, card: linesCard(conversation, context) }
    return done(handBackToBot(conversation, 'nobodyHere', [said], context))
  }
  const at = context.now.toISOString()
  const { removed, fromNumber, began } = handoff
  const ours: Conversation = {
    ...passHolder(conversation, { who: 'queue' }),
    handoff: {
      state: 'waiting',
      // Who waited there has waited; nobody begins anew because of us.
      since: handoff.state === 'waiting' ? handoff.since : at,
      toldAt: at,
      urgency: conversation.urgency.level,
      head: handoff.state === 'with',
      removed,
      ...(fromNumber !== undefined && { fromNumber }),
      ...(began !== undefined && { began }),
    },
  }
  const status = queueStatus(ours, context)
  return done(systemSays(ours, [{ ...status, text: `${t('handoff.hubFailed')} ${status.text}` }], context))
}

function takenIn(conversation: Conversation, news: HubNews, context: TalkContext): Change {
  if (conversation.ended || conversation.handoff?.state === 'closed') return done(conversation)
  if (news.state === 'queued') return queued(conversation, news, context)
  if (news.state === 'accepted') return accepted(conversation, news.counsellor, context)
  if (news.state === 'failed') return hubFailed(conversation, context)
  const { holder, holderNumber } = conversation
  // "Handed over" is only what a human there has accepted.
  if (holder.who !== 'counsellor') return news.state === 'completed' ? hubFailed(conversation, context) : refused('gone')
  if (news.state === 'message') return say(conversation, holder, holderNumber, { text: news.text }, context)
  if (news.next === 'end') return close(conversation, holder, holderNumber, context)
  return giveBack(conversation, holder, holderNumber, context, news.summary)
}

function queued(
  conversation: Conversation,
  { ahead, minutes }: { ahead?: number | undefined; minutes?: number | undefined },
  context: TalkContext,
) {
  const { handoff } = conversation
  if (handoff?.state !== 'waiting' || !handoff.hub) return done(conversation)
  const hub = { heard: handoff.hub.heard, ...(ahead !== undefined && { ahead }), ...(minutes !== undefined && { minutes }) }
  const told = { toldAt: context.now.toISOString(), ...(ahead !== undefined && { toldAhead: ahead }) }
  const waiting: Conversation = { ...conversation, handoff: { ...handoff, ...told, hub } }
  return done(systemSays(waiting, [queueStatus(waiting, context)], context))
}

function accepted(conversation: Conversation, { id, name }: { id: string; name: string }, context: TalkContext): Change {
  const counsellor = { id: `hub:${id}`, name }
  const { holder, handoff } = conversation
  if (holder.who !== 'counsellor' || handoff?.state !== 'with' || holder.id === counsellor.id)
    return take(conversation, counsellor, context)
  // Passed on over there.
  const passed: Conversation = {
    ...passHolder(conversation, { who: 'counsellor', ...counsellor }),
    handoff: { ...handoff, counsellor: counsellor.id, since: context.now.toISOString() },
  }
  return done(systemSays(passed, [whoIsHere(passed, name, context, holder.name)], context))
}

/** With the number of the event, unless it is no longer at that hub. */
function counted(conversation: Conversation, heard: number): Conversation {
  const { handoff } = conversation
  if (!handoff?.hub) return conversation
  if (handoff.state === 'waiting') return { ...conversation, handoff: { ...handoff, hub: { ...handoff.hub, heard } } }
  return { ...conversation, handoff: { ...handoff, hub: { heard } } }
}

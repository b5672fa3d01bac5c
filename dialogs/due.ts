import type { TalkContext } from './context.ts'
import type { Conversation } from './conversation.ts'
import { handBackToBot } from './handBack.ts'
import { vanish } from './handoff.ts'
import { closedOf, passHolder } from './holder.ts'
import { moment } from './hoursView.ts'
import { botSays, systemSays } from './log.ts'
import { isOtherwise, linesCard, queueLines, queueStatus, toldNow } from './queueNews.ts'
import { buttons, sceneOf } from './scene.ts'
import { nobodyTook } from './transfer.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** When the clock acts, in milliseconds after what it counts from. */
export const times = {
  news: 60 * second,
  /** Nobody has come: open lines, for those in danger sooner. */
  linesFlagged: 60 * second,
  lines: 3 * minute,
  /** Nobody came at all: the waiting runs out, honestly said. */
  runsOut: 60 * minute,
  vanished: 2 * minute,
  /** A colleague was asked to take over and has not answered. */
  offered: 60 * second,
  idleWarning: 28 * minute,
  idle: 30 * minute,
  afterEnd: 5 * minute,
  idleWithCounsellor: 24 * hour,
}

/** What the clock asks of a conversation now; undefined: nothing yet. Asked again until it has nothing to ask. Pure. */
export function due(conversation: Conversation, context: TalkContext): { forget: true } | { conversation: Conversation } | undefined {
  const now = context.now.getTime()
  const { ended, handoff, holder } = conversation
  if (ended) return now >= forgottenAt(conversation, ended.at, context.takenKeptHours) ? { forget: true } : undefined
  if (handoff?.state === 'with') return dueWithCounsellor(conversation, context)
  if (handoff?.state === 'waiting' && holder.who === 'queue') return dueWaiting(conversation, context)
  return dueIdle(conversation, context)
}

/** When the clock must look again, at the latest. */
export function nextDue(conversation: Conversation, takenKeptHours?: number): Date {
  const { ended, handoff, lastWordAt } = conversation
  if (ended) return new Date(forgottenAt(conversation, ended.at, takenKeptHours))
  if (handoff?.state === 'with') {
    const leaves = handoff.goneSince === undefined ? at(lastWordAt) + times.idleWithCounsellor : at(handoff.goneSince) + times.vanished
    return new Date(Math.min(leaves, handoff.offered ? at(handoff.offered.at) + times.offered : Number.POSITIVE_INFINITY))
  }
  if (handoff?.state === 'waiting') {
    const lines = handoff.openLinesShown ? Number.POSITIVE_INFINITY : linesAt(conversation, handoff)
    return new Date(Math.min(at(handoff.toldAt) + times.news, at(handoff.since) + times.runsOut, lines))
  }
  return new Date(idleSince(conversation) + (warned(conversation) ? times.idle : times.idleWarning))
}

function dueWaiting(conversation: Conversation, context: TalkContext) {
  const { handoff } = conversation
  if (handoff?.state !== 'waiting') return undefined
  const now = context.now.getTime()
  const { present, opensAt } = context.counsellors
  const closedForToday = present === 0 && opensAt !== undefined
  if (closedForToday || now >= at(handoff.since) + times.runsOut) return { conversation: ranOut(conversation, context) }
  const { toldNobody: _, ...waiting } = handoff
  const told = { ...waiting, ...toldNow(conversation, context) }
  if (!handoff.openLinesShown && now >= linesAt(conversation, handoff)) {
    const shown: Conversation = { ...conversation, handoff: { ...told, openLinesShown: true } }
    return { conversation: systemSays(shown, [queueLines(shown, context)], context) }
  }
  if (now < at(handoff.toldAt) + times.news && !isOtherwise(handoff, conversation, context)) return undefined
  const next: Conversation = { ...conversation, handoff: told }
  return { conversation: systemSays(next, [queueStatus(next, context)], context) }
}

function dueWithCounsellor(conversation: Conversation, context: TalkContext) {
  const { handoff, lastWordAt } = conversation
  if (handoff?.state !== 'with') return undefined
  const now = context.now.getTime()
  if (handoff.goneSince !== undefined && now >= at(handoff.goneSince) + times.vanished) {
    const change = vanish(conversation, context)
    return change.ok ? { conversation: change.conversation } : undefined
  }
  if (handoff.offered && now >= at(handoff.offered.at) + times.offered)
    return { conversation: nobodyTook(conversation, 'unanswered', context) }
  return now >= at(lastWordAt) + times.idleWithCounsellor ? { conversation: endedIdle(conversation, context) } : undefined
}

/** Only the bot has it: a warning two minutes before, then it is forgotten. What a counsellor took is ended and kept its hours. */
function dueIdle(conversation: Conversation, context: TalkContext) {
  const now = context.now.getTime()
  const since = idleSince(conversation)
  const past = now >= since + times.idle
  // Half an hour is a promise: who could not be warned, as the server was away, is forgotten all the same.
  if (past && conversation.taken) return { conversation: endedIdle(conversation, context) }
  if (past) return { forget: true as const }
  if (now < since + times.idleWarning || warned(conversation)) return undefined
  const { t } = sceneOf(conversation, context)
  const spoken = { text: t('talk.idle'), choices: buttons(t, 'stay', 'human', 'erase') }
  return { conversation: { ...botSays(conversation, [spoken], context), idleWarnedAt: context.now.toISOString() } }
}

function ranOut(conversation: Conversation, context: TalkContext): Conversation {
  const { t, locale } = sceneOf(conversation, context)
  const { opensAt } = context.counsellors
  const why = opensAt === undefined ? t('handoff.ranOut') : t('handoff.closedNow', { time: moment(opensAt, context.now, locale) })
  const said = { text: `${why} ${t('handoff.openNow')}`, card: linesCard(conversation, context) }
  return handBackToBot(conversation, 'nobodyHere', [said], context)
}

const endedIdle = (conversation: Conversation, context: TalkContext): Conversation => {
  const { t } = sceneOf(conversation, context)
  const spoken = { text: t('handoff.idleEnded', { hours: context.takenKeptHours ?? 24 }), choices: buttons(t, 'erase', 'new') }
  const at = context.now.toISOString()
  const closed = conversation.handoff?.state === 'with' ? { handoff: closedOf(conversation, at, 'done') } : {}
  const holder = conversation.holder.who === 'bot' ? conversation : passHolder(conversation, { who: 'bot' })
  return { ...systemSays(holder, [spoken], context), ...closed, ended: { at, why: 'idle' } }
}

const linesAt = ({ urgency }: Conversation, { since }: { since: string }) =>
  at(since) + (urgency.level === 'none' ? times.lines : times.linesFlagged)

/** Waiting does not count as idle: time starts anew when the handoff closed. */
function idleSince({ lastWordAt, handoff }: Conversation): number {
  return Math.max(at(lastWordAt), handoff?.state === 'closed' ? at(handoff.at) : 0)
}

const warned = (conversation: Conversation) =>
  conversation.idleWarnedAt !== undefined && at(conversation.idleWarnedAt) > idleSince(conversation)

const forgottenAt = ({ taken }: Conversation, endedAt: string, takenKeptHours = 24) =>
  at(endedAt) + (taken ? takenKeptHours * hour : times.afterEnd)

const at = (iso: string) => Date.parse(iso)

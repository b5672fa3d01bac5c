import type { TalkContext } from '../../dialogs/context.ts'
import type { Conversation } from '../../dialogs/conversation.ts'
import { passedOn } from '../../dialogs/handoverCard.ts'
import { handoffIdOf } from '../../dialogs/holder.ts'
import { handoffValue } from './handoffValue.ts'

/** How far an outside hub has been told of a conversation: no words, so that it may outlive them. */
export interface Cursor {
  handoffId: string
  /** Log number up to which the hub has the lines. */
  number: number
  /** How often the card was sent, and what it stood for. */
  cards: number
  card: string
}

/** The next thing to send, and what is known of the hub once it has it; `done`: it needs nothing more. */
export interface Outgoing {
  activity: { id: string; type: string } & Record<string, unknown>
  after: Cursor | 'done'
  /** Somebody waits behind it: a new handoff of the same conversation. */
  waits?: boolean
}

/**
 * What an outside hub has not got yet, one activity at a time, in order: the card, the lines since the citizen asked for a human, the end. Worked
 * out from the conversation as it stands, so that nothing is lost by a crash; an activity sent twice has the same id. Pure.
 */
export function nextFor(
  conversation: Conversation | undefined,
  cursor: Cursor | undefined,
  context: (conversation: Conversation) => TalkContext,
): Outgoing | undefined {
  const handoff = conversation?.handoff
  const open = handoff !== undefined && handoff.state !== 'closed' && handoff.hub ? handoff : undefined
  const handoffId = conversation && handoffIdOf(conversation)
  if (cursor && (!open || cursor.handoffId !== handoffId))
    return { ...ended(cursor, whyEnded(conversation, cursor)), waits: open !== undefined }
  if (!open || !conversation || handoffId === undefined) return undefined
  const card = JSON.stringify([open.removed, conversation.urgency.level])
  if (cursor?.card !== card) {
    const cards = (cursor?.cards ?? 0) + 1
    const number = cursor?.number ?? (open.fromNumber ?? 1) - 1
    return {
      activity: initiate(`${handoffId}.initiate.${cards}`, conversation, context(conversation)),
      after: { handoffId, number, cards, card },
    }
  }
  // The hub's own words come back to it from nobody.
  const line = passedOn(conversation).find(({ number, from }) => number > cursor.number && from.who !== 'counsellor')
  if (line === undefined) return undefined
  return { activity: message(line, conversation, handoffId), after: { ...cursor, number: line.number } }
}

const initiate = (id: string, conversation: Conversation, context: TalkContext) => ({
  ...base(id, 'event', context.now.toISOString(), conversation),
  name: 'handoff.initiate',
  value: handoffValue(conversation, context),
  attachments: [],
  entities: [],
})

function message({ id, at, number, from, spoken }: ReturnType<typeof passedOn>[number], conversation: Conversation, handoffId: string) {
  const citizen = from.who === 'citizen'
  return {
    ...base(id, 'message', at, conversation),
    from: citizen ? { id: 'citizen', role: 'user' } : { id: 'brobygger', name: 'Brobygger', role: 'bot' },
    text: spoken.text,
    textFormat: 'plain',
    value: { handoffId, sequence: number },
    ...(spoken.urgent && { importance: 'high' }),
  }
}

const base = (id: string, type: string, timestamp: string, conversation: Conversation) => ({
  id,
  type,
  timestamp,
  channelId: conversation.channel,
  conversation: { id: conversation.id },
  locale: conversation.locale,
})

/** The last that the hub hears of a handoff: over, and why; after `erased` it must forget everything it has of it. */
function ended({ handoffId, number }: Cursor, reason: string): Outgoing {
  const state = reason === 'done' || reason === 'givenBack' ? 'completed' : 'failed'
  return {
    activity: {
      id: `${handoffId}.ended`,
      type: 'event',
      name: 'handoff.status',
      conversation: { id: handoffId.slice(0, handoffId.lastIndexOf('.')) },
      value: { handoffId, sequence: number + 1, state, reason },
    },
    after: 'done',
  }
}

function whyEnded(conversation: Conversation | undefined, { handoffId }: Cursor): string {
  if (conversation === undefined) return 'erased'
  const { handoff } = conversation
  return handoff?.state === 'closed' && handoffIdOf(conversation) === handoffId ? handoff.why : 'takenBack'
}

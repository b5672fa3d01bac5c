import type { TalkContext } from '../dialogs/context.ts'
import type { Conversation, Entry, Incoming, Locale } from '../dialogs/conversation.ts'
import { seen } from '../dialogs/handoff.ts'
import { hearCitizen, startConversation } from '../dialogs/hear.ts'
import { changeLanguage } from '../dialogs/language.ts'
import { Refusal } from './refusal.ts'
import type { Services } from './services.ts'

/** What a turn came to; all of it is durable when it is told. */
export interface Turn {
  conversation: Conversation
  /** The citizen's own line, with the server's id: the same for the same message sent again. */
  heard: Entry
  /** What was said back, in order; none when the message was known already. */
  replies: Entry[]
  /** The conversation now waits for a counsellor and did not before. */
  passed: boolean
}

type Door = Pick<Services, 'conversations' | 'context'>

/** What else belongs to the turn and is written with it, where a channel asks for more: before the words are heard (the log keeps its length), and after. */
export interface Around {
  before?(conversation: Conversation): Conversation
  after?(conversation: Conversation, context: TalkContext): Conversation
}
const same = (conversation: Conversation) => conversation

/** A log this long is no talk: each turn writes it whole. */
const longestLog = 2000

/**
 * One turn: one read and one compare-and-set write of state, the citizen's line and the replies together. Turns of one conversation come one
 * after the other. Throws Refusal where there is no such conversation or it takes no more words.
 */
export async function hear(
  door: Door,
  id: string,
  incoming: Incoming,
  { before: first = same, after: last = same }: Around = {},
): Promise<Turn> {
  const turn = await door.conversations.change<Turn | Refusal>(id, before => {
    const known = sentBefore(before, incoming)
    if (known) return { result: { conversation: before, heard: known, replies: [], passed: false } }
    if (before.log.length >= longestLog) return { result: new Refusal(409, 'ConversationLong') }
    const context = door.context(before.municipality, id)
    const after = last(hearCitizen(first(before), incoming, context), context)
    const news = after.log.slice(before.log.length)
    const heard = news.find(entry => entry.from.who === 'citizen')
    if (heard === undefined) throw new Error('dialogs/hear.ts writes every new message down, and did not')
    const passed = before.holder.who === 'bot' && after.holder.who === 'queue'
    return { value: after, result: { conversation: after, heard, replies: news.filter(entry => entry !== heard), passed } }
  })
  if (turn === undefined) throw new Refusal(404, 'ConversationGone')
  if (turn instanceof Refusal) throw turn
  return turn
}

/** The conversation with its welcome, made once however often it is asked for; `made` says whether it was now. */
export async function start(
  door: Door,
  wanted: Pick<Conversation, 'id' | 'municipality' | 'locale' | 'address'> & Partial<Pick<Conversation, 'channel'>>,
): Promise<{ conversation: Conversation; made: boolean }> {
  const there = (await door.conversations.read(wanted.id))?.value
  if (there) return { conversation: there, made: false }
  const conversation = startConversation({ channel: 'web', ...wanted }, door.context(wanted.municipality))
  try {
    await door.conversations.create(wanted.id, conversation)
    return { conversation, made: true }
  } catch (error) {
    const first = (await door.conversations.read(wanted.id))?.value // someone started it in between
    if (first === undefined) throw error
    return { conversation: first, made: false }
  }
}

/** Gone at once: whoever looks at it is told through `changes`. */
export const erase = (door: Door, id: string): Promise<void> => door.conversations.forget(id)

/** The citizen has seen the log up to this number. */
export async function seenByCitizen(door: Door, id: string, number: number): Promise<void> {
  await door.conversations.change(id, before => {
    const change = seen(before, 'citizen', number)
    return change.ok ? { value: change.conversation, result: true } : { result: false }
  })
}

export async function speakIn(door: Door, id: string, locale: Locale): Promise<void> {
  await door.conversations.change(id, before => {
    if (before.locale === locale) return { result: true }
    return { value: changeLanguage(before, locale, door.context(before.municipality, id)), result: true }
  })
}

const sentBefore = (conversation: Conversation, { clientId }: Incoming): Entry | undefined =>
  clientId === undefined ? undefined : conversation.log.find(entry => entry.from.who === 'citizen' && entry.clientId === clientId)

import type { TalkContext } from './context.ts'
import type { Conversation, Entry } from './conversation.ts'
import type { Spoken } from './spoken.ts'

export type Speaker = Entry['from']

/** The conversation with one more line at its end. Numbers have no gaps and time never falls, whatever the clock does. */
export function tell(
  conversation: Conversation,
  from: Speaker,
  spoken: Spoken,
  context: TalkContext,
  sent: Pick<Entry, 'clientId' | 'choice'> = {},
): Conversation {
  const last = conversation.log.at(-1)
  const entry: Entry = {
    number: (last?.number ?? 0) + 1,
    id: context.newId(),
    at: later(last?.at, context.now),
    from,
    spoken,
    ...(sent.clientId !== undefined && { clientId: sent.clientId }),
    ...(sent.choice !== undefined && { choice: sent.choice }),
  }
  return { ...conversation, log: [...conversation.log, entry] }
}

/** The bot speaks, or says nothing when it does not hold the conversation. */
export const botSays = (conversation: Conversation, spoken: Spoken[], context: TalkContext): Conversation =>
  conversation.holder.who === 'bot'
    ? spoken.reduce((so, line) => tell(so, { who: 'bot' }, line, context), conversation)
    : systemSays(conversation, spoken, context)

/** Brobygger itself: news of the queue, who has come, help in a crisis while a human has the word. */
export const systemSays = (conversation: Conversation, spoken: Spoken[], context: TalkContext): Conversation =>
  spoken.reduce((so, line) => tell(so, { who: 'system' }, line, context), conversation)

/** ISO time of now, or of the latest line when the clock stands behind it. */
export function later(earlier: string | undefined, now: Date): string {
  const at = now.toISOString()
  return earlier !== undefined && earlier > at ? earlier : at
}

/** Whoever comes stands behind those who wait already, also where the clock was set back meanwhile. Times of waiting are still counted by the clock. */
export function cameAfter(at: string, { counsellors: { lastCame } }: TalkContext): { came?: string } {
  return lastCame === undefined || lastCame < at ? {} : { came: new Date(Date.parse(lastCame) + 1).toISOString() }
}

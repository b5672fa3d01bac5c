import { type Change, done, mayNot, refused } from './change.ts'
import type { TalkContext } from './context.ts'
import type { Colleague, Conversation, Note } from './conversation.ts'

/** The counsellor's private note; an empty one is none. It counts as no word of the talk: the citizen is told nothing and waits for nothing. */
export function writeNote(conversation: Conversation, by: Colleague, holderNumber: number, text: string, context: TalkContext): Change {
  const refusal = mayNot(conversation, by, holderNumber)
  if (refusal) return refusal
  if (conversation.handoff?.state !== 'with') return refused('gone')
  const { note: _, ...rest } = conversation
  const note = { text, at: context.now.toISOString(), by, began: conversation.handoff.began ?? 0 }
  return done(text.trim() === '' ? rest : { ...rest, note })
}

/** The note that belongs to this handoff: a colleague who gets the talk passed on gets it too, one whom the citizen asks for later does not. */
export function noteNow({ note, handoff }: Conversation): Note | undefined {
  return handoff?.state === 'with' && note?.began === (handoff.began ?? 0) ? note : undefined
}
